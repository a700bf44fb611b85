"""Figures of tables, in both shapes that their text takes."""

import pytest

from jianbao import figures
from jianbao.model import Bound, Direction, Kind, Verdict

_GRID = """表2\t2024年提供住宿的机构情况
指标
机构（个）
床位（万张）
合计
养老机构
儿童福利机构
4200\t53.0
3900\t50.4
300\t2.6
图3 历年情况
"""

_ROWS = """表5 2023年各类社会组织数量
单位：个
类型\t2022年\t2023年
社会团体\t320\t345
基金会\t12\t15
"""


def test_a_grid_behind_its_labels_is_read_by_row_and_column() -> None:
    found = figures.read(_GRID).statistics

    assert [(item.quote, item.value, item.unit, item.indicator, item.as_of) for item in found] == [
        ("4200", 4200, "个", "提供住宿的机构", "2024"),
        ("53.0", 530_000, "张", "提供住宿的机构床位", "2024"),
        ("3900", 3900, "个", "养老机构", "2024"),
        ("50.4", 504_000, "张", "养老机构床位", "2024"),
        ("300", 300, "个", "儿童福利机构", "2024"),
        ("2.6", 26_000, "张", "儿童福利机构床位", "2024"),
    ]


def test_rows_that_add_up_to_the_one_above_are_its_parts() -> None:
    assert [item.part_of for item in figures.read(_GRID).statistics] == [None, None, 0, 1, 0, 1]


def test_rows_with_their_own_labels_take_time_and_unit_from_heads_and_title() -> None:
    found = figures.read(_ROWS).statistics

    assert [(item.value, item.unit, item.indicator, item.as_of) for item in found] == [
        (320, "个", "社会团体", "2022"),
        (345, "个", "社会团体", "2023"),
        (12, "个", "基金会", "2022"),
        (15, "个", "基金会", "2023"),
    ]


def test_a_grid_whose_labels_cannot_be_told_apart_is_left_alone() -> None:
    assert figures.read("表1 情况\n指标\n市辖区县级市县\n旗\n12\n34\n56\n78\n").statistics == ()


_JOINED = """表1 2024年行政区划情况
单位：个
指标
数量
指标
数量
县级
市辖区县级市县
自治县
15
8 4
2
1
乡级
镇
乡
街道
130 70
20
40
"""


def test_numbers_of_a_column_whose_lines_were_joined_are_read_when_their_sums_come_out() -> None:
    found = figures.read(_JOINED).statistics
    assert [(item.value, item.indicator, item.part_of, item.as_of) for item in found] == [
        (15, "县级行政区划", None, "2024"),
        (8, "市辖区", 0, "2024"),
        (4, "县级市", 0, "2024"),
        (2, "县", 0, "2024"),
        (1, "自治县", 0, "2024"),
        (130, "乡级行政区划", None, "2024"),
        (70, "镇", 5, "2024"),
        (20, "乡", 5, "2024"),
        (40, "街道", 5, "2024"),
    ]


@pytest.mark.parametrize("spoilt", [("130 70", "131 70"), ("15\n", "16\n"), ("乡\n街道", "乡街道村")])
def test_numbers_of_such_a_column_are_left_alone_when_they_do_not(spoilt: tuple[str, str]) -> None:
    assert len(figures.read(_JOINED.replace(*spoilt)).statistics) in {4, 5}  # those of the other column


def test_a_table_parted_by_blanks_may_have_a_column_of_units() -> None:
    found = figures.read(
        "指标　单位　2022年　2023年\n养老床位合计　万张　829.4　823.0\n每千名老年人床位　张　29.6　27.7"
    ).statistics
    assert [(item.indicator, item.value, item.unit, item.as_of) for item in found] == [
        ("养老床位合计", 8_294_000, "张", "2022"),
        ("养老床位合计", 8_230_000, "张", "2023"),
        ("每千名老年人床位", 29.6, "张", "2022"),
        ("每千名老年人床位", 27.7, "张", "2023"),
    ]


