"""What holds for every text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao import figures
from jianbao.chinese.reflow import reflow
from jianbao.model import Statistic

_PIECES = st.sampled_from(
    """
    社会组织 从 增长到 12700家 约60% 其中 ， 。 、 ； （ ） “ ” 截至2021年底 分别为 3至5 万 亿
    三千五百余个 比上年 下降 1,234 . — ％ ２９００ 表1 单位：个 每人每月 元/人·月 占 的 两三百人
    翻一番 1∶3 在浙江
    """.split()
)
_BLANKS = st.sampled_from(["\n", "\t", " "])
_TEXTS = st.lists(_PIECES | _BLANKS, max_size=40).map("".join)
_SENTENCES = [
    ("从业人员达到", "14.5万人", "，分布在各区。"),
    ("捐赠支出共计", "16.6亿元", "，用于救灾。"),
    ("登记的社会组织共有", "12700家", "，数量居前。"),
    ("近年来备案社区社会组织增加到", "三千五百余个", "，覆盖各街道。"),
    ("参与活动的志愿者累计有", "2900多万人次", "，范围很广。"),
]


@given(_TEXTS)
def test_quotes_stand_where_their_offsets_say_and_never_overlap(text: str) -> None:
    found = figures.read(text).statistics

    assert all(text[item.start : item.end] == item.quote for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(_TEXTS)
def test_relations_and_checks_point_to_other_figures_of_the_text(text: str) -> None:
    found = figures.read(text)
    size = len(found.statistics)

    for index, item in enumerate(found.statistics):
        assert {item.part_of, item.from_, item.of} <= {None, *range(size)} - {index}
    for check in found.checks:
        assert {check.subject, *check.operands} <= set(range(size))


def _meaning(items: tuple[Statistic, ...]) -> list[tuple[object, ...]]:
    return [
        (item.value, item.unit, item.bound, item.indicator, item.kind, item.as_of, item.part_of, item.from_, item.of)
        for item in items
    ]


@given(st.sampled_from(_SENTENCES), st.data())
def test_line_breaks_inside_a_figure_change_nothing_but_offsets(
    parts: tuple[str, str, str], data: st.DataObject
) -> None:
    before, figure, after = parts
    cut = data.draw(st.integers(min_value=1, max_value=len(figure) - 1))
    broken = before + figure[:cut] + "\n" + figure[cut:] + after

    whole, torn = figures.read("".join(parts)).statistics, figures.read(broken).statistics

    assert _meaning(torn) == _meaning(whole)
    assert torn[0].quote == figure[:cut] + "\n" + figure[cut:]


def _set_in_column(text: str, cells: int) -> str:
    """Break lines where a typesetter's column is full: a digit takes one cell, a character two."""
    lines = [""]
    used = 0
    for character in text:
        width = 1 if character.isascii() else 2
        if used + width > cells:
            lines.append("")
            used = 0
        lines[-1] += character
        used += width
    return "\n".join(lines)


@given(st.integers(min_value=8, max_value=24))
def test_a_column_of_any_width_reads_like_the_sentence_it_was_set_from(width: int) -> None:
    text = (
        "十年来，全市社会组织总量大幅提升，依法登记的社会组织从2012年年底的7965家增长到12700家，增长约60%。"
        "其中，社会团体4347家，社会服务机构7534家，基金会819家；备案社区社会组织从14594家增长到71325家，增长近四倍。"
    )
    assert _meaning(figures.read(_set_in_column(text, 2 * width)).statistics) == _meaning(figures.read(text).statistics)


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    figures.read(text)


def test_a_passage_of_a_larger_text_is_read_with_the_larger_texts_offsets() -> None:
    text = "广告1000元。\n正文：捐赠收入500万元。"
    start = text.index("正文")

    (found,) = figures.read(text, passage=reflow(text, [(start, len(text))])).statistics  # type: ignore[list-item]

    assert (found.quote, text[found.start : found.end]) == ("500万元", "500万元")
