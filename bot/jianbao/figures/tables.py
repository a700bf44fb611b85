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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from jianbao.figures import series, totals
from jianbao.figures.heads import CORNER, NUMBER, TOTAL, YEARS, Cell, Frame, cell, is_unit, place_of

_CELL = re.compile(r"[^\t\n ]+(?: (?![0-9])[^\t\n ]+)*")
_PROSE = re.compile(r"[，。；！？]")
_DIVISION = re.compile(
    "直辖市|特别行政区|自治区|省|地级市|地区|自治州|盟|市辖区|县级市|自治县|县|自治旗|旗|林区|特区|民族乡|乡|镇|民族苏木|苏木|街道|区公所"
)
_DIVISIONS = re.compile(f"(?:{_DIVISION.pattern})++")
_MIN_GRID_ROWS = 3
_MOST_LABELS = 80  # lines; no printed table has more heads
_MIN_ROWS = 2
_OF_A_PLAN = frozenset({"预期性", "约束性"})  # the last column of 专栏 主要指标


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    cells: list[tuple[int, str]]  # offset in the clean text, characters

    @property
    def numbers(self) -> list[tuple[int, str]]:
        return [cell for cell in self.cells if NUMBER.match(cell[1])]

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
            and not NUMBER.match(self.cells[0][1])
            and bool(self.numbers)
            and len(self.numbers) >= len(self.cells) - (3 if self.unit else 2)
        )

    @property
    def unit(self) -> str:
        """What stands in the second column when it says in what the row is counted; else nothing."""
        return self.cells[1][1] if len(self.cells) > 2 and is_unit(self.cells[1][1]) else ""

    @property
    def tabs(self) -> list[int]:
        """How many tabs stand before each cell: its column, where empty cells are kept."""
        return [self.text.count("\t", 0, start - self.start) for start, _ in self.cells]

    def named(self, corner: str) -> tuple[str, str | None]:
        """Return what a row counts and where; *corner* is the head of its first column: 海淀区, 养老机构, 12."""
        first, *others = (words for _, words in self.cells)
        region = place_of(first, corner)
        kinds = list(takewhile(lambda words: not NUMBER.match(words) and words != self.unit, others))
        return (kinds[-1] if kinds else "", region) if region else (first, None)

    @property
    def is_planned(self) -> bool:
        """True for a row of a plan's table of indicators, whose last number is what is to be reached."""
        return self.cells[-1][1] in _OF_A_PLAN


def find(text: str) -> list[Cell]:
    """Return the figures of all tables of the clean *text*, in its order."""
    if not _MAY_HOLD_A_TABLE.search(text):
        return []
    lines = list(_lines(text))
    cells: list[Cell] = []
    index = 0
    while index < len(lines):
        if _has_years(lines, index) and (rows := _run(lines, index, "is_grid_row")):
            cells += _rows(lines, index, rows)
            index += rows
        elif lines[index].is_grid_row and (rows := _run(lines, index, "is_grid_row")) >= _MIN_GRID_ROWS:
            cells += _grid(lines, index, rows)
            index += rows
        elif lines[index].is_row and (rows := _run(lines, index, "is_row")) >= _MIN_ROWS:
            cells += _rows(lines, index, rows)
            index += rows
        else:
            index += 1
    return cells


_MAY_HOLD_A_TABLE = re.compile(r"\n[0-9][0-9,.%\t ]*\n[0-9]|\t[0-9][0-9,.]*%?(?:\t|\n|$)")


def _has_years(lines: Sequence[_Line], index: int) -> bool:
    """Tell whether a row of numbers begins with its year, as the head above says (年份, 社会团体, 基金会)."""
    if index == 0 or not lines[index].is_grid_row:
        return False
    head = lines[index - 1]
    return head.is_label and head.cells[0][1] in YEARS and 1 < len(head.cells) == len(lines[index].cells)


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


def _labels_above(lines: Sequence[_Line], index: int) -> tuple[list[str], Frame]:
    """Collect the label lines above a grid, up to the table's title; the grids of its other columns stand between."""
    labels: list[str] = []
    frame = Frame()
    collecting = True
    for line in reversed(lines[max(0, index - _MOST_LABELS) : index]):
        if entitled := frame.entitled(line.text):
            return labels[::-1], entitled
        if measured := frame.measured(line.text):
            frame = measured
        elif line.is_grid_row:
            collecting = False
        elif not line.is_label:
            break
        elif collecting:
            labels += [words for _, words in reversed(line.cells)]
    return labels[::-1], frame if collecting or frame.unit else Frame()


