"""Records on their way out: text, JSON, JSON lines, CSV."""

import csv
import io
import json
from dataclasses import replace

import pytest

from jianbao.model import Document
from jianbao.record import Format, document_record, printer


def printed(form: Format, *documents: Document, several: bool = False) -> str:
    out = io.StringIO()
    with printer(form, out, several=several) as show:
        for document in documents:
            show(document)
    return out.getvalue()


def test_jsonl_is_one_line_a_document_in_the_order_given(document):
    lines = printed(Format.JSONL, document, replace(document, id="second"), several=True).splitlines()

    assert [json.loads(line)["id"] for line in lines] == ["page", "second"]
    assert json.loads(lines[0]) == document_record(document)
    assert "社会组织" in lines[0]


def test_jsonl_is_complete_after_each_document(document):
    out = io.StringIO()
    with printer(Format.JSONL, out, several=True) as show:
        show(document)
        assert json.loads(out.getvalue()) == document_record(document)


def test_json_of_one_document_is_an_object_with_its_text(document):
    assert json.loads(printed(Format.JSON, document)) == document_record(document)


def test_json_of_several_documents_is_a_list_even_when_one_arrives(document):
    assert json.loads(printed(Format.JSON, document, several=True)) == [document_record(document)]


def test_csv_has_a_row_for_each_figure_with_its_article_beside_it(document):
    rows = list(csv.DictReader(io.StringIO(printed(Format.CSV, document, document))))

    assert len(rows) == 6
    assert [row["value"] for row in rows[:3]] == ["7965", "12700", "59.4"]
    assert [row["value_to"] for row in rows[:3]] == ["", "", "60"]
    assert rows[1]["from"] == rows[0]["index"] == "0"
    assert rows[0]["topics"] == "social_organizations"
    assert rows[0]["article_region"] == rows[1]["region"] == "北京市"


def test_csv_makes_no_formula_out_of_a_title(document):
    (row, *_) = csv.DictReader(io.StringIO(printed(Format.CSV, document)))
    assert row["title"] == "'=总量提升"


def cell(document, quote):
    (article,) = document.articles
    first, *_ = article.statistics
    changed = replace(document, articles=(replace(article, statistics=(replace(first, quote=quote),)),))
    (row,) = csv.DictReader(io.StringIO(printed(Format.CSV, changed)))
    return row["quote"]


@pytest.mark.parametrize(
    "quote", ["-3.9%", "+12.3%", "-1,200 个", "－3．9％", "+4.1\n个百分点", "-0.5‰", "- 12 亿元", "−3.9%", "约3%"]
)
def test_csv_keeps_quotes_as_the_document_has_them_signs_and_percents_included(document, quote):
    assert cell(document, quote) == quote


@pytest.mark.parametrize(
    "words",
    ["=1+1", "-1+1", "-2-3", "+A1", "@SUM(1)", "-1|cmd", "+1!A1", '-1&"x"', "\t=1", "＝1+1", "-(3)", "-3.9%*A1", "--1"],
)
def test_csv_guards_whatever_a_spreadsheet_could_run(document, words):
    assert cell(document, words) == f"'{words}"


def test_csv_for_excel_begins_with_a_mark_and_holds_the_same(document):
    out = io.StringIO()
    with printer(Format.CSV, out, several=False, bom=True) as show:
        show(document)
    assert out.getvalue() == "\ufeff" + printed(Format.CSV, document)


def test_csv_without_figures_is_its_head(document):
    assert len(printed(Format.CSV, replace(document, articles=())).splitlines()) == 1


def test_text_shows_title_figures_relations_checks_and_facts(document):
    text = printed(Format.TEXT, document)

    for words in (
        "=总量提升",
        "社会组织",
        "12,700家",
        "自#0",
        "指#1",
        "59.4–60% ↑",
        "✓ 相符 增幅",
        "会议：推介",
        "《管理办法》",
    ):
        assert words in text
    assert "\x1b" not in text


def test_text_of_a_document_without_articles_says_so(document):
    assert "没有文章" in printed(Format.TEXT, replace(document, articles=()))


def test_text_obeys_no_command_to_the_terminal_that_stands_in_a_document(document):
    (article,) = document.articles
    assert "\x1b" not in printed(Format.TEXT, replace(document, articles=(replace(article, title="a\x1b[2Jb"),)))


@pytest.mark.parametrize("form", Format)
def test_nothing_is_invented_for_no_document(form):
    text = printed(form)
    assert text == "" or form is Format.CSV
