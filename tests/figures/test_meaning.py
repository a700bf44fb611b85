"""What is counted, when, where, and what belongs to what."""

from typing import Any

import pytest

from jianbao import figures
from jianbao.figures import Context
from jianbao.model import Bound, Direction, Kind, Statistic, Verdict


def _read(text: str, **context: Any) -> tuple[Statistic, ...]:
    return figures.read(text, Context(**context)).statistics


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("全市共有社会团体4347家、基金会819家。", ["社会团体", "基金会"]),
        ("160家社会组织参与残奥会服务宣传。", ["参与残奥会服务宣传的社会组织"]),
        ("近3000家社会组织开展帮扶项目3500余个。", ["开展帮扶项目的社会组织", "开展帮扶项目"]),
        ("协会参与制定国家标准13项、地方标准10项。", ["协会参与制定国家标准", "协会参与制定地方标准"]),
        ("全国9125个街道、29620个乡镇已建立党组织。", ["建立党组织的街道", "建立党组织的乡镇"]),
        ("98%的县医院能够提供儿科服务。", ["提供儿科服务的县医院"]),
        ("60周岁及以上老年人口26736万人，占总人口的18.9%。", ["60周岁及以上老年人口", "60周岁及以上老年人口占总人口"]),
        ("殡仪馆1774个，职工8.7万人。", ["殡仪馆", "殡仪馆职工"]),
        ("共有儿童福利机构539个，比上年增长4.7%。", ["儿童福利机构", "儿童福利机构"]),
        ("全市孤儿养育标准为每人每月2976元。", ["孤儿养育标准每人每月"]),
        ("城乡低保平均标准分别增长22.5%和24.6%。", ["城市低保平均标准", "农村低保平均标准"]),
        ("已取缔非法社会组织34家，劝散164家。", ["取缔非法社会组织", "劝散非法社会组织"]),
        ("5.3万人通过助理社会工作师考试。", ["通过助理社会工作师考试"]),
        ("通关效率提升约10%。", ["通关效率"]),
        ("全县230户410人享受城乡低保。", ["享受城乡低保", "享受城乡低保"]),
        ("对河湾、石桥等5个乡镇敬老院进行了扩建。", ["乡镇敬老院"]),
        ("为366个低保户发放电价补贴6万元。", ["发放电价补贴的低保户", "发放电价补贴"]),
        ("全市120个基层党组织、2300名党员要抓好落实。", ["基层党组织", "党员"]),
        ("全国铁路累计发送旅客已经达到22亿人次。", ["铁路累计发送旅客"]),
        ("铁路总里程16.2万公里，其中高铁超过了4.8万公里。", ["铁路总里程", "高铁"]),
        ("线路覆盖了97%的50万人口以上城市。", ["覆盖50万人口以上城市"]),
        ("对24家连续两年未参加年检的社会组织作出处罚。", ["连续两年未参加年检的社会组织"]),
        ("为19名患儿免费实施手术。", ["免费实施手术的患儿"]),
        ("平均每例减免878元。", ["平均每例减免"]),
        ("全国1573家救助管理机构共救助流浪乞讨人员36.5万人次。", ["救助管理机构", "救助流浪乞讨人员"]),
        ("各地在站照料滞留人员1.9万人。", ["在站照料滞留人员"]),
        ("为310名困难残疾人配置康复辅具452件。", ["配置康复辅具的困难残疾人", "配置康复辅具"]),
        ("“孤儿康复明天计划”救治786人次。", ["“孤儿康复明天计划”救治"]),
        (
            "80至89周岁、90至99周岁、100周岁及以上老人每人每月津贴分别为50元、100元和500元。",
            ["80至89周岁老人每人每月津贴", "90至99周岁老人每人每月津贴", "100周岁及以上老人每人每月津贴"],
        ),
        ("国家级、省级未成年人保护示范区达到20个和65个。", ["国家级未成年人保护示范区", "省级未成年人保护示范区"]),
        ("省级、市级社会组织共12家、30家，增加2家、3家。", ["省级社会组织", "市级社会组织"] * 2),
        ("城乡低保标准分别达到每人每月800元和600元。", ["城市低保标准每人每月", "农村低保标准每人每月"]),
        (
            "孤儿13.2万名，其中散居孤儿9.4万名，集中养育孤儿3.8万名，平均标准分别达到每人每月1482元和1935元。",
            ["孤儿", "散居孤儿", "集中养育孤儿", "散居孤儿平均标准每人每月", "集中养育孤儿平均标准每人每月"],
        ),
        ("养老机构46个（其中民办机构13个），床位5267张。", ["养老机构", "民办机构", "养老机构床位"]),
        ("现有养老机构152家（公办38家、民办114家）。", ["养老机构", "公办养老机构", "民办养老机构"]),
        (
            "城市低保标准达到每人每月1135元，农村达到每人每月906元。",
            ["城市低保标准每人每月", "农村低保标准每人每月"],
        ),
        (
            "对取得5A、4A、3A等级的社会组织，分别给予5万元、3万元、1万元一次性奖励。",
            [f"取得{level}A等级的社会组织一次性奖励" for level in (5, 4, 3)],
        ),
        (
            "培育社区社会组织5800余家，平均每个城市社区14.6家、每个农村社区5.2家。",
            ["培育社区社会组织", "平均每个城市社区培育社区社会组织", "每个农村社区培育社区社会组织"],
        ),
        (
            "发放100元高龄津贴，惠及2.3万人，全年发放2760万元。",
            ["高龄津贴", "高龄津贴惠及", "发放高龄津贴"],
        ),
        ("新建村级幸福院16所、改造提升28所。", ["新建村级幸福院", "改造提升村级幸福院"]),
        ("发现问题346个，已整改320个，整改率92.5%。", ["发现问题", "整改问题", "问题整改率"]),
        ("每百户居民拥有社区综合服务设施面积不低于30平方米。", ["每百户居民拥有社区综合服务设施面积"]),
        ("人口出生率6.23‰，死亡率8.91‰。", ["人口出生率", "死亡率"]),
        ("吸引35.7万人次捐款1286.4万元。", ["捐款", "捐款"]),
        ("32家爱心企业认捐1286万元。", ["认捐的爱心企业", "爱心企业认捐"]),
        ("村务监督委员会1256个，成员3768名。", ["村务监督委员会", "村务监督委员会成员"]),
        ("为12.6万名老人购买意外伤害保险。", ["购买意外伤害保险的老人"]),
        ("社会组织党组织312个、党员4865名。", ["社会组织党组织", "社会组织党组织党员"]),
        ("依法处置非法社会组织3311家，其中取缔892家。", ["依法处置非法社会组织", "取缔非法社会组织"]),
        ("孕产妇住院分娩率达到99.9%，农村为99.8%。", ["孕产妇住院分娩率", "农村孕产妇住院分娩率"]),
        ("孕产妇住院分娩率2018年达到99.9%。", ["孕产妇住院分娩率"]),
        ("接收捐赠款物4.86亿元，其中资金3.92亿元、物资0.94亿元。", ["接收捐赠款物", "接收捐赠资金", "接收捐赠物资"]),
        ("护理型床位占比53.2%，高于上年6.1个百分点。", ["护理型床位占比", "护理型床位占比"]),
        ("城市低保对象1007万人，人数比上年减少20.1%。", ["城市低保对象", "城市低保对象"]),
        ("登记社会组织35826个，登记总量同比增长1.8%。", ["登记社会组织", "登记社会组织"]),
        ("社会救助稳步推进。年末保障标准为每人每月740元。", ["保障标准每人每月"]),
        ("首批60万只口罩、8000套防护服于2月28日前送达。", ["首批口罩", "防护服"]),
        ("有50个以上的个人会员或者30个以上的单位会员。", ["个人会员", "单位会员"]),
        ("最终126家获得评估等级。", ["获得评估等级"]),
        ("累计财产规模就超过12亿元。", ["财产规模"]),
        ("床位数突破5万张大关。", ["床位数"]),
        ("约谈负责人23人次，关停4家。", ["约谈负责人", "关停"]),
        ("216名社会组织负责人参训。", ["参训的社会组织负责人"]),
        ("老年人就餐平均优惠4.5元/餐。", ["老年人就餐平均优惠"]),
        ("全镇12个村有低保户326户512人。", ["村", "低保户", "低保户"]),
        ("失能老年人3500万，占11.6%，2035年将达到4600万。", ["失能老年人", "失能老年人占比", "失能老年人"]),
        ("安排救助补助资金1567亿元，其中提前下达1221亿元。", ["安排救助补助资金", "提前下达"]),
        ("批捕侵害未成年人犯罪2.5万人，起诉3.2万人。", ["批捕侵害未成年人犯罪", "起诉"]),
        ("养老机构总数达40万个、床位820万张。", ["养老机构总数", "养老机构床位"]),
        ("孤儿月人均保障标准1885元，社会散居孤儿1434元。", ["孤儿月人均保障标准", "社会散居孤儿月人均保障标准"]),
        (
            "发放价格临时补贴，每人每月30元，两个月共发放1860万元，惠及31万人次。",
            ["价格临时补贴每人每月", "发放价格临时补贴", "价格临时补贴惠及"],
        ),
        ("对民办养老机构按照每床每月100元的标准给予运营补贴。", ["民办养老机构运营补贴每床每月"]),
        ("3家社会组织被撤销登记，6家被列入失信名单。", ["被撤销登记的社会组织", "被列入失信名单"]),
        ("安排50亿元，支持203个地区开展试点；再安排100亿元。", ["安排", "开展试点的地区", "安排"]),
        ("小学生每人每年1000元、初中生1500元。", ["小学生每人每年", "初中生每人每年"]),
        ("枣子收购价由每公斤1.6元涨到4.8元。", ["枣子收购价每公斤", "枣子收购价每公斤"]),
        ("床位占比55%以上的目标提前完成。", ["床位占比"]),
        ("一次性补贴4000元，政府和家庭分别承担3200元、800元。", ["一次性补贴", "政府承担", "家庭承担"]),
        (
            "捐赠总量1400亿元，募集额992亿元，贡献价值2113亿元，三项分别占31.1%、22.0%和46.9%。",
            ["捐赠总量", "募集额", "贡献价值", "捐赠总量占比", "募集额占比", "贡献价值占比"],
        ),
        ("全国基金会9319家。广东、浙江分别有1445家、1037家。", ["基金会"] * 3),
        (
            "全自理、半护理、全护理特困人员照料护理标准分别为252元、630元、1260元。",
            [f"{level}特困人员照料护理标准" for level in ("全自理", "半护理", "全护理")],
        ),
    ],
)
def test_a_figure_is_named_in_the_documents_own_words(text: str, indicators: list[str]) -> None:
    assert [item.indicator for item in _read(text)] == indicators


