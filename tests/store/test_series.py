"""What a figure was before: found when it is certainly the same, and not at all when anything speaks against it."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.model import Alert, Article, Bound, Check, CheckKind, Document, Kind, Passage, Span, Statistic, Verdict
from jianbao.store.comparable import MOST_YEARS, eligible, frame, other_times

SENTENCE = "截至{year}年底，全市登记社会组织{value}家，其中基金会{part}家。"
TITLE = "{year}年社会组织登记情况通报"


def article(year, value, part=None, *, sentence=SENTENCE, title=TITLE, issuer="某市民政局", **other):
    """Return text and article of one year's report; *other* replaces fields of the level that it gives."""
    part = part or value // 10
    text = f"总则。{sentence.format(year=year, value=value, part=part)}"
    first = text.index(f"{value}家")
    level = Statistic(
        quote=f"{value}家", start=first, end=first + len(f"{value}家"), value=value, unit="家",
        indicator="登记社会组织", as_of=f"{year}-12-31", region="北京市",
    )  # fmt: skip
    second = text.find(f"基金会{part}家") + 3
    below = replace(level, quote=f"{part}家", start=second, value=part, indicator="基金会", part_of=0)
    read = Article(
        title=title.format(year=year), body=(Span(0, len(text)),), passage=Passage.whole(text), issuer=issuer,
        statistics=(replace(level, **other), *([below] if "基金会" in sentence else [])),
    )  # fmt: skip
    return text, read


@pytest.fixture
def shelf(town):
    """Store reports, and tell of the newest what it was before."""

    class Shelf:
        number = 0

        def put(self, text, *articles, source="某市民政局 统计"):
            self.number += 1
            document = Document(id=str(self.number), text=text, articles=articles, url=f"https://e.cn/{self.number}")
            alerts = [
                Alert(
                    id=f"{self.number}.{place}", title=each.title, topics=("social_organizations",), issuer=each.issuer,
                    source=source, statistics=each.statistics, checks=each.checks,
                )
                for place, each in enumerate(articles)
            ]  # fmt: skip
            town.store.documents.commit(
                document, source=source, key=str(self.number), alerts=alerts, shapes={}, now=town.now
            )
            return alerts[0]

        def before(self, alert, index=0):
            found = town.store.series.before(alert, index)
            return found and (found.statistic.as_of, found.statistic.value)

        of = town.store.series.of

    return Shelf()


def test_the_last_earlier_value_is_told_with_its_words_its_time_and_its_document(shelf, town):
    for year, value in ((2021, 1000), (2023, 1200), (2022, 1100)):
        shelf.put(*article(year, value))
    told = shelf.put(*article(2024, 1300))
    found = town.store.series.before(told, 0)
    assert found is not None
    assert (found.statistic.quote, found.statistic.as_of) == ("1200家", "2023-12-31")
    assert (found.title, found.url) == ("2023年社会组织登记情况通报", "https://e.cn/2")
    assert shelf.before(told, 1) == ("2023-12-31", 120)
    assert [each.as_of for each in shelf.of(told)[0]] == ["2023-12-31", "2022-12-31", "2021-12-31"]


def test_an_alert_carries_what_its_figures_were_from_the_moment_it_is_written(shelf, town):
    shelf.put(*article(2023, 1200))
    shelf.put(*article(2024, 1300))
    newest, older = town.store.documents.latest()
    assert [(each.figure, each.statistic.value) for each in newest.earlier] == [(0, 1200), (1, 120)]
    assert older.earlier == ()


def test_the_same_sentence_is_enough_whatever_the_headline(shelf):
    shelf.put(*article(2023, 1200, title="社会组织稳步发展"))
    assert shelf.before(shelf.put(*article(2024, 1300))) == ("2023-12-31", 1200)


def test_of_the_same_headline_the_clause_is_enough(shelf):
    shelf.put(*article(2023, 1200, sentence="到{year}年底，改革继续，全市登记社会组织{value}家。"))
    told = shelf.put(*article(2024, 1300, sentence="据统计，全市登记社会组织{value}家。"))
    assert shelf.before(told) == ("2023-12-31", 1200)


