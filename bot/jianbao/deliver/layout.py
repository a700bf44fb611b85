"""Rows as lines: what stands beside what, for a reader whose screen takes in some twenty Chinese characters a line."""

from rich.cells import cell_len

from jianbao.deliver.rows import Line, Piece, Row, Tone
from jianbao.deliver.wording import Words

PHONE = 38  # cells; a Chinese character takes two. Telegram on a phone shows about this many at the usual size.
_GAP = "　"  # full width: as wide as the characters around it, on every font


def width(line: Line) -> int:
    """Return how many cells *line* takes in a fixed-width font."""
    return sum(cell_len(piece.text) for piece in line)


def spacious(row: Row, words: Words) -> list[Line]:
    """Return *row* as a key figure: on one line if it fits on a phone, otherwise what is counted above how much."""
    beside = (Piece(f"{row.label}{_GAP}"), *row.value, Piece(row.note), *_change(row))
    if width(beside) <= PHONE:
        above: list[Line] = [beside]
    else:
        above = [(Piece(f"{row.label}{row.note}"),), (*row.value, *_change(row))]
    return [*above, *row.below, *([_quoted(row, words)] if row.quotes else [])]


def dense(row: Row, words: Words) -> list[Line]:
    """Return *row* as one of many: one line, and one more for what it consists of."""
    line = (Piece(f"{row.label}{_GAP}"), *row.value, Piece(row.note), *_change(row), *_quoted(row, words))
    return [line, *row.below, *row.deeper]


def _change(row: Row) -> Line:
    return (Piece(f" {row.change}"),) if row.change else ()


def _quoted(row: Row, words: Words) -> Line:
    """Return the document's own words of figures that are shown in others."""
    return (Piece(words.quoted.format(quotes="”“".join(row.quotes))),) if row.quotes else ()


def strong(text: str) -> Line:
    """Return *text* as a line of its own that stands out."""
    return (Piece(text, Tone.STRONG),)
