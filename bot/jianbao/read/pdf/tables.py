"""Rows of tables: where rules are drawn by them, else by numbers that stand side by side line after line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from jianbao.read.pdf.rows import Row
from jianbao.read.pdf.rules import Grid
from jianbao.read.pdf.runs import runs
from jianbao.read.pdf.shapes import Box, Glyph

_LONGEST_CELL = 200  # characters; a grid with longer cells parts the columns of a page
_NUMBER = re.compile(r"[+\-−±]?[0-9][0-9,，. ]*[%％‰]?|[—–\-…/]+")
_LABEL = 25  # characters; a longer one is running text
_NUMBERS = 0.3  # share of the cells of a line
_LEAST_LINES = 2
_NEXT = 2.6  # ems from one line of a table to the next


def ruled(grid: Grid, glyphs: Sequence[Glyph]) -> list[Row] | None:
    """Return the rows of the table *grid*, None when it holds running text.

    Args:
        grid: The cells.
        glyphs: What stands inside of it.
    """
    found: list[Row] = []
    left = list(glyphs)
    for line in grid.cells:
        words = []
        for cell in line:
            inside = [glyph for glyph in left if _is_in(glyph, cell)]
            left = [glyph for glyph in left if not _is_in(glyph, cell)]
            words.append(_cell(inside))
        if any(len(cell) > _LONGEST_CELL for cell in words):
            return None
        if any(words):
            size = median(glyph.size for glyph in glyphs)
            found.append(Row("\t".join(words).rstrip("\t"), size, Box.around(line), cells=True))
    return found


def _is_in(glyph: Glyph, cell: Box) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return cell.left <= middle <= cell.right and cell.top <= glyph.baseline - 0.3 * glyph.size <= cell.bottom


def _cell(glyphs: Sequence[Glyph]) -> str:
    """Return the words of a cell, its lines joined."""
    lines = sorted(runs(glyphs), key=lambda run: (round(run.baseline / run.size), run.box.left))
    text = ""
    for line in lines:
        # Two words, or two numbers, stay two.
        apart = text and text[-1].isascii() and line.text[0].isascii()
        text += f" {line.text}" if apart else line.text
    return text


def unruled(rows: Sequence[Row]) -> list[Row]:
    """Put the cells of tables without rules that stand on one line into one row; other lines stay as they are."""
    lines = _lines(row for row in rows if not row.cells)
    numbers = [_is_numeric(line) for line in lines]
    within = [False] * len(lines)
    for start, end in _stretches(lines, numbers):
        within[start:end] = [True] * (end - start)
        if start and _is_head(lines[start - 1], lines[start]):
            within[start - 1] = True
    found = [row for row in rows if row.cells]
    for line, inside in zip(lines, within, strict=True):
        found += [_one(line)] if inside else line
    return sorted(found, key=lambda row: (row.box.top, row.box.left))


def _lines(rows: Iterable[Row]) -> list[list[Row]]:
    lines: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row.baseline):
        if lines and abs(row.baseline - lines[-1][0].baseline) <= 0.4 * row.size:
            lines[-1].append(row)
        else:
            lines.append([row])
    return [sorted(line, key=lambda row: row.box.left) for line in lines]


def _is_numeric(line: Sequence[Row]) -> bool:
    """Tell whether *line* has a label and numbers, or numbers only."""
    numbers = sum(bool(_NUMBER.fullmatch(row.text)) for row in line)
    return len(line) > 1 and numbers >= max(1, _NUMBERS * len(line)) and all(len(row.text) <= _LABEL for row in line)


def _stretches(lines: Sequence[Sequence[Row]], numbers: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines of numbers, half-open."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and numbers[at] and numbers[at - 1] and _follows(lines[at - 1], lines[at]):
            continue
        if numbers[start] and at - start >= _LEAST_LINES:
            yield start, at
        start = at


def _follows(above: Sequence[Row], below: Sequence[Row]) -> bool:
    return below[0].baseline - above[0].baseline <= _NEXT * max(above[0].size, below[0].size)


def _is_head(head: Sequence[Row], first: Sequence[Row]) -> bool:
    """Tell whether *head* names the columns of the table that begins with *first*."""
    return len(head) > 1 and _follows(head, first) and all(len(row.text) <= _LABEL for row in head)


def _one(line: Sequence[Row]) -> Row:
    return Row(
        "\t".join(row.text for row in line),
        median(row.size for row in line),
        Box.around(row.box for row in line),
        cells=True,
    )