def test_slogans_of_all_that_should_be_demand_nothing_of_a_figure() -> None:
    counted, demanded = _read("坚持应保尽保、应退即退，城市低保新增276户。每村应配备儿童主任1名。")
    assert (counted.target, demanded.target) == (False, True)


def test_a_pair_is_linked_and_the_growth_points_to_its_later_level() -> None:
    first, last, growth = _read("依法登记的社会组织从2012年年底的7965家增长到12700家，增长约60%。")

    assert (first.as_of, last.as_of) == ("2012-12-31", None)
    assert (last.from_, growth.of) == (0, 1)
    assert {first.indicator, last.indicator, growth.indicator} == {"依法登记的社会组织"}


def test_the_base_of_a_comparison_may_stand_behind_the_later_level() -> None:
    last, first, growth = _read("2025年一审审结案件23732件，较2015年高峰时期的13.9万件下降82.93%。")

    assert (last.from_, growth.of, growth.as_of) == (1, 0, "2015/2025")
    assert first.as_of == "2015"


def test_parts_belong_to_the_total_of_their_own_unit() -> None:
    text = "共有机构815个，床位9.8万张。其中儿童福利机构539个，床位8.9万张；救助保护机构276个，床位0.9万张。"

    assert [item.part_of for item in _read(text)] == [None, None, 0, 1, 0, 1]


