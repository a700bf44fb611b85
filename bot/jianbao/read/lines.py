"""The lines of a plain text, each with the offset it was taken from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao.model import Span

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"\s+")
_NARROW = re.compile(r"[\x00-\xff]")

_SENTENCE_ENDS = tuple("。！？…；!?;")
_CLOSING = "”’」』）)】》\"'"
_OPEN_ENDS = tuple("，、：,:（(《〈“‘「『【〔—-·")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Attributes:
        start: Offset of its first character that is no white space.
        end: Offset behind its last one.
        text: What stands between.
        gap: Number of blank lines above it.
        indented: White space stood before it.
        cells: Width on a grid on which a Chinese character takes two cells and a digit one.
        ends_sentence: A full stop or its like ends it, closing quotes and brackets not counted.
    """

    start: int
    end: int
    text: str
    gap: int
    indented: bool
    cells: int
    ends_sentence: bool

    @property
    def stays_open(self) -> bool:
        """It ends with a mark after which a sentence must go on."""
        return self.text.endswith(_OPEN_ENDS)


def split(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of ``text[start:end]`` that are not blank; offsets count from the beginning of *text*."""
    return list(_lines(text, start, len(text) if end is None else end))


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    gap = 0
    for left, right in _borders(text, start, end):
        words = text[left:right].strip()
        if not words:
            gap += 1
            continue
        begin = left + len(text[left:right]) - len(text[left:right].lstrip())
        ends = words.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
        yield Line(begin, begin + len(words), words, gap, begin > left, cells(words), ends)
        gap = 0


def _borders(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for found in _BREAK.finditer(text, start, end):
        yield position, found.start()
        position = found.end()
    yield position, end


def cells(text: str) -> int:
    """Return the width of *text* in cells: two for a Chinese character or mark, one for a Latin letter or digit."""
    return 2 * len(text) - len(_NARROW.findall(text))


def squeeze(text: str) -> str:
    """Return *text* without any white space."""
    return _BLANK.sub("", text)


def words_of(lines: Sequence[Line]) -> str:
    """Return what *lines* say, without any white space."""
    return "".join(squeeze(line.text) for line in lines)


def span_of(lines: Sequence[Line]) -> Span:
    """Return the span from the first line's beginning to the last one's end."""
    return Span(lines[0].start, lines[-1].end)
