r"""Figures of tables, as far as their text still shows rows and columns.

Two shapes occur. Rows stay together when a page's table becomes text: a label, then its numbers, parted by tabs. Copied
from a word processor or a PDF, the labels of all rows come first and the grid of numbers after them::

    表4  2021年社会组织按登记机关分类        title: what, when
    单位：个                               unit
    指标 / 社会团体 / 基金会                 heads of the columns
    合计 / 民政部登记                       heads of the rows
    371110\t8877                          the grid
    1972\t215

A grid whose labels cannot be told apart is left alone: a number under the wrong head is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jianbao.chinese import times
from jianbao.chinese.numerals import decimal, scale_exponent
from jianbao.model import Number

_NUMBER = re.compile(r"([0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]+)?)([%％‰])?$")
_CELL = re.compile(r"[^\t\n ]+(?: (?![0-9])[^\t\n ]+)*")
_TITLE = re.compile(r"(?:附?表|续表)\s*[0-9一二三四五六七八九十]{0,3}[-—0-9]*[\t\s:：]*(?P<what>.*)$")
_UNIT_LINE = re.compile(r"(?:计量)?单位[:：](?P<scale>[十百千]?[万亿])?(?P<unit>[^\s，。、]{1,6})$")
_UNIT_IN_HEAD = re.compile(r"[（(](?P<scale>[十百千]?[万亿])?(?P<unit>[^（）()、，\d]{1,6})[）)]$")
_REPEATED_UNIT = re.compile(r"(?P<one>(?P<scale>[十百千]?[万亿])?(?P<unit>[^\d\s万亿]{1,3}?))(?P=one){1,}$")
_CORNER = frozenset("指标 项目 单位 名称 类别 序号 地区 年份 数量 内容 类型 指标名称".split())
_TOTAL = frozenset("合计 总计 总数 共计 全部 小计 总量".split())
_QUALIFIER = re.compile(r"(?:城市|农村|城镇|男性?|女性?|省级|市级|县级|本级|境内|境外|[0-9]{4}年度?)$")
_GENERIC_HEAD = frozenset("机构 数量 单位数 个数 数值 数目 合计 总计 机构数 总数 指标值".split())
_PROSE = re.compile(r"[，。；！？]")
_MIN_GRID_ROWS = 3
_MOST_LABELS = 80  # lines; no printed table has more heads
_MOST_NESTED = 200  # rows; beyond that sums are no evidence of what belongs to what
_MIN_ROWS = 2


@dataclass(slots=True)
class Cell:
    """A number of a table at clean-text offsets, with what its heads say."""

    start: int
    end: int
    value: Number
    unit: str
    indicator: str
    as_of: str | None
    subject: str = ""  # what the table as a whole is about
    last_digit: float = 1  # what one step of the last digit shown is worth: 1000 for 503.6万
    part_of: "Cell | None" = None


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    cells: list[tuple[int, str]]  # offset in the clean text, characters

    @property
    def numbers(self) -> list[tuple[int, str]]:
        return [cell for cell in self.cells if _NUMBER.match(cell[1])]

    @property
    def is_grid_row(self) -> bool:
        return bool(self.cells) and len(self.numbers) == len(self.cells)

    @property
    def is_label(self) -> bool:
        return bool(self.cells) and not self.numbers and len(self.text) <= 40 and not _PROSE.search(self.text)

    @property
    def is_row(self) -> bool:
        return (
            len(self.cells) > 1
            and not _NUMBER.match(self.cells[0][1])
            and bool(self.numbers)
            and len(self.numbers) >= len(self.cells) - 2
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands above a grid."""

    what: str
    as_of: str | None
    scale: int
    unit: str


def find(text: str) -> list[Cell]:
    """Return the figures of all tables of the clean *text*, in its order."""
    if not _MAY_HOLD_A_TABLE.search(text):
        return []
    lines = list(_lines(text))
    cells: list[Cell] = []
    index = 0
    while index < len(lines):
        if lines[index].is_grid_row and (rows := _run(lines, index, "is_grid_row")) >= _MIN_GRID_ROWS:
            cells += _grid(lines, index, rows)
            index += rows
        elif lines[index].is_row and (rows := _run(lines, index, "is_row")) >= _MIN_ROWS:
            cells += _rows(lines, index, rows)
            index += rows
        else:
            index += 1
    return cells


