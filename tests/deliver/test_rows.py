"""Figures that belong together are one row; a contradiction is seen; bad relations cost only themselves."""

from hypothesis import given
from hypothesis import strategies as st

from jianbao.deliver.relations import relate
from jianbao.deliver.rows import Rows, Tone
from jianbao.deliver.wording import ZH
from jianbao.model import Bound, Check, CheckKind, Direction, Kind, Statistic, Verdict


def text(line):
    return "".join(piece.text for piece in line)


def rows(statistics, checks=()):
    made = Rows(tuple(statistics), tuple(checks), "北京市", ZH)
    return [made.row(root) for root in made.relations.families]


def check(kind, verdict, subject, operands, computed):
    return Check(kind=kind, verdict=verdict, subject=subject, operands=operands, stated=0.0, computed=computed)


def test_a_pair_shows_its_unit_once_and_its_growth_beside_the_words_of_the_text(newspaper):
    first = rows(newspaper.statistics, newspaper.checks)[0]
    assert text(first.value) == "7,965 → 12,700 家"
    assert [piece.text for piece in first.value if piece.tone is Tone.STRONG] == ["12,700 家"]
    assert first.change == "+59.4%（原文“约60%” ✓）"
    assert (first.label, first.note) == ("依法登记的社会组织", "（2012年底起）")


def test_parts_that_add_up_are_shown_with_their_total(newspaper):
    first = rows(newspaper.statistics, newspaper.checks)[0]
    assert [text(line) for line in first.below] == [
        "社会团体 4,347 · 社会服务机构 7,534 · 基金会 819 = 12,700 ✓",
    ]


def test_parts_that_do_not_exhaust_the_total_claim_no_sum_and_drop_the_name_they_share(newspaper):
    row = next(row for row in rows(newspaper.statistics, newspaper.checks) if row.label == "市级社会组织")
    assert [text(line) for line in row.below] == ["其中 5A级 227 · 4A级 545"]
    assert (text(row.value), row.note) == ("1,589 家", "（2021年底）")


def test_growth_that_the_document_does_not_state_is_marked_as_computed(newspaper):
    row = next(row for row in rows(newspaper.statistics) if row.label == "从业人员")
    assert (text(row.value), row.change) == ("14.5 → 21.39 万人", "+47.5%（算得）")


def test_nothing_is_computed_from_figures_that_are_not_exact(figure):
    pair = (figure("约100家", 100, bound=Bound.ABOUT), figure("200家", 200, from_=0))
    assert rows(pair)[0].change == ""


def test_a_share_that_rose_rose_by_points(figure):
    pair = (figure("85%", 85, "%", "覆盖率"), figure("90%", 90, "%", "覆盖率", from_=0))
    assert rows(pair)[0].change == "+5 个百分点（算得）"


def test_parts_that_contradict_their_total_are_flagged(figure):
    statistics = (figure("12700家", 12700), figure("4348家", 4348, part_of=0), figure("8353家", 8353, part_of=0))
    row = rows(statistics, [check(CheckKind.SUM, Verdict.OFF, 0, (1, 2), 12701)])[0]
    assert row.alarm
    assert (text(row.below[-1]), row.below[-1][0].tone) == ("⚠ 分项合计 12,701 ≠ 12,700", Tone.ALARM)


def test_a_growth_that_contradicts_its_pair_is_flagged_and_not_corrected(figure):
    statistics = (
        figure("100家", 100),
        figure("150家", 150, from_=0),
        figure("70%", 70, "%", kind=Kind.GROWTH, direction=Direction.UP, of=1),
    )
    row = rows(statistics, [check(CheckKind.GROWTH, Verdict.OFF, 2, (0, 1), 50.0)])[0]
    assert (row.change, row.alarm) == ("+50%（⚠ 原文“70%”）", True)


def test_a_stated_rise_that_was_a_fall_shows_the_fall(figure):
    statistics = (
        figure("150家", 150),
        figure("100家", 100, from_=0),
        figure("33.3%", 33.3, "%", kind=Kind.GROWTH, direction=Direction.UP, of=1),
    )
    row = rows(statistics, [check(CheckKind.GROWTH, Verdict.OFF, 2, (0, 1), -33.3333)])[0]
    assert row.change == "−33.3%（⚠ 原文“33.3%”）"


def test_a_share_that_contradicts_its_parts_is_flagged(figure):
    statistics = (figure("1.70%", 1.7, "%", "占比", kind=Kind.SHARE), figure("100家", 100))
    row = rows(statistics, [check(CheckKind.SHARE, Verdict.OFF, 0, (1,), 1.82)])[0]
    assert text(row.below[0]) == "⚠ 原文“1.70%”，按原文数字算得 1.82%"


def test_changes_say_their_direction_in_the_documents_words(figure):
    def change(quote, kind, direction):
        return text(rows([figure(quote, 5, "个", kind=kind, direction=direction)])[0].value)

    assert change("415个", Kind.CHANGE, Direction.UP) == "+415 个"
    assert change("12.3%", Kind.GROWTH, Direction.DOWN) == "−12.3%"
    assert change("近四倍", Kind.GROWTH, Direction.UP) == "增近四倍"
    assert change("翻一番", Kind.GROWTH, Direction.UP) == "翻一番"


def test_targets_standards_and_other_places_are_noted(figure):
    statistics = (
        figure("90%", 90, "%", "达标率", target=True, as_of="2025"),
        figure("1950元", 1950, "元", "补助", target=True),
        Statistic(quote="5家", start=0, end=2, value=5, unit="家", indicator="机构", region="海淀区"),
    )
    assert [row.note for row in rows(statistics)] == ["（2025年，目标）", "（标准）", "（海淀区）"]


def test_figures_in_other_words_carry_the_documents_own(newspaper):
    row = next(row for row in rows(newspaper.statistics) if row.label == "脱贫攻坚项目")
    assert (text(row.value), row.quotes) == ("超 3,500 个", ("三千五百余个",))


_places = st.integers(-2, 12) | st.none()


@given(st.lists(st.tuples(_places, _places, _places, st.sampled_from(Kind)), max_size=10))
def test_each_figure_stands_in_exactly_one_row_whatever_its_relations(relations):
    statistics = tuple(
        Statistic(quote=f"{i}家", start=0, end=2, value=i, unit="家", kind=kind, part_of=a, from_=b, of=c)
        for i, (a, b, c, kind) in enumerate(relations)
    )
    families = relate(statistics).families
    assert sorted(index for family in families.values() for index in family) == list(range(len(statistics)))
    assert sum(row.size for row in rows(statistics)) == len(statistics)


def test_a_check_that_points_nowhere_is_ignored(figure):
    assert not rows([figure("5家", 5)], [check(CheckKind.SUM, Verdict.OFF, 7, (0,), 1.0)])[0].alarm
