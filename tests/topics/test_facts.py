"""What readers of each topic want to know, quoted."""

from collections.abc import Callable

from jianbao import Direction, Finding, Kind, Statistic
from jianbao_social_organizations.credit_code import is_valid

Ask = Callable[..., dict[str, Finding]]


def values(finding: Finding, name: str) -> list[str]:
    return [fact.value for fact in finding.facts if fact.name == name]


def figure(indicator: str, **more: object) -> Statistic:
    return Statistic(quote="1家", start=0, end=2, value=1, unit="家", indicator=indicator, **more)


def test_social_organizations_ranks_totals_before_types_and_leaves_out_what_hangs_on_others(find: Ask) -> None:
    statistics = (
        figure("脱贫攻坚项目"),
        figure("社会组织"),
        figure("社会组织"),
        figure("社会组织", kind=Kind.GROWTH, direction=Direction.UP, of=2),
        figure("基金会", part_of=2),
        figure("登记资产"),
        figure("办公面积"),
    )
    earlier = (*statistics[:2], figure("社会组织", from_=1), *statistics[3:])
    finding = find("全市社会组织发展情况：社会组织总量上升。", statistics=earlier)["social_organizations"]
    assert finding.key == (2, 5, 0)


def test_social_organizations_names_event_organisations_and_where_to_report(find: Ask) -> None:
    text = (
        "省民政厅日前公布华夏戏曲传播协会、东方茶业商会等6家涉嫌非法社会组织名单，"
        "群众可登录“社会组织服务平台”进行投诉举报。"
    )
    finding = find(text)["social_organizations"]
    assert values(finding, "event") == ["公布涉嫌非法社会组织名单"]
    assert values(finding, "organizations") == ["华夏戏曲传播协会、东方茶业商会"]
    assert values(finding, "reporting") == ["可登录“社会组织服务平台”进行投诉举报"]


def test_credit_codes_are_checked_by_their_last_character(find: Ask) -> None:
    text = "社会组织名录：甲基金会，代码53100000500021676A；乙基金会，代码53100000500021676K。"
    codes = values(find(text)["social_organizations"], "credit_code")
    assert codes == ["53100000500021676A（校验码不符）", "53100000500021676K"]
    assert is_valid("91350100M000100Y43")  # the example of GB 32100-2015


def test_child_welfare_tells_the_plan_who_does_what_and_how(find: Ask) -> None:
    text = (
        "近日，某省印发《某省推进儿童福利机构转型实施方案》，提出下列主要措施。\n"
        "市（州）级儿童福利机构，原则上负责抚养由民政部门长期监护的儿童。\n"
        "县（区）级儿童福利机构，原则上转型为未成年人救助保护机构。\n"
        "主要措施：一是做好孤儿的收留抚养。每月评估一次。二是关爱留守儿童。\n"
        "保障措施：一是加强组织领导。二是落实经费。\n"
        "可拨打未成年人保护热线12345反映。"
    )
    finding = find(text)["child_welfare"]
    assert values(finding, "document") == ["《某省推进儿童福利机构转型实施方案》"]
    assert values(finding, "groups") == ["孤儿、留守儿童"]
    assert len(values(finding, "duty")) == 2
    assert values(finding, "measure") == ["做好孤儿的收留抚养", "关爱留守儿童"]
    assert values(finding, "safeguard") == ["加强组织领导", "落实经费"]
    assert values(finding, "hotline") == ["可拨打未成年人保护热线 12345"]


def test_party_building_gives_each_demand_one_line_and_themes_as_themes(find: Ask) -> None:
    text = (
        "市民政局党组理论学习中心组会议10日在本市召开。局党组书记张某主持会议。\n"
        "会议强调，要深刻领悟“两个确立”的决定性意义，做到“两个维护”。\n"
        "会议要求，各党支部要抓好整改。会议要求，各党支部要抓好整改。"
    )
    finding = find(text)["party_building"]
    assert values(finding, "chair") == ["局党组书记张某"]
    demands = [(fact.label, fact.value) for fact in finding.facts if fact.name == "demand"]
    assert demands == [
        ("会议强调", "要深刻领悟“两个确立”的决定性意义，做到“两个维护”"),
        ("会议要求", "各党支部要抓好整改"),
    ]
    assert values(finding, "themes") == ["两个确立、两个维护"]
