"""Sheets are read as a reader sees them, row by row, so that the core finds each figure under its head."""

from datetime import date

import pytest

from jianbao import figures
from jianbao.errors import ReadError
from jianbao.read import Raw, read

ROWS = (
    ("地区", "社会团体", "基金会"),
    ("东城区", 312, 21),
    ("西城区", 408, 35),
    ("海陵区", 275, 9),
)
TABS = ["地区\t社会团体\t基金会", "东城区\t312\t21", "西城区\t408\t35", "海陵区\t275\t9"]
HEADED = (("2022年各区社会组织登记情况",), ("单位：个",), *ROWS)


def read_file(data, name):
    return read(Raw(data=data, name=name))


def lines_of(document):
    return document.text.split("\n")


def found(document):
    (article,) = document.articles
    read_figures = figures.read(document.text, figures.Context(title=article.title), article.passage)
    return {(each.indicator, each.value, each.unit) for each in read_figures.statistics}


def test_a_sheet_is_an_article_whose_first_row_is_its_title(workbook):
    document = read_file(workbook({"Sheet1": HEADED}), "table.xlsx")
    assert document.articles[0].title == "2022年各区社会组织登记情况"
    assert lines_of(document)[2:] == TABS
    assert {value for _, value, _ in found(document)} == {312, 408, 275, 21, 35, 9}


def test_each_sheet_is_an_article_and_empty_ones_are_none(workbook):
    document = read_file(workbook({"社会组织": ROWS, "空": [], "备注": [("数据截至2022年底", "由各区报送")]}), "t.xlsx")
    assert [article.title for article in document.articles] == ["社会组织", "备注"]
    assert [article.text.split("\n")[0] for article in document.articles] == [TABS[0], "数据截至2022年底\t由各区报送"]


def test_hidden_sheets_are_not_read(workbook):
    import io  # noqa: PLC0415  # only here

    import openpyxl  # noqa: PLC0415  # only here

    book = openpyxl.load_workbook(io.BytesIO(workbook({"明细": ROWS, "草稿": [("作废", 999)]})))
    book["草稿"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert "999" not in read_file(out.getvalue(), "t.xlsx").text


def test_numbers_are_read_as_their_format_shows_them(workbook):
    rows = [
        ("覆盖率", 0.956),
        ("占比", 0.25),
        ("总资产", 96.456),
        ("报送日期", date(2022, 12, 31)),
        ("登记数", 12700.0),
    ]
    data = workbook({"a": rows}, {"B1": "0.0%", "B2": "0%", "B3": '#,##0.00"亿元"'})
    assert lines_of(read_file(data, "t.xlsx")) == [
        "覆盖率\t95.6%",
        "占比\t25%",
        "总资产\t96.46",
        "报送日期\t2022-12-31",
        "登记数\t12700",
    ]


def test_empty_rows_and_columns_are_left_out_and_empty_cells_stay(workbook):
    rows = [("地区", None, "孤儿", "困境儿童"), (None,) * 4, ("东城区", None, None, 212)]
    assert lines_of(read_file(workbook({"a": rows}), "t.xlsx")) == ["地区\t孤儿\t困境儿童", "东城区\t\t212"]


def test_an_old_workbook_reads_the_same(old_workbook):
    document = read_file(old_workbook(HEADED), "table.xls")
    assert document.articles[0].title == "2022年各区社会组织登记情况"
    assert lines_of(document)[2:] == TABS
    assert lines_of(read_file(old_workbook([("覆盖率", 0.956)], "0.0%"), "t.xls")) == ["覆盖率\t95.6%"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_reads_the_same_whatever_parts_its_cells(encoding, mark):
    data = "\r\n".join(mark.join(map(str, row)) for row in ROWS).encode(encoding)
    document = read_file(data, "table.csv")
    assert lines_of(document) == TABS


def test_quoted_cells_of_a_csv_hold_commas_and_breaks():
    data = '地区,说明\n东城区,"312家，\n其中基金会21家"\n'.encode()
    assert lines_of(read_file(data, "table.csv")) == ["地区\t说明", "东城区\t312家， 其中基金会21家"]


def test_a_sheet_of_more_rows_than_any_document_is_refused(workbook):
    data = workbook({"a": [(number, 1) for number in range(20_500)]})
    with pytest.raises(ReadError, match=r"t\.xlsx has more than 20000 rows"):
        read_file(data, "t.xlsx")


def test_a_workbook_without_cells_says_so(workbook):
    with pytest.raises(ReadError, match="holds no cell with words or figures"):
        read_file(workbook({"a": []}), "t.xlsx")


def test_a_spoilt_old_workbook_is_refused(old_workbook):
    data = old_workbook(HEADED)
    with pytest.raises(ReadError, match=r"t\.xls is a spoilt XLS"):
        read_file(data[:2000], "t.xls")
