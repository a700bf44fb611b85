"""Office files of our own."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import docx
import openpyxl
import pytest
import xlwt

TITLE = "临江市民政局关于做好2023年困境儿童保障工作的通知"
TEXT = (
    "各区民政局：",
    "为做好困境儿童保障工作，现就有关事项通知如下。",
    "一、提高保障标准。自2023年1月起，社会散居孤儿基本生活费标准提高到每人每月1950元。",
    "二、落实保障责任。全市共有困境儿童1286名，其中孤儿312名、事实无人抚养儿童974名。",
    "临江市民政局",
    "2023年3月6日",
)


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a DOCX of paragraphs and tables, in their order; a table is a sequence of rows."""

    def make(parts: Sequence[Any] = (TITLE, *TEXT), title: str = "") -> bytes:
        document = docx.Document()
        document.core_properties.title = title
        for part in parts:
            if isinstance(part, str):
                document.add_paragraph(part)
                continue
            table = document.add_table(len(part), len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = str(words)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Make an XLSX of named sheets."""

    def make(sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[str, str] | None = None) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            for place, form in (formats or {}).items():
                sheet[place].number_format = form
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def old_workbook() -> Callable[..., bytes]:
    """Make an XLS of one sheet."""

    def make(rows: Sequence[Sequence[Any]], form: str = "General") -> bytes:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Sheet1")
        style = xlwt.easyxf(num_format_str=form)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value, style if isinstance(value, float) else xlwt.Style.default_style)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def packed() -> Callable[[Mapping[str, bytes]], bytes]:
    """Make a ZIP of named files."""

    def make(files: Mapping[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return out.getvalue()

    return make