def test_the_indicators_of_a_plan_have_a_unit_a_base_and_a_target_each() -> None:
    found = figures.read(
        "专栏1 “十四五”主要指标\n指标\t单位\t2020年\t2025年\t属性\n养老床位总数\t万张\t15.6\t18.5\t预期性\n"
        "护理型床位占比\t%\t32.5\t≥55\t约束性\n持证社会工作者\t人\t5127\t12000\t预期性"
    ).statistics
    assert [(item.indicator, item.value, item.unit, item.as_of, item.target, item.from_) for item in found] == [
        ("养老床位总数", 156_000, "张", "2020", False, None),
        ("养老床位总数", 185_000, "张", "2025", True, 0),
        ("护理型床位占比", 32.5, "%", "2020", False, None),
        ("护理型床位占比", 55, "%", "2025", True, 2),
        ("持证社会工作者", 5127, "人", "2020", False, None),
        ("持证社会工作者", 12_000, "人", "2025", True, 4),
    ]
    assert [item.bound for item in found if item.value == 55] == [Bound.AT_LEAST]


def test_a_note_in_brackets_is_no_unit() -> None:
    found = figures.read("单位：个\n类别\t2023年\t2024年\n省（含台湾省）\t23\t23\n自治区\t5\t5\n").statistics
    assert {item.unit for item in found} == {"个"}


def test_a_list_of_years_is_no_table() -> None:
    assert figures.read("目录\n2019\n2020\n2021\n").statistics == ()


def test_a_total_at_the_foot_has_the_rows_above_it_as_parts() -> None:
    found = figures.read(
        "单位：万元\n项目\t预算数\t决算数\n一般公共预算\t1200\t1180.5\n政府性基金\t300\t298\n合计\t1500\t1478.5"
    )

    assert [(item.value, item.indicator, item.part_of) for item in found.statistics] == [
        (12_000_000, "一般公共预算的预算数", 4),
        (11_805_000, "一般公共预算的决算数", 5),
        (3_000_000, "政府性基金的预算数", 4),
        (2_980_000, "政府性基金的决算数", 5),
        (15_000_000, "预算数", None),
        (14_785_000, "决算数", None),
    ]
    assert [check.verdict for check in found.checks] == [Verdict.HOLDS, Verdict.HOLDS]


def test_rows_that_begin_with_a_year_or_a_place_hold_for_it() -> None:
    years = figures.read("年份\t社会团体（万个）\t基金会（个）\n2020\t37.4\t8432\n2021\t37.1\t8877\n").statistics
    places = figures.read("各区情况\n区\t机构数（家）\t床位（张）\n海淀区\t32\t5,600\n番禺区\t41\t7,210\n").statistics

    assert [(item.value, item.indicator, item.as_of) for item in years] == [
        (374_000, "社会团体", "2020"),
        (8432, "基金会", "2020"),
        (371_000, "社会团体", "2021"),
        (8877, "基金会", "2021"),
    ]
    assert [(item.value, item.indicator, item.region) for item in places] == [
        (32, "机构数", "海淀区"),
        (5600, "床位", "海淀区"),
        (41, "机构数", "番禺区"),
        (7210, "床位", "番禺区"),
    ]


_SERIES = """表1 主要指标
指标\t2023年\t2024年\t增长（%）
火化遗体（万具）\t23.87\t24.36\t2.1
公墓（个）\t121\t119\t-1.7
从业人员（人）\t5,391\t5462\t9.3
资料来源：民政厅
"""


@pytest.mark.parametrize("blank", ["\t", "　", "　　　", " ", "     "])
def test_columns_parted_by_any_blanks_are_read(blank: str) -> None:
    found = figures.read(f"全省有殡仪馆98个。\n{_SERIES.replace(chr(9), blank)}").statistics
    assert [(item.value, item.unit, item.indicator, item.as_of) for item in found[1:7]] == [
        (238_700, "具", "火化遗体", "2023"),
        (243_600, "具", "火化遗体", "2024"),
        (2.1, "%", "火化遗体", "2024"),
        (121, "个", "公墓", "2023"),
        (119, "个", "公墓", "2024"),
        (1.7, "%", "公墓", "2024"),
    ]


