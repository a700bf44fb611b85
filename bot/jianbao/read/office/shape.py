"""Paragraphs and tables to one text with its article."""

import re
from collections.abc import Iterable, Sequence

from jianbao.model import Span
from jianbao.read import lines, roundup, single, titles
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted

_LONGEST_TITLE = 80  # characters
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def document(paragraphs: Iterable[str], entitled: str | None = None) -> Extracted:
    """Return the text of *paragraphs*, one a line, as one article, or as the items of a round-up.

    Args:
        paragraphs: Rows of tables among them, with tabs between their cells.
        entitled: The title to take when the text shows none.
    """
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph.strip())
    split = lines.split(text)
    if not split:
        return Extracted(text, ())
    several = roundup.cuts(split) or []
    if len(several) > 1:
        return Extracted(text, tuple(several))
    cut = single.cut(text, split)
    title = cut.title or entitled
    return Extracted(text, (Cut(title=title, body=cut.body, source=cut.source, published=cut.published),))


def sheet(rows: Sequence[Sequence[str]], entitled: str | None = None) -> Extracted:
    """Return a sheet's rows, cells parted by tabs, as one article.

    A row above all others with a single cell is the title.

    Args:
        rows: The cells' words as a reader sees them.
        entitled: The title to take when no row is one.
    """
    kept = _without_empty(rows)
    if not kept:
        return Extracted("", ())
    text = "\n".join("\t".join(row).rstrip("\t") for row in kept)
    first = [cell for cell in kept[0] if cell]
    title = titles.tidy(first[0]) if len(first) == 1 and len(first[0]) <= _LONGEST_TITLE else entitled
    return Extracted(text, (Cut(title=title, body=(Span(0, len(text)),)),))


def _without_empty(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Drop rows and columns that hold nothing."""
    cells = [[_BREAKS.sub(" ", cell).strip() for cell in row] for row in rows]
    used = sorted({at for row in cells for at, cell in enumerate(row) if cell})
    return [[row[at] if at < len(row) else "" for at in used] for row in cells if any(row)]
