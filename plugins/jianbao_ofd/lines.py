"""Words with their places on pages to lines, and lines to paragraphs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_FOLIO = re.compile(r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页(?:[，,\s]*共\s*\d+\s*页)?")
_SAME_LINE = 0.5  # of the size of its letters that a word may stand above or below the others of its line
_CELL = 1.5  # sizes of white space that part two cells of a table
_INDENT = 1.2  # sizes by which a line begins further in than the page's text: a new paragraph
_SHORT = 2.5  # sizes that are left free at the end of a line that ends its paragraph


class Word(NamedTuple):
    """Letters drawn in one go, in millimetres from the page's upper left corner.

    Attributes:
        left: Where they begin.
        base: Of their base line.
        right: Where they end.
        size: Of the letters.
        text: The letters.
    """

    left: float
    base: float
    right: float
    size: float
    text: str


class _Line(NamedTuple):
    left: float
    base: float
    right: float
    size: float
    text: str


def paragraphs(pages: Sequence[Sequence[Word]]) -> Iterator[str]:
    """Yield the paragraphs of all pages; one that goes on behind the end of a page is one."""
    open_paragraph = ""
    before: tuple[_Line, float] | None = None  # the last line, and where the lines of its page end
    for words in pages:
        lines = _without_folio(_lines(words))
        if not lines:
            continue
        left, right = _edges(lines)
        for line in lines:
            if before and _goes_on(before, line, left):
                open_paragraph += line.text
            else:
                if open_paragraph:
                    yield open_paragraph
                open_paragraph = line.text
            before = line, right
    if open_paragraph:
        yield open_paragraph


def _lines(words: Sequence[Word]) -> list[_Line]:
    rows: list[list[Word]] = []
    for word in sorted(set(words), key=lambda word: (word.base, word.left)):  # some draw bold letters twice
        if rows and abs(rows[-1][0].base - word.base) <= _SAME_LINE * max(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_joined(sorted(row)) for row in rows]


def _joined(row: Sequence[Word]) -> _Line:
    text = row[0].text
    for before, word in pairwise(row):
        gap = word.left - before.right
        latin = text[-1:].isascii() and word.text[:1].isascii() and gap > 0.2 * word.size
        text += ("\t" if gap > _CELL * word.size else " " if latin else "") + word.text
    size = max(word.size for word in row)
    return _Line(row[0].left, row[0].base, row[-1].right, size, text.strip())


def _without_folio(lines: list[_Line]) -> list[_Line]:
    """Leave out the page's number, at its foot or its head."""
    if lines and _FOLIO.fullmatch(lines[-1].text):
        lines = lines[:-1]
    if len(lines) > 1 and _FOLIO.fullmatch(lines[0].text):
        lines = lines[1:]
    return lines


def _edges(lines: Sequence[_Line]) -> tuple[float, float]:
    """Return where most long lines of the page begin, and where the longest end."""
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.6 * widest]
    return min(line.left for line in long), max(line.right for line in long)


def _goes_on(before: tuple[_Line, float], line: _Line, left: float) -> bool:
    """Tell whether *line* belongs to the paragraph of the line before it."""
    last, right = before
    full = right - last.right < _SHORT * last.size
    same = abs(last.size - line.size) < 0.2 * line.size
    return full and same and line.left - left < _INDENT * line.size and "\t" not in last.text + line.text
