"""Cited documents, and dates by which something has to be done."""

import pytest

from jianbao.elements import cited, deadlines


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("印发《关于加强登记的意见》（以下简称《意见》）。《意见》要求", ("关于加强登记的意见",)),
        ("依据《慈善法》《社会团体登记管理条例》", ("慈善法", "社会团体登记管理条例")),
        ("《某市推进儿童福利机构转型\n实施方案》和《实施方案》", ("某市推进儿童福利机构转型实施方案",)),
        ("发布《养老服务指南（2025版）》", ("养老服务指南（2025版）",)),
        ("按照国家标准《社区服务设施分级》执行", ("社区服务设施分级",)),
        ("《民政工作论述》一书出版，《新闻联播》播出，填写《申请表》，据《某某日报》报道", ()),
        ("《中华人民共和国慈善法》施行，《中华人民共和国慈善法》规定", ("中华人民共和国慈善法",)),
        ("《某省养老服务条例》与《某省养老服务条例实施细则》", ("某省养老服务条例", "某省养老服务条例实施细则")),
    ],
)
def test_documents_laws_and_standards_are_cited_once_and_nothing_else(text: str, titles: tuple[str, ...]) -> None:
    assert cited.read(text) == titles


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("各地应在2020年底前全部完成脱钩。", ["2020-12-31"]),
        ("2023年6月底前完成摸底，2023年12月底前完成整改。", ["2023-06-30", "2023-12-31"]),
        ("到2025年，儿童福利机构实现全覆盖。", ["2025"]),
        ("力争到2027年，通过联建等方式，实现组织全覆盖。", ["2027"]),
        ("预计今年9月建成通航。", ["--09"]),
        ("工程年内完成改造。", ["--12-31"]),
        ("请于2022年6月30日前报送总结。", ["2022-06-30"]),
        ("报名截止时间为2017年12月10日。", ["2017-12-10"]),
        ("到“十四五”末，建成100个中心。", ["2025-12-31"]),
        ("工作步骤如下：第一阶段，2001年3—5月，开展自查。", ["2001-05"]),
        ("截至今年4月底，已建成12个中心。", []),
        ("截至2021年底，全国共有社会组织90万个。", []),
        ("2012年前成立的社会组织应当重新登记。", []),
        ("本办法自2025年5月1日起施行。", []),
        ("1至4月，全市完成投资12亿元。", []),
        ("内蒙古今年内蒙古草原旅游收入增长，建成营地。", []),
        ("2018年12月30日至2019年1月1日放假调休。", []),
    ],
)
def test_deadlines_are_what_is_still_to_be_done(text: str, dates: list[str]) -> None:
    assert [deadline.date for deadline in deadlines.read(text)] == dates


def test_relative_dates_count_from_the_day_of_publication() -> None:
    (deadline,) = deadlines.read("确保9月底前完成整改任务。", "2022-03-01")
    assert (deadline.quote, deadline.date) == ("9月底前", "2022-09-30")
    assert deadline.what == "完成整改任务"


def test_a_year_that_was_over_at_publication_is_no_deadline() -> None:
    assert deadlines.read("到2020年，实现全覆盖。", "2022-03-01") == ()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("即日起至2023年3月31日17时，登录平台提交，逾期不予受理。", "2023-03-31"),
        ("现有组织应当于2020年9月30日前予以规范。", "2020-09-30"),
        ("到2025年，制度框架基本定型。", "2025"),
        ("口罩于2020年2月28日前送达各市州。", "2020-02-28"),
    ],
)
def test_a_window_and_what_is_to_be_put_in_order_are_deadlines(text: str, date: str) -> None:
    assert [deadline.date for deadline in deadlines.read(text)] == [date]


def test_the_year_in_which_a_level_was_reached_is_no_deadline() -> None:
    assert deadlines.read("死亡率由1990年的8.8‰下降到2018年的1.8‰，提前实现目标。") == ()


def test_a_year_that_the_text_speaks_of_as_past_is_no_deadline() -> None:
    text = "截至2023年底，建成餐厅12家。到2023年，覆盖率达到90%。到2025年，覆盖率达到100%。"
    assert [deadline.date for deadline in deadlines.read(text)] == ["2025"]


def test_what_is_to_be_done_is_said_in_the_documents_words() -> None:
    (deadline,) = deadlines.read("该项工作于2019年4月底前完成。")
    assert deadline.what == "该项工作于2019年4月底前完成"
