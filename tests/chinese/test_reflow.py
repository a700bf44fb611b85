import textwrap

from hypothesis import given
from hypothesis import strategies as st

from jianbao.chinese.reflow import reflow
from jianbao.model import Span

_ARTICLE = (
    "今年以来，全市民政部门新登记社会组织二百一十三家，其中基金会九家；"
    "注销登记五十四家。各区还依托社区服务中心设立了孵化基地，为刚起步的组织提供场地、财务和法律方面的支持。"
)


def _wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@given(st.integers(min_value=8, max_value=20))
def test_a_column_of_any_width_becomes_the_sentence_it_was_set_from(width: int) -> None:
    assert reflow(_wrapped(_ARTICLE, width)).text == _ARTICLE


@given(st.text(alphabet="民政12 万家，。\n\t\u3000—3\u200b", max_size=200))
def test_every_character_of_the_clean_text_stands_where_its_origin_says(text: str) -> None:
    passage = reflow(text)

    for offset, character in enumerate(passage.text):
        original = text[passage.origin(offset)]

        assert original == character or character in " \n\t"


def test_blanks_between_digits_and_characters_go_and_those_between_words_stay() -> None:
    assert reflow("社会团体 4347 家， 基金会 819 家").text == "社会团体4347家，基金会819家"
    assert reflow("市民政局 市财政局").text == "市民政局 市财政局"


def test_a_blank_line_inside_a_sentence_does_not_end_it() -> None:
    column = _wrapped(_ARTICLE, 12).replace("\n", "\n\n", 3)

    assert reflow(column).text == _ARTICLE


def test_a_page_number_between_two_lines_is_dropped() -> None:
    text = "截至年底，全国注册登记提供住宿的各类民政服务机构共计四万三千个，其中注册登\n—3—\n记为事业单位的一万八千个。"

    assert "注册登记为事业单位" in reflow(text).text


def test_paragraphs_of_a_page_that_is_not_wrapped_stay_paragraphs() -> None:
    text = textwrap.dedent(
        """\
        一、总体要求
        坚持儿童利益优先。
        二、主要措施
        加强基层工作力量。"""
    )

    assert reflow(text).text == text


def test_spans_are_read_in_order_and_nothing_else() -> None:
    text = "标题\n正文甲。\n广告\n正文乙。"
    first, second = text.index("正文甲"), text.index("正文乙")

    passage = reflow(text, [Span(first, first + 4), Span(second, second + 4)])

    assert passage.text == "正文甲。\n正文乙。"
    assert passage.span(5, 8) == (second, second + 3)