_MAY_HOLD_A_TABLE = re.compile(r"\n[0-9][0-9,.%\t ]*\n[0-9]|\t[0-9][0-9,.]*%?(?:\t|\n|$)")


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(
            start,
            line,
            [(start + found.start(), found.group()) for found in _CELL.finditer(line)] if len(line) < 400 else [],
        )
        start += len(line) + 1


def _run(lines: Sequence[_Line], index: int, kind: str) -> int:
    end = index
    while end < len(lines) and getattr(lines[end], kind):
        end += 1
    return end - index


def _labels_above(lines: Sequence[_Line], index: int) -> tuple[list[str], _Frame]:
    """Collect the label lines above a grid, up to the table's title."""
    labels: list[str] = []
    frame = _Frame("", None, 0, "")
    for line in reversed(lines[max(0, index - _MOST_LABELS) : index]):
        if title := _TITLE.match(line.text):
            return labels[::-1], _titled(frame, title["what"])
        if unit := _UNIT_LINE.match(line.text) or _REPEATED_UNIT.match(line.text):
            frame = _Frame(frame.what, frame.as_of, scale_exponent(unit["scale"]), unit["unit"])
        elif line.is_label:
            labels += [cell for _, cell in reversed(line.cells)]
        else:
            break
    return labels[::-1], frame


def _titled(frame: _Frame, title: str) -> _Frame:
    found = next((time for time in times.find(title) if time.value), None)
    what = title[found.end :] if found else title
    return _Frame(
        re.sub(r"(?:按.{2,8}分类|基本情况|发展情况|总体情况|情况|统计表?|一览表|表)+$", "", what).strip(),
        found.value if found else None,
        frame.scale,
        frame.unit,
    )


def _grid(lines: Sequence[_Line], index: int, rows: int) -> list[Cell]:
    labels, frame = _labels_above(lines, index)
    widths = {len(line.cells) for line in lines[index : index + rows]}
    if len(widths) != 1 or not labels:
        return []
    width = widths.pop()
    heads = [label for label in labels if label not in _CORNER or label in _TOTAL]
    heads = _split_merged(heads, width + rows if width > 1 else rows)
    columns = heads[:width] if width > 1 else [""]
    names = heads[width:] if width > 1 else heads[-rows:]
    if len(names) != rows or len(columns) != width:
        return []
    grid = [
        [_cell(lines[index + row].cells[column], names[row], columns[column], frame) for column in range(width)]
        for row in range(rows)
    ]
    return _with_totals(grid, columns)


def _split_merged(labels: list[str], wanted: int) -> list[str]:
    """Part labels that ran into one another, when a repeated ending shows where: 省级登记市级登记县级登记."""
    if len(labels) >= wanted:
        return labels
    parted: list[str] = []
    for label in labels:
        pieces = _by_repeated_ending(label)
        parted += pieces if len(labels) - 1 + len(pieces) <= wanted else [label]
    return parted