def test_a_part_that_is_larger_than_the_total_is_no_part_of_it() -> None:
    assert [item.part_of for item in _read("自治组织60.6万个，其中村委会49.0万个，村民小组395.0万个。")] == [
        None,
        0,
        None,
    ]


def test_a_modifier_alone_takes_the_noun_of_its_total() -> None:
    items = _read("评估等级有效的市级社会组织共1589家，其中5A级227家、4A级545家。")

    assert [item.indicator for item in items[1:]] == ["5A级市级社会组织", "4A级市级社会组织"]


def test_growths_of_a_respective_list_describe_the_levels_before_them_one_by_one() -> None:
    items = _read("产销量分别完成977.9万辆和975万辆，同比分别增长33%和33.9%。")

    assert [item.indicator for item in items] == ["产量", "销量", "产量", "销量"]
    assert [item.of for item in items] == [None, None, 0, 1]


def test_the_time_of_a_sentence_holds_for_the_paragraph_and_the_whole_year_for_its_clauses() -> None:
    text = "截至2021年底，全国共有孤儿17.3万人。全年共支出福利资金83.6亿元；共有儿童主任65.1万人。"

    assert [item.as_of for item in _read(text)] == ["2021-12-31", "2021", "2021-12-31"]


def test_the_counting_day_of_a_bulletin_holds_for_its_next_paragraph_and_that_of_news_does_not() -> None:
    bulletin = "截至2021年底，全国共有孤儿17.3万人。\n全国共有婚姻登记机构1069个。"
    news = "截至2021年底，全市共有社工1.2万人。" + "他们走进社区，陪老人聊天、看病。" * 20 + "\n社区食堂开了80个。"

    assert [item.as_of for item in _read(bulletin)] == ["2021-12-31", "2021-12-31"]
    assert [item.as_of for item in _read(news)] == ["2021-12-31", None]


def test_words_like_last_year_are_resolved_only_when_the_publication_date_is_known() -> None:
    text = "去年全市新增床位500张。"

    assert [item.as_of for item in _read(text)] == [None]
    assert [item.as_of for item in _read(text, published="2025-03-01")] == ["2024"]


def test_the_place_that_opens_a_clause_holds_and_otherwise_the_articles_place() -> None:
    text = "全市共有社会组织300家。向四川地震灾区捐款500万元。在浙江，当地建成服务站80个。"

    assert [item.region for item in _read(text, region="北京市")] == ["北京市", "北京市", "浙江省"]


def test_the_places_of_a_respective_list_answer_to_its_figures_one_by_one() -> None:
    text = "番禺区、南沙区的标准每人每月分别为2512元、2121元。"

    assert [item.region for item in _read(text, region="广州市")] == ["番禺区", "南沙区"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("到2027年，护理型床位占比达到80%。", True),
        ("每个乡镇配备儿童督导员不少于1名。", True),
        ("今年计划新建服务站300个。", True),
        ("已建成服务站300个。", False),
        ("截至2025年底，护理型床位占比达到65%。", False),
    ],
)
def test_what_is_planned_or_demanded_is_a_target(text: str, target: bool) -> None:
    assert [item.target for item in _read(text)] == [target]


def test_places_that_each_did_the_same_name_it_each() -> None:
    items = _read("2024年，广州、深圳、佛山分别收养孤儿214名、180名和96名。", region="广东省")

    assert [item.region for item in items] == ["广州市", "深圳市", "佛山市"]
    assert {item.indicator for item in items} == {"收养孤儿"}


def test_growths_listed_without_levels_are_named_by_what_grew() -> None:
    items = _read("社会团体、基金会的增幅分别为3.2%、5.1%。")

    assert [(item.indicator, item.kind.value) for item in items] == [("社会团体", "growth"), ("基金会", "growth")]


def test_what_stands_after_zhong_is_part_of_the_total_before_it() -> None:
    items = _read("120名孤儿中，男童70名，女童50名。")

    assert [item.part_of for item in items] == [None, 0, 0]


def test_a_falling_growth_below_zero_has_no_direction_that_could_be_misread() -> None:
    (item,) = _read("社会捐赠同比下降-22.2%。")

    assert (item.value, item.direction) == (-22.2, None)