OTHER = {
    "another publisher": {"issuer": "某区民政局"},
    "no more than a clause alike": {"title": "社会组织稳步发展", "sentence": "全市登记社会组织{value}家。"},
    "a headline that names no series": {"title": "公告", "sentence": "据统计，全市登记社会组织{value}家。"},
    "another clause": {"sentence": "截至{year}年底，参加评估的登记社会组织{value}家。"},
    "another sense": {"sentence": "{year}年以来累计，全市登记社会组织{value}家。"},
    "another place": {"region": "上海市"},
    "another unit": {"unit": "个"},
    "another indicator": {"indicator": "社会组织"},
    "a target": {"target": True},
    "not exact": {"bound": Bound.ABOUT},
    "a change": {"kind": Kind.CHANGE},
    "a month": {"as_of": "2023-12"},
    "a year, not its end": {"as_of": "2023"},
    "counted since January": {"as_of": "2023-01/2023-12"},
    "too long ago": {"as_of": f"{2024 - MOST_YEARS - 1}-12-31"},
    "later": {"as_of": "2025-12-31"},
    "the same time": {"as_of": "2024-12-31"},
    "no time": {"as_of": None},
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_whatever_speaks_against_it_is_enough_for_silence(shelf, other):
    shelf.put(*article(2023, 1200, **other))
    assert shelf.before(shelf.put(*article(2024, 1300))) is None


@pytest.mark.parametrize("value", [200, 6501])
def test_a_change_that_is_too_large_to_be_one_is_not_told(shelf, value):
    shelf.put(*article(2023, value))
    assert shelf.before(shelf.put(*article(2024, 1300))) is None


def test_a_part_is_held_against_a_part_of_the_same_total_only(shelf):
    text, other = article(2023, 1200)
    shelf.put(text, replace(other, statistics=(other.statistics[0], replace(other.statistics[1], part_of=None))))
    told = shelf.put(*article(2024, 1300))
    assert shelf.before(told, 0) == ("2023-12-31", 1200)
    assert shelf.before(told, 1) is None


def test_where_the_publisher_gave_different_values_neither_is_told_nor_anything_older(shelf):
    shelf.put(*article(2022, 1100))
    for value in (1200, 1210):
        shelf.put(*article(2023, value))
    told = shelf.put(*article(2024, 1300))
    assert shelf.before(told) is None
    assert [each.as_of for each in shelf.of(told)[0]] == ["2022-12-31"]


def test_a_repost_of_the_earlier_report_changes_nothing(shelf):
    for source in ("某市民政局 统计", "某某日报"):
        shelf.put(*article(2023, 1200), source=source)
    assert shelf.before(shelf.put(*article(2024, 1300))) == ("2023-12-31", 1200)


@pytest.mark.parametrize("year", [2023, 2024])
def test_what_either_document_contradicts_itself_about_is_not_compared(shelf, year):
    off = Check(kind=CheckKind.SUM, verdict=Verdict.OFF, subject=0, operands=(1,), stated=1, computed=2)
    told = None
    for each in (2023, 2024):
        text, read = article(each, each - 800)
        told = shelf.put(text, replace(read, checks=(off,)) if each == year else read)
    assert told is not None
    assert shelf.before(told) is None


@pytest.mark.parametrize("year", [2023, 2024])
def test_a_document_that_gives_the_same_thing_twice_is_not_compared(shelf, year):
    told = None
    for each in (2023, 2024):
        text, read = article(each, each - 800)
        twice = (*read.statistics, replace(read.statistics[0], value=1, as_of="2020-12-31"))
        told = shelf.put(text, replace(read, statistics=twice) if each == year else read)
    assert told is not None
    assert shelf.before(told) is None


def test_an_alert_whose_document_is_not_known_has_no_past(shelf, town):
    told = shelf.put(*article(2023, 1200))
    assert town.store.series.before(replace(told, id="unknown"), 0) is None
    assert town.store.series.before(told, 7) is None


DAYS = st.dates().map(str)
TIMES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]) | DAYS.map(lambda day: f"{day[:4]}-Q3")


@given(TIMES | st.tuples(TIMES, TIMES).map("/".join))
def test_times_alike_have_the_same_form_and_are_years_apart(when):
    if int(when[:4]) <= MOST_YEARS or int(when.rpartition("/")[2][:4]) <= MOST_YEARS:
        return
    others = other_times(when)
    assert len(set(others)) == MOST_YEARS
    assert when not in others
    for years, other in enumerate(others, start=1):
        assert len(other) == len(when)
        assert int(when[:4]) - int(other[:4]) == years
        if "02-2" not in when:
            assert [part[4:] for part in other.split("/")] == [part[4:] for part in when.split("/")]


@pytest.mark.parametrize("when", ["", "目前", "2024-12-31/", "2024/2025/2026", "2024-Q5", "24-12"])
def test_what_is_no_time_is_like_no_other(when):
    assert other_times(when) == ()


def test_the_end_of_february_is_like_that_of_every_year():
    assert other_times("2024-02-29", back=2) == ("2023-02-28", "2022-02-28")
    assert other_times("2023-02-28", back=0, ahead=1) == ("2024-02-29",)


@given(st.text(alphabet="甲乙，。；：1２3.年 \n", max_size=60), st.integers(0, 60))
def test_the_frame_of_a_figure_holds_no_number_and_nothing_of_the_sentence_before(text, start):
    found = frame(text, start)
    assert not any(any(map(str.isdecimal, clause)) for clause in found)
    assert frame(f"丙丁。{text}", start + 3) == found


def test_a_table_of_ten_thousand_figures_takes_no_time(shelf):
    """Asked for each figure by itself, whether the document gives it twice would take the square of their number."""
    text, read = article(2024, 1300)
    many = tuple(replace(read.statistics[0], indicator=f"第{number}项") for number in range(10_000))
    began = process_time()
    assert len(eligible(many, ())) == 10_000
    assert process_time() - began < 1
    assert shelf.before(shelf.put(text, read)) is None
