"""What is shown at once, what is folded, what is left out; in every channel the same."""

from dataclasses import replace

from jianbao.deliver.clean import clean, clip, squeeze
from jianbao.deliver.rows import Tone
from jianbao.deliver.shape import LEAST_KEY, MOST_FIGURES, MOST_KEY, choose, shape
from jianbao.model import Alert, Check, CheckKind, Deadline, Fact, Finding, Span, Verdict


def test_key_figures_come_first_and_in_their_order(newspaper, topics):
    shown = shape(newspaper, topics)
    assert [row.label for row in shown.rows][:3] == ["依法登记的社会组织", "登记资产", "从业人员"]


def test_with_few_figures_nothing_is_folded(newspaper):
    shown = shape(newspaper)
    assert len(shown.rows) == MOST_KEY
    assert (shown.folded, shown.left_out) == ((), 0)


def test_of_many_rows_three_to_six_are_shown_and_the_rest_is_folded():
    roots = tuple(range(20))
    assert choose(roots, (7, 3, 5, 9), lambda _: False) == (7, 3, 5, 9)
    assert choose(roots, tuple(range(10, 20)), lambda _: False) == (10, 11, 12, 13, 14, 15)
    assert choose(roots, (7,), lambda _: False) == (7, 0, 1)
    assert len(choose(roots, (), lambda _: False)) == LEAST_KEY


def test_a_contradiction_is_never_folded_away():
    assert choose(tuple(range(20)), (1, 2, 3), lambda root: root == 17) == (1, 2, 3, 17)


def test_a_contradicted_row_of_many_is_shown(figure):
    statistics = tuple(figure(f"{100 + i}家", 100 + i, indicator=f"第{i}类") for i in range(20))
    off = Check(kind=CheckKind.SUM, verdict=Verdict.OFF, subject=17, operands=(0,), stated=117, computed=100)
    shown = shape(Alert(id="a", title="t", topics=(), statistics=statistics, checks=(off,), key=(4,)))
    assert [row.label for row in shown.rows] == ["第4类", "第0类", "第1类", "第17类"]
    assert shown.folded_figures == 16


def test_a_table_of_thousands_is_cut_and_says_so(figure):
    statistics = tuple(figure(f"{i}家", i, indicator=f"第{i}项") for i in range(10_000))
    shown = shape(Alert(id="a", title="t", topics=(), statistics=statistics))
    assert shown.folded_figures == MOST_FIGURES
    assert shown.left_out + shown.folded_figures + len(shown.rows) == 10_000


def test_topics_are_shown_by_name_and_by_id_where_the_plugin_is_gone(topics):
    alert = Alert(id="a", title="t", topics=("child_welfare", "gone"), region="北京市", issuer="北京市")
    shown = shape(alert, topics)
    assert (shown.marks, shown.tags, shown.about) == ("🧒", ("儿童福利", "gone", "北京市"), ())


def test_facts_that_share_a_label_say_it_once():
    facts = tuple(
        Fact(name="demand", label="要求", value=value, quote=value, span=Span(0, 1)) for value in ("一", "二")
    )
    shown = shape(Alert(id="a", title="t", topics=("x",), findings=(Finding(topic="x", facts=facts),)))
    assert [[piece.text for piece in line] for line in shown.facts] == [["要求", "　一"], ["· 二"]]
    assert shown.facts[0][0].tone is Tone.STRONG


def test_many_facts_are_folded_and_none_is_lost():
    facts = tuple(Fact(name="x", label="要求", value=f"第{n}", quote="甲", span=Span(0, 1)) for n in range(9))
    shown = shape(Alert(id="a", title="t", topics=("x",), findings=(Finding(topic="x", facts=facts),)))
    assert (len(shown.facts), len(shown.more_facts)) == (6, 3)
    assert shown.more_facts[0][0].text == "要求"


def test_long_words_are_cut_where_a_clause_ends():
    assert clip("全面完成工作，使态势不断巩固，资源配置更加优化", 16) == "全面完成工作，使态势不断巩固…"
    assert clip("全面完成工作", 16) == "全面完成工作"
    assert clip("甲" * 20, 16) == "甲" * 16 + "…"


def test_deadlines_are_said_in_the_documents_words_with_the_year():
    deadlines = (
        Deadline(quote="2025 年", date="2025", what="全面完成"),
        Deadline(quote="9月30日前", date="2022-09-30", what="报送"),
    )
    shown = shape(Alert(id="a", title="t", topics=(), deadlines=deadlines))
    assert ["".join(piece.text for piece in line) for line in shown.deadlines] == [
        "2025年　全面完成",
        "2022年9月30日〔原文“9月30日前”〕　报送",
    ]


def test_provenance_names_each_plugin_once(newspaper):
    twice = replace(newspaper, findings=newspaper.findings * 2)
    assert shape(twice).foot == "提取：social_organizations 0.1"


def test_text_from_outside_can_neither_turn_nor_hide_nor_overprint():
    assert clean("a\u202eb\u2066c\u200fd\u200be\x1b[31mf\ng\ufeff") == "abcde [31mf g"
    assert clean("e" + "\u0301" * 50) == "e" + "\u0301" * 3
    assert clean("\ud83dx") == "\ufffdx"
    assert clean("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"


def test_blanks_of_typesetting_go_and_those_between_latin_words_stay():
    assert squeeze(" 超过\n1000 亿元 ") == "超过1000亿元"
    assert squeeze("World Bank 贷款") == "World Bank贷款"