def test_the_end_of_a_deadline_is_not_taken_for_the_noun() -> None:
    (item,) = _read("要在2025年底前建成社工站300个。")

    assert (item.indicator, item.as_of, item.target) == ("建成社工站", "2025-12-31", True)


def test_what_a_call_offers_is_promised_and_not_reported() -> None:
    text = "现面向全市征集公益项目。\n二、申报条件\n团队成员3人。\n三、资助标准\n一等奖：5000元（2名）。"

    assert [item.target for item in _read(text)] == [True, True, True]


def test_scaled_numbers_of_a_list_take_the_unit_of_the_last_and_the_places_before_them() -> None:
    found = _read("广东、江苏、四川分别救助3.2万、2.7万和2.4万人次。")
    assert [(item.value, item.unit, item.indicator, item.region) for item in found] == [
        (32_000, "人次", "救助", "广东省"),
        (27_000, "人次", "救助", "江苏省"),
        (24_000, "人次", "救助", "四川省"),
    ]


def test_who_ranks_first_is_not_what_is_counted() -> None:
    found = _read("成都市、绵阳市登记量居前两位，分别为8123对、6540对。")
    assert [(item.indicator, item.region) for item in found] == [("登记量", "成都市"), ("登记量", "绵阳市")]


def test_a_level_that_something_fell_from_is_the_earlier_of_a_pair_though_the_fall_is_put_in_words() -> None:
    later, earlier, fall = _read("滞留人员1.9万人，比2020年的3.6万人减少近一半。")
    assert (later.from_, earlier.as_of, earlier.indicator) == (1, "2020", "滞留人员")
    assert (fall.quote, fall.value, fall.unit, fall.kind, fall.direction) == (
        "近一半",
        50,
        "%",
        Kind.GROWTH,
        Direction.DOWN,
    )


def test_a_plan_that_is_a_name_plans_nothing() -> None:
    assert [item.target for item in _read("“明天计划”救治786人次。计划新建助餐点15个。")] == [False, True]


def test_the_many_of_the_last_number_is_not_the_many_of_the_first() -> None:
    assert [item.bound.value for item in _read("两类站点为200个和650余个。")] == ["exact", "at_least"]
    assert [item.bound.value for item in _read("稳定在90%和95%以上。")] == ["at_least", "at_least"]


def test_the_whole_year_is_one_that_was_reported_on_not_one_of_plans_or_of_a_month() -> None:
    report = "2025年，全区登记社会组织382家。\n2026年，计划新建老年助餐点15个。\n全年接待来信83批。"
    assert [item.as_of for item in _read(report)] == ["2025", "2026", "2025"]
    news = "截至{}底，有孤儿132名。\n热线全年受理诉求46件。"
    assert [item.as_of for item in _read(news.format("2025年3月"))] == ["2025-03-31", None]
    assert [item.as_of for item in _read(news.format("2024年12月"))] == ["2024-12-31", "2024"]


def test_who_was_to_come_is_counted_not_demanded() -> None:
    assert [item.target for item in _read("社会组织应检1242家，实际参检1197家。每村应配备儿童主任1名。")] == [
        False,
        False,
        True,
    ]


def test_what_had_happened_before_a_day_is_not_planned_for_it() -> None:
    assert [
        item.target for item in _read("2024年12月31日前登记的1286家社会组织参加。2024年12月31日前登记1286家。")
    ] == [False, True]


def test_averages_and_the_standards_of_bulletins_are_reported() -> None:
    standard = "孤儿养育标准为每人每月2976元。"
    assert [item.target for item in _read(f"平均保障{standard}")] == [False]
    assert [item.target for item in _read(standard, title="2024年民政事业发展统计公报")] == [False]
    assert [item.target for item in _read(standard, title="关于提高孤儿养育标准的通知")] == [True]


def test_kinds_and_those_of_each_kind_that_took_part_are_told_apart_by_their_sum() -> None:
    text = (
        "应检1242家，参检1197家。其中，社会团体613家，参检589家；民办非企业单位612家，参检593家；基金会17家，报送15家。"
    )
    assert [item.part_of for item in _read(text)] == [None, None, 0, 2, 0, 4, 0, 6]


def test_what_begins_anew_behind_a_semicolon_is_no_part() -> None:
    _, full_time, members = _read("从业人员2.31万人，其中专职1.42万人；有党员5126名。")
    assert (full_time.part_of, members.part_of, members.indicator) == (0, None, "党员")


def test_both_figures_just_named_grow() -> None:
    found = _read("资产总额58.92亿元，总收入36.5亿元，两项指标分别增长3.2%和2.9%。")
    assert [(item.indicator, item.of) for item in found[2:]] == [("资产总额", 0), ("总收入", 1)]


def test_a_standard_is_that_of_the_people_counted_before_it() -> None:
    found = _read("城市低保对象588.9万人，平均保障标准每人每月812.6元；孤儿3.5万人，标准为1991.2元/人·月。")
    assert [item.indicator for item in found] == [
        "城市低保对象",
        "城市低保对象平均保障标准每人每月",
        "孤儿",
        "孤儿标准",
    ]


@pytest.mark.parametrize("base", ["去年同期", "2024年同期", "上年末", "年初"])
def test_the_time_of_a_comparison_does_not_hold_for_what_follows(base: str) -> None:
    text = f"截至2025年6月底，低保对象588万人，较{base}增长3.9%；特困人员463万人。"
    assert [item.as_of for item in _read(text, published="2025-08-01")] == ["2025-06-30"] * 3


