"""XLSX and XLS: each sheet an article, its rows as a reader sees them."""

import io
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlrd

from jianbao.read.extracted import Extracted
from jianbao.read.kinds import opened
from jianbao.read.office import bounds, grid

_MOST_SHEETS = 100
_LONGEST_CELL = 10_000  # characters
_DECIMALS = re.compile(r"0\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_xlsx(data: bytes, place: str) -> Extracted:
    """Return what the XLSX *data* shows.

    Raises:
        ReadError: It shows nothing, or more than any document.
    """
    with opened(data, place) as archive:
        bounds.check(archive, place)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        grids = [(sheet.title, _xlsx_rows(sheet)) for sheet in shown[:_MOST_SHEETS]]
        return grid.book(grids, book.properties.title, place)
    finally:
        book.close()


def read_xls(data: bytes, place: str) -> Extracted:
    """Return what the XLS *data* shows.

    Raises:
        ReadError: It shows nothing, or more than any document.
    """
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  # no path, a place for its chatter
        book = xlrd.open_workbook(
            file_contents=data, logfile=nowhere, formatting_info=True, ragged_rows=True, on_demand=True
        )
        with book:
            sheets = (book.sheet_by_index(index) for index in range(min(book.nsheets, _MOST_SHEETS)))
            grids = [(sheet.name, _xls_rows(book, sheet)) for sheet in sheets if not sheet.visibility]
            return grid.book(grids, None, place)


def _xlsx_rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_col=grid.MOST_COLUMNS):
        yield [_shown(cell.value, cell.number_format if cell.value is not None else "") for cell in row]


def _xls_rows(book: xlrd.Book, sheet: Any) -> Iterator[list[str]]:
    for index in range(sheet.nrows):
        yield [_xls_cell(book, cell) for cell in sheet.row(index)[: grid.MOST_COLUMNS]]


def _xls_cell(book: xlrd.Book, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
        except (ValueError, OverflowError):
            return ""
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str if cell.xf_index is not None else ""
    return _shown(bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value, form)


def _shown(value: object, form: str) -> str:
    """Return what a cell shows: numbers as their format has them, as far as that changes what they say."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, _QUOTED.sub("", form))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    words = str(value)
    return "" if words.startswith("#") and words.endswith(("!", "?", "/A")) else words[:_LONGEST_CELL]


def _number(value: float, form: str) -> str:
    percent = "%" in form
    value = value * 100 if percent else value
    decimals = _DECIMALS.search(form)
    if decimals:
        words = f"{value:.{len(decimals[1])}f}"
    elif percent and form.startswith("0%"):
        words = f"{value:.0f}"
    else:
        words = f"{value:.10g}" if abs(value) < 1e15 else str(value)
        words = f"{float(words):f}".rstrip("0").rstrip(".") if "e" in words else words
    return f"{words}%" if percent else words
