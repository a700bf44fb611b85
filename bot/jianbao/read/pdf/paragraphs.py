"""Lines of columns to paragraphs: hard wraps undone by what the page shows, its edges and indents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jianbao.read import dates
from jianbao.read.marks import Mark, is_counted, mark_of
from jianbao.read.pdf.blocks import Block
from jianbao.read.pdf.rows import Row

_LIKE = 1.15  # times that type may be larger than its neighbour within a paragraph
_SHORT = 2.0  # ems that a line must stop before the edge to have been ended there
_HEADING = 0.66  # share of the column's width; a line that stops before it was ended there, with or without a full stop
_INDENT = 0.9  # ems
_SHARE_AT_EDGE = 0.15  # of the lines that must begin at a column's left edge
_FEW = 3  # lines that do not show how wide a column is
_NUMBERS = re.compile(r"[0-9][0-9.,，%％ ]*")
_SENTENCE_ENDS = tuple("。！？…；：!?;:")
_CLOSING = "”’」』）)】》\"'"
_OPEN_ENDS = tuple("，、,（(《〈“‘「『【〔—·")
_NEVER_FIRST = tuple("，。、；：！？）》”’〉】〕％%")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines as one.

    Attributes:
        text: Without line breaks.
        mark: What it says about an article, when it is no part of one.
        size: One em of its type.
    """

    text: str
    mark: Mark | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, and the edges of the column that it stands in."""

    row: Row
    left: float
    right: float
    first: bool  # of its block
    page: int

    @property
    def text(self) -> str:
        return self.row.text

    @property
    def stands_alone(self) -> bool:
        """It is a row of a table, or what is left of one: numbers only, which must never run into each other."""
        return self.row.cells or bool(_NUMBERS.fullmatch(self.text))

    @property
    def ends_sentence(self) -> bool:
        return ends_sentence(self.text)

    @property
    def stops_early(self) -> bool:
        return self.row.box.right < self.right - _SHORT * self.row.size

    @property
    def stops_far(self) -> bool:
        return self.row.box.right - self.left < _HEADING * (self.right - self.left)

    @property
    def is_indented(self) -> bool:
        return self.row.box.left > self.left + _INDENT * self.row.size


def paragraphs(flow: Sequence[Block]) -> list[Paragraph]:
    """Return the paragraphs of blocks that are read one after the other."""
    found: list[Paragraph] = []
    for lines in _parted(list(_lines(flow))):
        size = median(line.row.size for line in lines)
        mark = mark_of(lines[0].text) if len(lines) == 1 else None
        found.append(Paragraph(_joined(lines), mark, size))
    return found


def ends_sentence(words: str) -> bool:
    """Tell whether *words* end with a full stop or its like, closing quotes and brackets not counted."""
    return words.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _lines(flow: Sequence[Block]) -> Iterator[_Line]:
    on_page: dict[int, list[Block]] = defaultdict(list)
    for block in flow:
        on_page[block.page].append(block)
    for block in flow:
        left, right = _edges(block)
        if len(block.rows) < _FEW:  # too few to show how wide the column is: those above and below show it
            edges = [_edges(other) for other in on_page[block.page] if other.box.beside(block.box) > 0]
            left, right = min(left for left, _ in edges), max(right for _, right in edges)
        for index, row in enumerate(block.rows):
            yield _Line(row, left, right, index == 0, block.page)


def _edges(block: Block) -> tuple[float, float]:
    """Return where full lines of *block* begin and end."""
    step = 0.5 * block.size
    starts = Counter(round(row.box.left / step) for row in block.rows)
    enough = _SHARE_AT_EDGE * len(block.rows)
    left = min(start for start, count in starts.items() if count >= enough) * step
    rights = sorted(row.box.right for row in block.rows)
    return left, rights[(3 * (len(rights) - 1)) // 4]


def _parted(lines: Sequence[_Line]) -> list[list[_Line]]:
    parts: list[list[_Line]] = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if _begins(before, line):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _begins(before: _Line, line: _Line) -> bool:
    """Tell whether a paragraph begins with *line*."""
    sizes = before.row.size, line.row.size
    if max(sizes) > _LIKE * min(sizes) or before.stands_alone or line.stands_alone:
        return True
    if _is_mark(before, line) or mark_of(before.text) in (Mark.JUMP_FROM, Mark.SOURCE):
        return True
    if before.text.endswith(_OPEN_ENDS) or line.text.startswith(_NEVER_FIRST):
        return False
    if dates.only(line.text):
        return True  # it stands under a signature
    if before.ends_sentence:
        return before.stops_early or line.is_indented or is_counted(line.text) or _is_set_off(before, line)
    if _is_set_off(before, line):
        return before.stops_early or before.is_indented or line.is_indented
    return before.stops_far or (before.stops_early and line.is_indented)


def _is_mark(before: _Line, line: _Line) -> bool:
    return (before.ends_sentence or line.first) and mark_of(line.text) is not None


def _is_set_off(before: _Line, line: _Line) -> bool:
    """Tell whether *line* begins a block under that of *before*: white space parts the two."""
    return line.first and line.page == before.page and line.row.box.top > before.row.box.bottom


def _joined(lines: Sequence[_Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += f" {line.text}" if _is_latin(text[-1]) and _is_latin(line.text[0]) else line.text
    return text


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