def test_a_share_of_last_years_assets_holds_for_this_year() -> None:
    text = "2024年总支出1.98亿元，占上年末净资产的92.4%，人员支出697万元。"
    assert [item.as_of for item in _read(text, published="2025-08-01")] == ["2024"] * 3


def test_a_bulletin_without_a_date_speaks_of_the_year_in_its_title() -> None:
    text = "截至6月底，孤儿13.0万人。上半年救助290万人次。"
    found = _read(text, title="2025年上半年社会服务统计")
    assert [item.as_of for item in found] == ["2025-06-30", "2025-01/2025-06"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新设冠名基金37个，累计达412个。", ["新设冠名基金", "冠名基金"]),
        ("新增社工站12个，累计建成198个。", ["新增社工站", "建成社工站"]),
        ("新登记社会组织20家，总数达382家。", ["新登记社会组织", "社会组织"]),
        ("新增注册志愿者2万人，累计38万人。", ["新增注册志愿者", "注册志愿者"]),
    ],
)
def test_what_is_new_and_what_there_is_altogether_are_told_apart(text: str, indicators: list[str]) -> None:
    assert [item.indicator for item in _read(text)] == indicators


def test_places_of_a_breakdown_are_places_of_what_the_total_counts() -> None:
    found = _read("杭州市建成慈善基金1031个，其中上城区214个、拱墅区176个。新增志愿者30人。", region="杭州市")
    assert [(item.indicator, item.region, item.part_of) for item in found] == [
        ("建成慈善基金", "杭州市", None),
        ("建成慈善基金", "上城区", 0),
        ("建成慈善基金", "拱墅区", 0),
        ("新增志愿者", "杭州市", None),
    ]
    namesakes = _read("基金会46家，其中西湖区12家、鼓楼区8家。")
    assert [item.indicator for item in namesakes] == ["基金会", "西湖区基金会", "鼓楼区基金会"]


def test_what_stands_behind_a_whole_breakdown_is_no_part_of_it() -> None:
    found = _read("募集善款3.86亿元，其中资金3.41亿元，物资折价4500万元；支出3.52亿元。")
    assert [item.part_of for item in found] == [None, 0, 0, None]


def test_two_figures_of_one_noun_are_both_named_by_it() -> None:
    assert [item.indicator for item in _read("曝光12批共316家非法社会组织。")] == ["非法社会组织"] * 2


def test_a_sentence_that_begins_with_must_demands_its_figures() -> None:
    assert [item.target for item in _read("会议强调，要推动党建入章程比例达到100%。重要项目12个。")] == [True, False]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("5个市县挤占挪用补助资金2317万元。", ["挤占挪用补助资金的市县", "挤占挪用补助资金"]),
        ("9个县闲置资金1.03亿元。", ["闲置资金的县", "闲置资金"]),
        ("对34个县2022年至2024年养老资金进行了审计。", ["县"]),
        ("31家信息平台去年筹款超过320亿元。", ["信息平台", "筹款"]),
        ("每年超过100亿人次点击和参与。", ["点击和参与"]),
        ("五是近六成照料中心利用率不足30%。", ["照料中心", "照料中心利用率"]),
        ("三成村已建成幸福院。", ["建成幸福院的村"]),
        ("受理地名更名申请475件，办结468件。", ["受理地名更名申请", "办结地名更名申请"]),
        ("投资3600万元的福利中心项目主体完工。", ["福利中心项目投资"]),
        ("发放高龄津贴，80-89岁每月30元，90-99岁每月50元。", ["80-89岁高龄津贴每月", "90-99岁高龄津贴每月"]),
        ("新增备案312单、规模13.4亿元，分别占去年的55.2%和74%。", ["新增备案", "规模", "新增备案占去年", "规模占去年"]),
    ],
)
def test_words_that_belong_to_another_figure_or_time_name_none(text: str, indicators: list[str]) -> None:
    assert [item.indicator for item in _read(text)] == indicators


def test_places_that_lead_get_their_own_figures() -> None:
    found = _read("广东、浙江、北京的慈善组织数量最多，依次为2135家、1897家和1043家。", region="全国")
    assert [(item.indicator, item.region) for item in found] == [
        ("慈善组织数量", "广东省"),
        ("慈善组织数量", "浙江省"),
        ("慈善组织数量", "北京市"),
    ]


def test_days_and_provinces_that_are_no_statistics_are_left_alone() -> None:
    assert _read("平均办理时限由15个工作日压缩至8个。") == ()
    assert [item.value for item in _read("西部12省区市合计3120家，6省（市）作交流发言。")] == [3120]


def test_a_label_in_the_line_above_names_what_its_cell_leaves_out() -> None:
    text = (
        "10.签约居民续约率\n较上一年增加，力争2023年达到80%。\n血压控制率\n≥50%\n签约服务覆盖率\n每年增加1-3个百分点。"
    )
    found = _read(text)
    assert [item.indicator for item in found] == ["签约居民续约率", "血压控制率", "签约服务覆盖率"]
    assert (found[1].quote, found[1].bound.value) == ("≥50%", "at_least")


def test_factors_of_formulas_and_who_signs_are_no_statistics() -> None:
    assert _read("签约率=签约人数/人口数*100%。国家卫健委等6部门印发通知。") == ()