def _by_repeated_ending(label: str) -> list[str]:
    for size in range(len(label) // 2, 1, -1):
        ending = label[-size:]
        if label.count(ending) > 1:
            pieces = label.split(ending)[:-1]
            if all(pieces):
                return [piece + ending for piece in pieces]
    return [label]


def _rows(lines: Sequence[_Line], index: int, rows: int) -> list[Cell]:
    """Read rows that begin with their own label; the heads of the columns stand in the line above."""
    body = lines[index : index + rows]
    width = max(len(line.cells) for line in body)
    above = lines[index - 1] if index else None
    heads = (
        [cell for _, cell in above.cells] if above and above.is_label and len(above.cells) == width else [""] * width
    )
    _, frame = _labels_above(lines, index)
    grid = []
    for line in body:
        if len(line.cells) != width:
            return []
        grid.append(
            [
                _cell(cell, line.cells[0][1], heads[column], frame)
                for column, cell in enumerate(line.cells)
                if column and _NUMBER.match(cell[1])
            ]
        )
    columns = heads[1:]
    known = [row for row in grid if all(cell.unit or cell.indicator for cell in row)]
    return _with_totals(known, columns) if any(cell.unit for row in known for cell in row) else []


def _cell(cell: tuple[int, str], row: str, column: str, frame: _Frame) -> Cell:
    start, characters = cell
    head = _UNIT_IN_HEAD.search(column) or _UNIT_IN_HEAD.search(row)
    scale, unit = (scale_exponent(head["scale"]), head["unit"]) if head else (frame.scale, frame.unit)
    match = _NUMBER.match(characters)
    digits, percent = (match[1], match[2]) if match else ("0", None)
    if percent or unit in {"%", "％"}:
        scale, unit = 0, "%" if percent != "‰" else "‰"
    name = _name(_UNIT_IN_HEAD.sub("", row).strip(), _UNIT_IN_HEAD.sub("", column).strip(), frame, measured=bool(head))
    last_digit = 10.0 ** (scale - len(digits.partition(".")[2]))
    return Cell(
        start,
        start + len(characters),
        decimal(digits, scale),
        unit,
        name,
        _as_of(column, row, frame),
        frame.what,
        last_digit,
    )


def _as_of(column: str, row: str, frame: _Frame) -> str | None:
    for head in (column, row):
        if found := next((time.value for time in times.find(head) if time.value), None):
            return found
    return frame.as_of


def _name(row: str, column: str, frame: _Frame, *, measured: bool) -> str:
    """Put the heads together as a reader would: 养老机构床位, 省级民政部门登记的基金会, 城市社区服务站."""
    if row in _TOTAL:
        row = frame.what if measured or not column or column in _TOTAL or column in _GENERIC_HEAD else ""
    if column in _TOTAL or column in _GENERIC_HEAD or not column or re.fullmatch(r"[0-9]{4}年?", column):
        return row or frame.what
    if not row:
        return column
    if _QUALIFIER.match(column):
        return column + row
    return row + column if measured else f"{row}的{column}"


def _with_totals(grid: list[list[Cell]], columns: Sequence[str]) -> list[Cell]:
    """Let the numbers say which row or column is the total of which: sums that come out are no accident."""
    if columns and columns[0] in _TOTAL:
        for row in grid:
            if len(row) > 2 and _adds_up(row[0], row[1:]):
                for cell in row[1:]:
                    cell.part_of = row[0]
    for row, below in pairwise(grid):
        # A row that repeats the one above in every column is its only part: 精神疾病服务机构, 社会福利医院.
        if len(row) > 1 and [cell.value for cell in row] == [cell.value for cell in below]:
            for total, part in zip(row, below, strict=True):
                part.part_of = part.part_of or total
    for position in range(min(map(len, grid), default=0) if len(grid) <= _MOST_NESTED else 0):
        _nest([row[position] for row in grid])
    return [cell for row in grid for cell in row]


def _nest(column: list[Cell]) -> None:
    """Link every cell to the nearest one above whose following cells add up to it."""
    for index in range(len(column) - 2, -1, -1):
        children: list[Cell] = []
        total = column[index]
        for cell in column[index + 1 :]:
            if cell.part_of is None or cell.part_of not in column:
                children.append(cell)
            if len(children) > 1 and _adds_up(total, children):
                for child in children:
                    child.part_of = child.part_of or total
                break


def _adds_up(total: Cell, parts: Sequence[Cell]) -> bool:
    """Compare with room for a rounded last digit of every part."""
    if any(part.unit != total.unit for part in parts):
        return False
    room = 0.5 * max(cell.last_digit for cell in (total, *parts)) * (len(parts) + 1)
    return abs(sum(part.value for part in parts) - total.value) <= (
        room if total.last_digit > 1 or isinstance(total.value, float) else 0
    )
