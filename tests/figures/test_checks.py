"""The document's own arithmetic: flagged, never corrected."""

import pytest

from jianbao import figures
from jianbao.model import CheckKind, Verdict


def _verdicts(text: str) -> list[tuple[CheckKind, Verdict]]:
    return [(check.kind, check.verdict) for check in figures.read(text).checks]


_PARTS = "全市登记社会组织12700家。其中，社会团体4347家，社会服务机构7534家，基金会{}家。"


def test_parts_that_make_the_total_hold() -> None:
    (check,) = figures.read(_PARTS.format(819)).checks

    assert (check.kind, check.verdict) == (CheckKind.SUM, Verdict.HOLDS)
    assert (check.stated, check.computed) == (12700, 12700)


def test_parts_that_exceed_the_total_are_a_contradiction() -> None:
    assert _verdicts(_PARTS.format(919)) == [(CheckKind.SUM, Verdict.OFF)]


def test_whole_counts_leave_no_room_for_rounding() -> None:
    assert _verdicts(_PARTS.format(820)) == [(CheckKind.SUM, Verdict.OFF)]


def test_a_breakdown_that_names_only_some_of_the_parts_is_no_contradiction() -> None:
    text = "有效期内的社会组织1589家，其中5A级227家、4A级545家、3A级697家。"

    assert _verdicts(text) == [(CheckKind.SUM, Verdict.CANNOT_TELL)]


def test_rounded_parts_may_miss_a_rounded_total_by_what_rounding_loses() -> None:
    text = "持证社会工作者共计73.7万人，其中助理社会工作师55.9万人，社会工作师17.7万人。"

    assert _verdicts(text) == [(CheckKind.SUM, Verdict.HOLDS)]


@pytest.mark.parametrize(
    ("growth", "verdict"),
    [
        ("约60%", Verdict.HOLDS),
        ("59.4%", Verdict.HOLDS),
        ("95%", Verdict.OFF),
        ("近60%", Verdict.HOLDS),
        ("超过80%", Verdict.OFF),
    ],
)
def test_a_stated_growth_is_held_against_its_pair_as_loosely_as_it_is_worded(growth: str, verdict: Verdict) -> None:
    text = f"社会组织从2012年年底的7965家增长到12700家，增长{growth}。"

    assert _verdicts(text) == [(CheckKind.GROWTH, verdict)]


def test_growth_by_a_multiple_is_what_comes_on_top() -> None:
    assert _verdicts("备案组织从14594家增长到71325家，增长近四倍。") == [(CheckKind.GROWTH, Verdict.HOLDS)]


def test_a_difference_and_a_growth_of_the_same_level_must_agree() -> None:
    text = "福利彩票销售1422.5亿元，比上年减少22.3亿元，下降{}%。"

    assert _verdicts(text.format("1.5")) == [(CheckKind.GROWTH, Verdict.HOLDS)]
    assert _verdicts(text.format("3.5")) == [(CheckKind.GROWTH, Verdict.OFF)]


def test_figures_that_stand_alone_have_nothing_to_be_held_against() -> None:
    assert _verdicts("社会组织4347家，比上年增长4.7%。") == []


@pytest.mark.parametrize(("growth", "verdict"), [("超过50%", Verdict.HOLDS), ("不足50%", Verdict.OFF)])
def test_a_bound_leaves_room_on_its_own_side_only(growth: str, verdict: Verdict) -> None:
    assert _verdicts(f"社会组织从7965家增长到12700家，增长{growth}。") == [(CheckKind.GROWTH, verdict)]


@pytest.mark.parametrize(
    ("share", "verdict"), [("40%", Verdict.HOLDS), ("45%", Verdict.OFF), ("超过四成", Verdict.OFF)]
)
def test_a_share_is_held_against_its_part_and_its_whole(share: str, verdict: Verdict) -> None:
    text = f"全省共有社会组织1000家，其中社会团体399家，占总数的{share}。"

    assert _verdicts(text) == [(CheckKind.SHARE, verdict)]


def test_a_share_of_something_else_than_the_total_is_not_held_against_it() -> None:
    assert _verdicts("全省共有社会组织1000家，其中社会团体400家，占全国社会团体的2%。") == []


def test_a_share_that_may_be_of_something_else_than_the_total_is_no_contradiction() -> None:
    people = "60周岁及以上人口86.4万人，占总人口的24.7%；其中65周岁及以上人口63.1万人，占18.0%。"
    assert _verdicts(people) == []
    kinds = "社会组织7万家，其中社会团体3万家，占42.8%，行业协会5000家，占{}%。"
    assert (CheckKind.SHARE, Verdict.OFF) not in _verdicts(kinds.format("16.7"))  # of the 社会团体
    assert (CheckKind.SHARE, Verdict.OFF) in _verdicts(kinds.format("46.7"))


def test_parts_that_overlap_are_no_contradiction() -> None:
    invested = "投资246.79亿元，其中第三产业投资119.9亿元，生产性服务业投资39.66亿元，项目投资220.53亿元。"
    staff = "工作人员100人，其中社会工作者80人，党员30人。"
    assert {verdict for _, verdict in _verdicts(invested + staff)} == {Verdict.CANNOT_TELL}