def test_round_figures_of_a_scale_are_no_totals_of_each_other() -> None:
    assert {item.part_of for item in _read("一等奖20万元，二等奖15万元，三等奖10万元，优胜奖5万元。")} == {None}
    assert [item.part_of for item in _read("社会组织12家，社会团体5家，基金会7家。")] == [None, 0, 0]


def test_grades_get_their_own_rewards() -> None:
    found = _read("设施评估为优秀、良好、合格等级的，每年每个分别给予40万元、30万元、20万元奖励。")
    assert [item.indicator for item in found] == ["设施评估为优秀奖励", "良好奖励", "合格等级奖励"]


def test_figures_told_in_the_same_words_are_no_parts_of_each_other() -> None:
    grades = "五星级的给予10万元，四星级的给予5万元，三星级的给予3万元，二星级的给予2万元。"
    assert {item.part_of for item in _read(f"{grades}每年分别给予30万元、20万元、10万元奖励。")} == {None}


def test_both_ends_of_a_fine_are_fines() -> None:
    found = _read("处1万元以上10万元以下的罚款。")
    assert [(item.indicator, item.bound.value) for item in found] == [("罚款", "at_least"), ("罚款", "at_most")]


def test_a_share_too_may_be_the_earlier_of_a_pair() -> None:
    _, now, then, change = _read("社会组织党组织1873个，覆盖率98.1%，较2020年的89.4%提高8.7个百分点。")
    assert (now.from_, then.as_of, change.of) == (2, "2020", 1)


def test_a_shared_beginning_ends_with_its_verb() -> None:
    found = _read("党费1350万元用于慰问老党员、困难党员4520名。参与制定国家标准13项、地方标准10项。")
    assert [item.indicator for item in found][1:] == ["党费用于慰问困难党员", "参与制定国家标准", "参与制定地方标准"]


def test_items_of_a_list_that_move_another_way_say_so_and_keep_their_names() -> None:
    found = _read("低保、特困、临时救助支出同比分别增长5.2%、6.1%和下降1.3%。")
    assert [(item.indicator, item.value, item.direction) for item in found] == [
        ("低保支出", 5.2, Direction.UP),
        ("特困支出", 6.1, Direction.UP),
        ("临时救助支出", 1.3, Direction.DOWN),
    ]


def test_a_list_with_more_names_than_figures_names_none_of_them() -> None:
    found = _read("低保、特困、临时救助支出分别增长5.2%和6.1%。")
    assert not {item.indicator for item in found} & {"特困支出", "临时救助支出", "低保支出"}


def test_a_verb_of_change_goes_on_to_the_next_item() -> None:
    found = _read("设立慈善信托56单，信托规模达3.4亿元，较上年末增加12单、0.8亿元。")
    assert [(item.kind, item.of) for item in found[2:]] == [(Kind.CHANGE, 0), (Kind.CHANGE, 1)]


def test_growths_behind_two_pairs_describe_their_later_ends() -> None:
    found = _read("机构养育由每人每月2100元提高到2250元，社会散居由每人每月1500元提高到1650元，增幅分别为7.1%、10%。")
    assert [item.of for item in found] == [None, None, None, None, 1, 3]


def test_points_describe_the_share_that_they_name() -> None:
    found = _read("60岁及以上人口占18.7%，其中65岁及以上人口占13.5%，60岁及以上人口的比重上升5.44个百分点。")
    assert found[2].of == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("结婚登记5120对（其中涉外登记86对），离婚登记2030对。", [None, 0, None]),
        ("总收入1.56亿元，其中捐赠收入1.42亿元；总支出1.38亿元。", [None, 0, None]),
        ("养老机构152家（其中公办38家、民办100家），其中城区60家。", [None, 0, 0, 0]),
        ("留守儿童2130名；孤儿286名，其中集中供养31名；事实无人抚养儿童1347名。", [None, None, 1, None]),
        ("服务机构2934个，其中服务中心156个；餐厅从680个增至1867个。", [None, 0, None, None]),
        ("筹款100万元，其中募集60万元，人均57元。", [None, 0, None]),
        ("党员3186名，35岁以下的1402名。", [None, 0]),
        ("依法处置1.9万余家，其中注销1.1万家、撤销登记7800家、整改近千家。", [None, 0, 0, 0]),
    ],
)
def test_what_stands_behind_a_bracket_or_a_new_total_is_no_part(text: str, parts: list[int | None]) -> None:
    assert [item.part_of for item in _read(text)] == parts


def test_the_natural_growth_rate_is_a_rate_and_may_be_negative() -> None:
    (found,) = _read("自然增长率为-2.68‰。")
    assert (found.kind, found.direction, found.value, found.indicator) == (Kind.SHARE, None, -2.68, "自然增长率")


def test_doubling_may_be_nearly_reached() -> None:
    growth, level = _read("志愿者人数比2019年翻了近一番，达到86万人。")
    assert (growth.quote, growth.value, growth.unit, growth.kind) == ("翻了近一番", 1, "倍", Kind.GROWTH)
    assert growth.bound is Bound.AT_MOST
    assert level.indicator == "志愿者人数"


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("从2012年到2022年，养老床位由416万张增加到829万张。", [False, False]),
        ("截至2023年底，登记4126家。到2023年，收入增至15200元。到2025年，收入达到2万元。", [False, False, True]),
        ("比2021年增加38家。到2021年底，建成餐厅12家。", [False, False]),
        ("根据《养老条例》，现有餐厅1900余个。", [False]),
        ("逾期不改正的，处五千元以上三万元以下的罚款。", [True, True]),
        ("该协会被处以2万元罚款。", [False]),
        ("方案提出，三年实现就业100万人。如今目标提前完成：实施以来，实现就业164万人。", [True, False]),
        ("到2018年8月底，这一数字降至697万人。", [False]),
        ("课题组预计，总数将突破1万家。建议将比例由20%放宽至25%。", [True, False, True]),
    ],
)
def test_what_should_be_reached_by_a_time_that_has_come_is_no_target(text: str, targets: list[bool]) -> None:
    assert [item.target for item in _read(text)] == targets


