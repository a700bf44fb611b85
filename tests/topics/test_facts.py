"""What readers of each topic want to know, quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao import Direction, Finding, Kind, Statistic
from jianbao.plugins import Plugins
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


def said(finding: Finding, name: str) -> list[dict[str, object]]:
    return [dict(fact.fields) for fact in finding.facts if fact.name == name]


def test_what_was_decided_is_said_of_the_organisation_that_it_was_decided_about(find: Ask) -> None:
    text = (
        "省民政厅对社会组织作出行政处罚。近日，省民政厅对甲省钓鱼运动协会作出撤销登记的行政处罚，"
        "对甲省茶文化研究会处以罚款并没收违法所得。省民政厅依法取缔“甲省书画艺术促进会”。"
        "因未按规定报送年度工作报告，甲省旅游文化促进会、甲省健康产业商会被列入社会组织活动异常名录。"
        "准予甲省智慧养老协会成立登记。逾期不改的，登记管理机关可以撤销甲省物流商会的登记。"
    )
    decided = {(each["organization"], each["kind"]) for each in said(find(text)["social_organizations"], "decision")}
    assert decided == {
        ("甲省钓鱼运动协会", "撤销登记"),
        ("甲省茶文化研究会", "罚款"),
        ("甲省茶文化研究会", "没收违法所得"),
        ("甲省书画艺术促进会", "取缔"),
        ("甲省旅游文化促进会", "列入活动异常名录"),
        ("甲省健康产业商会", "列入活动异常名录"),
        ("甲省智慧养老协会", "准予成立登记"),
    }


def test_a_list_of_organisations_gives_names_grades_and_checked_codes_by_row(find: Ask) -> None:
    text = (
        "全省性社会组织评估等级公告\n序号\t名称\t统一社会信用代码\t评估等级\n"
        "1\t甲省慈善基金会\t53100000500021676K\t5A\n2\t甲省质量协会\t53100000500021676A\t4A\n"
        "3\t甲省物流商会\t53100000500021676K\t3A\n"
    )
    finding = find(text)["social_organizations"]
    assert said(finding, "register") == [{"rows": 3, "invalid": 1}]
    assert [(each["organization"], each["valid"]) for each in said(finding, "registered")] == [
        ("甲省慈善基金会", True),
        ("甲省质量协会", False),
        ("甲省物流商会", True),
    ]
    assert [each["kind"] for each in said(finding, "decision")] == ["评估5A", "评估4A", "评估3A"]


def test_a_law_changes_when_the_text_says_so_and_not_when_it_is_obeyed(find: Ask) -> None:
    text = "社会组织新规：《社会组织名称管理办法》自2024年5月1日起施行。各地要认真贯彻《基金会管理条例》，落实施行。"
    changes = said(find(text)["social_organizations"], "law_change")
    assert changes == [{"title": "社会组织名称管理办法", "change": "施行", "date": "2024年5月1日"}]


def test_figures_of_the_sector_are_told_apart_by_type_level_and_what_is_counted(find: Ask) -> None:
    indicators = ("登记社会组织", "省本级登记的社会团体", "民办非企业单位", "社会组织净资产", "5A级社会组织", "停车位")
    statistics = tuple(figure(indicator) for indicator in indicators)
    counts = said(
        find("全市社会组织发展情况：社会组织总量上升。", statistics=statistics)["social_organizations"], "count"
    )
    assert counts == [
        {"measure": "organizations", "type": "社会组织", "figure": 0},
        {"measure": "organizations", "type": "社会团体", "level": "省级", "figure": 1},
        {"measure": "organizations", "type": "社会服务机构", "figure": 2},
        {"measure": "assets", "type": "社会组织", "figure": 3},
        {"measure": "assessed", "type": "社会组织", "grade": "5A", "figure": 4},
    ]


def test_a_plan_for_child_welfare_says_which_level_does_what_by_when(find: Ask) -> None:
    text = (
        "近日，某市印发《某市儿童福利机构提质转型实施方案》，到2025年底，市级儿童福利机构全面实现优化提质，"
        "县级儿童福利机构全面完成创新转型。"
    )
    duties = said(find(text)["child_welfare"], "duty")
    assert [(each["level"], each["course"], each["by"]) for each in duties] == [
        ("市级", "优化提质", "到2025年底"),
        ("县级", "创新转型", "到2025年底"),
    ]


def test_figures_of_children_name_group_care_and_post(find: Ask) -> None:
    def one(quote: str, unit: str, indicator: str) -> Statistic:
        return Statistic(quote=quote, start=0, end=2, value=1, unit=unit, indicator=indicator)

    statistics = (
        one("1名", "名", "集中养育孤儿"),
        one("1元", "元", "社会散居孤儿基本生活保障标准每人每月"),
        one("1元", "元", "孤儿保障支出"),
        figure("儿童主任"),
        figure("养老机构"),
    )
    counts = said(find("孤儿保障标准提高。孤儿、儿童福利机构。", statistics=statistics)["child_welfare"], "count")
    assert counts == [
        {"measure": "children", "group": "孤儿", "care": "集中养育", "figure": 0},
        {"measure": "standard", "group": "孤儿", "care": "社会散居", "figure": 1},
        {"measure": "spending", "group": "孤儿", "figure": 2},
        {"measure": "staff", "post": "儿童主任", "figure": 3},
    ]


def test_a_meeting_has_body_level_date_place_chair_and_attendance(find: Ask) -> None:
    text = (
        "市民政局党组召开理论学习中心组学习会\n3月12日上午，市民政局党组在机关会议室召开理论学习中心组学习会。"
        "市民政局党组书记张某主持会议。机关各处室负责人参加会议。会议强调，要落实全面从严治党主体责任。"
    )
    finding = find(text)["party_building"]
    assert said(finding, "meeting") == [
        {
            "name": "理论学习中心组学习会",
            "body": "市民政局党组",
            "level": "市级",
            "date": "3月12日上午",
            "place": "机关会议室",
        }
    ]
    assert said(finding, "chair") == [{"name": "市民政局党组书记张某"}]
    assert said(finding, "attendance") == [{"who": "机关各处室负责人"}]


@pytest.mark.parametrize("name", ["social_organizations", "child_welfare", "party_building"])
def test_every_kind_of_fact_is_explained_in_the_plugin_s_readme(plugins: Plugins, name: str) -> None:
    readme = (Path(__file__).parents[2] / "plugins" / f"jianbao_{name}" / "README.md").read_text(encoding="utf-8")
    (topic,) = [topic for topic in plugins.topics if topic.id == name]
    assert topic.facts
    assert [kind.name for kind in topic.facts if f"| `{kind.name}` |" not in readme] == []