def test_a_column_of_growth_is_growth_of_the_level_before_it_and_is_checked() -> None:
    found = figures.read(_SERIES)
    growth = [item for item in found.statistics if item.kind is Kind.GROWTH]
    assert [(item.of, item.direction) for item in growth] == [(1, Direction.UP), (4, Direction.DOWN), (7, Direction.UP)]
    assert [item.from_ for item in found.statistics] == [None, 0, None, None, 3, None, None, 6, None]
    assert [check.verdict for check in found.checks] == [Verdict.HOLDS, Verdict.HOLDS, Verdict.OFF]


def test_differences_between_columns_are_changes() -> None:
    head = "类别\t2023年（个）\t2024年（个）\t比上年增加（个）\t同比±%\n"
    found = figures.read(f"{head}社会团体\t320\t345\t25\t7.8\n基金会\t12\t11\t-1\t-8.3\n")
    assert [item.kind.value for item in found.statistics[:4]] == ["level", "level", "change", "growth"]
    assert {check.verdict for check in found.checks} == {Verdict.HOLDS}


def test_sentences_with_blanks_beside_their_numbers_are_no_table() -> None:
    text = "全市共有社会组织 345 家\n其中社会团体 320 家 占 93%\n全市共有 12 家基金会\n"
    named = [item.indicator for item in figures.read(text).statistics]
    assert named == ["社会组织", "社会团体", "社会团体占比", "基金会"]


def test_a_row_with_an_empty_cell_keeps_its_other_numbers_under_their_heads() -> None:
    head = "类别\t2023年（个）\t2024年（个）\t床位（张）\n"
    rows = "农村敬老院\t41\t38\t2600\n老年公寓\t\t12\t900\n合计\t41\t50\t3500\n"
    found = figures.read(head + rows).statistics
    assert [(item.quote, item.indicator, item.as_of, item.part_of) for item in found] == [
        ("41", "农村敬老院", "2023", None),
        ("38", "农村敬老院", "2024", 6),
        ("2600", "农村敬老院床位", None, 7),
        ("12", "老年公寓", "2024", 6),
        ("900", "老年公寓床位", None, 7),
        ("41", "", "2023", None),
        ("50", "", "2024", None),
        ("3500", "床位", None, None),
    ]


def test_the_row_of_a_place_that_is_no_more_keeps_the_heads_of_its_columns() -> None:
    found = figures.read("地区\t机构数（家）\t床位数（张）\n宣武区\t12\t3400\n东城区\t15\t4100\n").statistics
    assert [(item.quote, item.indicator, item.region) for item in found] == [
        ("12", "机构数", "宣武区"),
        ("3400", "床位数", "宣武区"),
        ("15", "机构数", "东城区"),
        ("4100", "床位数", "东城区"),
    ]


def test_a_row_that_names_a_place_and_a_kind_counts_the_kind_there_and_one_cut_short_counts_nothing() -> None:
    head = "地区\t类别\t数量（家）\t床位（张）\n"
    found = figures.read(
        f"{head}海淀区\t敬老院\t12\t300\n\t养老驿站\t40\t20\n老年公寓\t7\t90\n东城区\t敬老院\t11\t200\n"
    )
    assert [(item.quote, item.indicator, item.region) for item in found.statistics] == [
        ("12", "敬老院", "海淀区"),
        ("300", "敬老院床位", "海淀区"),
        ("11", "敬老院", "东城区"),
        ("200", "敬老院床位", "东城区"),
    ]


def test_an_adjective_at_the_head_of_a_row_goes_before_what_its_column_counts() -> None:
    found = figures.read("类型\t机构数（家）\t床位数（张）\n公办\t12\t3400\n民办\t15\t4100\n").statistics
    assert [item.indicator for item in found] == ["公办机构数", "公办床位数", "民办机构数", "民办床位数"]