def test_until_a_year_before_publication_nothing_is_planned() -> None:
    text = "到2025年，床位达到6万张。"
    assert [_read(text, published=day)[0].target for day in ("2026-03-01", "2025-03-01")] == [False, True]


def test_a_sentence_about_a_place_is_the_scene_of_those_that_follow() -> None:
    text = "全市共有养老机构90家。鄞州区把功夫下在医养结合上。全区24家机构已签约。\n全市共有志愿者3万人。"
    assert [item.region for item in _read(text, region="宁波市")] == ["宁波市", "鄞州区", "宁波市"]


def test_a_national_body_does_not_make_what_it_gives_to_a_province_the_nations() -> None:
    (found,) = _read("中国红十字基金会先期投入500万元。", region="甘肃省")
    assert found.region == "甘肃省"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约占捐赠总额的四成。", Bound.ABOUT),
        ("非国有资产份额不得低于总财产的三分之二。", Bound.AT_LEAST),
        ("管理费用不得高于总支出的百分之十。", Bound.AT_MOST),
        ("单个项目资助最高5万元。", Bound.AT_MOST),
        ("两者之比大致为1∶3.4。", Bound.ABOUT),
        ("共资助5万元。", Bound.EXACT),
    ],
)
def test_a_bound_may_stand_before_what_is_counted(text: str, bound: Bound) -> None:
    assert [item.bound for item in _read(text)] == [bound]


def test_life_expectancy_and_mean_ages_are_figures_and_ages_of_groups_are_none() -> None:
    found = _read("人均预期寿命提高到79.4岁，比男性高5.8岁。成员平均年龄41.2岁，60岁以上老人优先，35岁以下青年参加。")
    assert [(item.value, item.unit, item.indicator) for item in found] == [
        (79.4, "岁", "人均预期寿命"),
        (5.8, "岁", "人均预期寿命"),
        (41.2, "岁", "成员平均年龄"),
    ]


def test_a_rate_per_hundred_thousand_is_a_share_and_falls_by_pairs() -> None:
    earlier, later, fall = _read("孕产妇死亡率由1990年的88.8/10万下降到2018年的18.3/10万，降幅达79.4%。")
    assert (earlier.unit, later.kind, later.from_, later.indicator) == ("/10万", Kind.SHARE, 0, "孕产妇死亡率")
    assert (fall.kind, fall.direction) == (Kind.GROWTH, Direction.DOWN)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("在浙江杭州，老人可享受优惠；全省餐厅已覆盖2万个社区。", "浙江省"),
        ("在浙江杭州，餐厅已覆盖2万个社区。", "杭州市"),
        ("在浙江，全省餐厅已覆盖2万个社区。", "浙江省"),
    ],
)
def test_a_place_widens_when_the_words_speak_of_all_of_its_province(text: str, region: str) -> None:
    assert [item.region for item in _read(text, region="全国")] == [region]


def test_what_follows_a_plan_and_tells_of_today_does_not_hold_until_then() -> None:
    plan, today = _read("到2025年，服务中心不少于500家。餐厅已覆盖2万个社区。")
    assert (plan.as_of, plan.target, today.as_of, today.target) == ("2025", True, None, False)


def test_short_names_of_places_that_are_words_count_in_a_list_that_says_how_many() -> None:
    found = _read("赣州、吉安、上饶三市的服务量分别占全省的18.3%、11.6%和14.9%。", region="江西省")
    assert [(item.region, item.indicator) for item in found] == [
        ("赣州市", "服务量占全省"),
        ("吉安市", "服务量占全省"),
        ("上饶市", "服务量占全省"),
    ]
    found = _read("江北、镇海两区分别安排资金860万元和540万元。", region="宁波市")
    assert [(item.region, item.indicator) for item in found] == [("江北区", "安排资金"), ("镇海区", "安排资金")]


def test_a_section_of_plans_holds_targets_up_to_the_next_of_its_rank() -> None:
    text = "一、成效\n新建中心3个。\n二、2023年工作打算\n一是标准再提高8%；二是新建中心5个。\n三、问题\n护理员12名。"
    assert [item.target for item in _read(text)] == [False, True, True, False]


def test_what_a_notice_of_results_reports_is_no_target() -> None:
    text = "根据规定，现将结果公告如下：\n应参加年检的社会组织2136家，实际参检2018家，本年度合格1742家。"
    found = _read(text, title="某省民政厅关于2021年度社会组织检查结果的公告", published="2022-09-01")
    assert [(item.target, item.as_of) for item in found] == [(False, "2021")] * 3


def test_what_a_call_says_of_the_year_before_is_no_target() -> None:
    text = "现将有关事项通知如下。其中2022年收到申报书237份。拟资助项目60个。"
    found = _read(text, title="关于征集项目的通知", published="2023-02-27")
    assert [item.target for item in found] == [False, True]