def _grid(lines: Sequence[_Line], index: int, rows: int) -> list[Cell]:
    labels, frame = _labels_above(lines, index)
    widths = {len(line.cells) for line in lines[index : index + rows]}
    if not labels:
        return []
    if len(widths) != 1:
        return _column(lines[index : index + rows], labels, frame)
    width = widths.pop()
    heads = [label for label in labels if label not in CORNER or label in TOTAL]
    heads = _split_merged(heads, width + rows if width > 1 else rows)
    columns = heads[:width] if width > 1 else [""]
    names = heads[width:] if width > 1 else heads[-rows:]
    if len(names) != rows or len(columns) != width:
        return []
    grid = [
        [cell(*lines[index + row].cells[column], names[row], columns[column], frame) for column in range(width)]
        for row in range(rows)
    ]
    return _linked(grid, columns)


def _column(lines: Sequence[_Line], labels: Sequence[str], frame: Frame) -> list[Cell]:
    """Read the numbers of one column whose lines were joined anyhow, if sums prove that each is where it belongs."""
    numbers = [number for line in lines for number in line.cells]
    heads = list(dropwhile(CORNER.__contains__, labels))
    names = _split_merged(heads, len(numbers), _divisions)
    if len(names) != len(numbers):
        return []
    found = _linked([[cell(*number, name, "", frame)] for number, name in zip(numbers, names, strict=True)], [""])
    totals_ = {id(part.part_of) for part in found}
    return found if all(one.part_of or id(one) in totals_ for one in found) else []


def _linked(grid: Sequence[Sequence[Cell | None]], columns: Sequence[str]) -> list[Cell]:
    for row in grid:
        series.link([found for found in row if found])
    return totals.link(grid, columns)


def _split_merged(labels: list[str], wanted: int, split: Callable[[str], list[str]] | None = None) -> list[str]:
    """Part labels that ran into one another, where *split* or a repeated ending (省级登记市级登记) shows where."""
    if len(labels) >= wanted:
        return labels
    parted: list[str] = []
    for label in labels:
        pieces = (split or _by_repeated_ending)(label)
        parted += pieces if len(labels) - 1 + len(pieces) <= wanted else [label]
    return parted


def _divisions(label: str) -> list[str]:
    """Part kinds of 行政区划: 市辖区县级市县. Only sums can show that it was right to."""
    return _DIVISION.findall(label) if _DIVISIONS.fullmatch(label) else _by_repeated_ending(label)


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
    heads, places = _placed(lines[index - 1] if index else None, body)
    _, frame = _labels_above(lines, index)
    grid: list[list[Cell | None]] = []
    for line, at in zip(body, places, strict=True):
        own = frame.in_row(line.unit) if line.unit else frame
        name, region = line.named(heads[0])
        row: list[Cell | None] = [None] * (len(heads) - 1)
        for column, (start, words) in zip(at, line.cells, strict=bool(at)):
            if column and NUMBER.match(words):
                row[column - 1] = cell(start, words, name, heads[column], own, region=region)
        if line.is_planned:
            _plan([found for found in row if found])
        if at:
            grid.append(row)
    known = [row for row in grid if all(found.unit or found.indicator for found in row if found)]
    return _linked(known, heads[1:]) if any(found and found.unit for row in known for found in row) else []


def _plan(row: Sequence[Cell]) -> None:
    if not row:
        return
    row[-1].target = True
    row[-1].from_ = row[-2] if len(row) > 1 else None


def _placed(above: _Line | None, body: Sequence[_Line]) -> tuple[list[str], list[Sequence[int]]]:
    """Return the heads of the columns and, row by row, the column of each cell: none where it cannot be told.

    Tabs tell it where every head is named, even in a row with empty cells: 合计 has none under a head that it does not
    sum up. A row that ends before the last column may lack any of its cells.
    """
    if above is not None and above.is_label:
        tabs = above.tabs
        rows = [line.tabs for line in body]
        named = len(tabs) > 1 and tabs in ([*range(len(tabs))], [*range(1, len(tabs) + 1)])
        if named and max(row[-1] for row in rows) == tabs[-1]:
            heads = [""] * tabs[0] + [words for _, words in above.cells]
            return heads, [row if row[0] == 0 and row[-1] == tabs[-1] else [] for row in rows]
    width = len(body[0].cells)
    alike = all(len(line.cells) == width for line in body)
    return [""] * width, [range(width) if alike else []] * len(body)
