"""The figures of an alert as tables for other programs: CSV and XLSX."""

import csv
import io
from collections.abc import Iterator

from jianbao.deliver.clean import clean, squeeze
from jianbao.model import Alert, Statistic

_HEAD = (
    "序号 指标 数值 上限 单位 界限 类别 方向 目标 时间 地区 属于 由 指 原文".split()
    # index, what is counted, value (lower bound), upper bound, unit, bound, kind, direction, target, as of, place,
    # and the rows that it is a part of, comes from, describes
)
_DANGEROUS = tuple("=+-@\t\r")  # what a spreadsheet would take for a formula
_BOM = "\ufeff"  # without it, Excel takes UTF-8 for something else


def csv_of(alert: Alert) -> bytes:
    """Return the figures as CSV in UTF-8 with a byte order mark; no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for row in _rows(alert):
        writer.writerow([_inert(each) if isinstance(each, str) else each for each in row])
    return (_BOM + out.getvalue()).encode()


def xlsx_of(alert: Alert) -> bytes:
    """Return the figures as a workbook: numbers as numbers, words as words, the document above them."""
    from openpyxl import Workbook  # noqa: PLC0415 - only who asks for a workbook needs it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数字")

    def cell(value: str | float | None) -> object:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # whatever it begins with
        return made

    said = (alert.title, alert.issuer, alert.doc_number, alert.published, alert.source, alert.url)
    sheet.append([cell(clean(each)) for each in said if each])
    sheet.append([cell(each) for each in _HEAD])
    for row in _rows(alert):
        sheet.append([cell(each) for each in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(alert: Alert) -> Iterator[list[str | float | None]]:
    for number, statistic in enumerate(alert.statistics):
        yield [number, *_cells(statistic)]


def _cells(statistic: Statistic) -> list[str | float | None]:
    value = statistic.value
    low, high = value if isinstance(value, tuple) else (value, None)
    direction = statistic.direction.value if statistic.direction else ""
    about = (statistic.unit, statistic.bound.value, statistic.kind.value, direction, "是" if statistic.target else "")
    where = (statistic.as_of or "", statistic.region or "")
    return [
        squeeze(statistic.indicator),
        low,
        high,
        *about,
        *where,
        statistic.part_of,
        statistic.from_,
        statistic.of,
        squeeze(statistic.quote),
    ]


def _inert(words: str) -> str:
    return f"'{words}" if words.startswith(_DANGEROUS) else words