def test_so_many_years_are_nothing_that_grows() -> None:
    found = _read("销售额达4900万元，两年间翻了两番。")
    assert (found[1].of, found[1].indicator) == (0, "销售额")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "农村低保年标准、城市低保年标准分别由2015年的24元、46元提高到2020年的44元、73元。",
            ("农村低保年标准", "城市低保年标准"),
        ),
        ("婴儿死亡率、儿童死亡率从2015年的24‰、46‰分别下降到2020年的4‰和7‰。", ("婴儿死亡率", "儿童死亡率")),
    ],
)
def test_two_lists_pair_item_by_item(text: str, names: tuple[str, str]) -> None:
    found = _read(text)
    assert [(item.indicator, item.as_of, item.from_) for item in found] == [
        (names[0], "2015", None),
        (names[1], "2015", None),
        (names[0], "2020", 0),
        (names[1], "2020", 1),
    ]


def test_a_list_that_adds_up_to_a_total_of_the_sentence_before_is_its_parts() -> None:
    text = "最终126家获得等级，增长二成。5A级21家、4A级38家、3A级67家。行业协会9家、学术类5家、基金会4家。"
    assert [item.part_of for item in _read(text)] == [None, None, 0, 0, 0, None, None, None]


def test_a_change_describes_the_level_that_it_leads_to() -> None:
    change, level = _read("养老机构同比增加12家，达到268家。")
    assert (change.kind, change.of, level.kind) == (Kind.CHANGE, 1, Kind.LEVEL)


def test_more_taken_in_than_the_year_before_is_a_change() -> None:
    found = _read("收入善款2.36亿元，比上年多收4200万元，增长21.6%。")
    assert [(item.kind, item.direction, item.of) for item in found[1:]] == [
        (Kind.CHANGE, Direction.UP, 0),
        (Kind.GROWTH, Direction.UP, 0),
    ]


def test_what_will_be_is_no_part_of_what_is() -> None:
    found = _read("3亿老年人中，失能老年人3500万，预计将达到4600万。")
    assert [item.part_of for item in found] == [None, 0, None]


@pytest.mark.parametrize("against", ["超额完成规划目标", "高于全国平均", "比全国平均高"])
def test_points_against_something_else_than_before_are_no_contradiction(against: str) -> None:
    found = figures.read(f"入住率由50%提高到60%，{against}6.3个百分点。")
    assert (found.statistics[2].kind, found.statistics[2].direction) == (Kind.CHANGE, Direction.UP)
    assert not found.statistics[2].target
    assert not found.checks


def test_points_that_do_not_come_out_of_their_pair_are_called_off() -> None:
    assert [check.verdict for check in figures.read("入住率由50%提高到60%，提高5个百分点。").checks] == [Verdict.OFF]


def test_the_ends_of_a_pair_hold_for_the_ends_of_the_years_before_it() -> None:
    found = _read("从1949年到2023年，人均预期寿命由35岁提高到78.6岁，小学净入学率由20%提高到99.9%。")
    assert [item.as_of for item in found] == ["1949", "2023", "1949", "2023"]


def test_months_without_a_year_are_the_period_that_was_over_at_publication() -> None:
    (found,) = _read("1—9月累计支出资金1472亿元。", published="2023-10-31")
    assert found.as_of == "2023-01/2023-09"
    (found,) = _read("1—9月累计支出资金1472亿元。", published="2024-03-31")
    assert found.as_of == "2023-01/2023-09"


def test_what_a_notice_says_of_today_is_no_target() -> None:
    text = "目前，全市养老机构入住老年人5830人。每家机构隔离室不少于3间。"
    assert [item.target for item in _read(text, title="关于做好防控工作的通知")] == [False, True]


def test_grades_get_the_allowance_that_is_named_behind_the_amounts() -> None:
    found = _read("按重度、中度、轻度三个等级，分别给予每人每月300元、200元、100元的护理补贴。")
    assert [item.indicator for item in found] == [f"{grade}护理补贴" for grade in ("重度", "中度", "轻度")]


def test_places_that_come_next_answer_to_the_figures_behind_them() -> None:
    text = "四川省规模最大，留守儿童为76.5万人，其次为安徽、湖南、河南，分别为73.6万人、70万人、69.9万人。"
    found = _read(text, region="全国")
    assert [item.region for item in found] == ["四川省", "安徽省", "湖南省", "河南省"]
    assert {item.indicator for item in found} == {"留守儿童"}


def test_what_four_places_have_together_is_not_named_by_them() -> None:
    found = _read("基金会共9319家。按地域分，广东、北京、江苏、浙江四地合计3700余家。", region="全国")
    assert [(item.indicator, item.region) for item in found] == [("基金会", "全国"), ("", "全国")]


def test_the_year_since_which_something_is_lowest_does_not_end_the_year_spoken_of() -> None:
    found = _read("2024年，结婚登记610万对，创1980年以来新低；离婚登记262万对。")
    assert [item.as_of for item in found] == ["2024", "2024"]


def test_two_changes_share_the_points_of_the_second() -> None:
    found = _read("年检率、合格率分别达98.2%和96.5%，分别提高1.3个和0.8个百分点。")
    assert [(item.unit, item.of, item.direction) for item in found[2:]] == [
        ("百分点", 0, Direction.UP),
        ("百分点", 1, Direction.UP),
    ]


def test_a_quotation_mark_that_is_not_closed_is_no_part_of_a_name() -> None:
    assert _read("“县里的留守儿童有2100多人。”局长说。")[0].indicator == "县里的留守儿童"
