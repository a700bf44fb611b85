"""Rows of cells to text: each sheet an article, its cells parted by tabs as the core reads them."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from jianbao.errors import ReadError
from jianbao.model import Span
from jianbao.read import titles
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted

MOST_COLUMNS = 200
_MOST_ROWS, _MOST_CELLS = 20_000, 400_000
_LONGEST_TITLE = 80  # characters
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BESIDE_TITLE = re.compile(r"附\s*[件表]|单\s*位\s*[：:]")
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)


def book(grids: Iterable[tuple[str, Iterable[Sequence[str]]]], entitled: str | None, place: str) -> Extracted:
    """Return the sheets of a book, one under the other.

    Args:
        grids: Each sheet's name and its rows.
        entitled: The title of the book, None when it has none.
        place: How messages call it.

    Raises:
        ReadError: It holds nothing, or more than any document.
    """
    found: list[Extracted] = []
    room = _MOST_CELLS
    for name, rows in grids:
        grid = [list(row)[:MOST_COLUMNS] for row in islice(rows, _MOST_ROWS + 1)]
        room -= sum(map(len, grid))
        if len(grid) > _MOST_ROWS or room < 0:
            raise ReadError(
                f"{place} has more than {_MOST_ROWS} rows or {_MOST_CELLS} cells; give the part that counts"
            )
        found.append(sheet(grid, entitled if _DEFAULT_NAME.fullmatch(name) or not name else name))
    kept = [each for each in found if each.text]
    if not kept:
        raise ReadError(f"{place} holds no cell with words or figures; give another file")
    return Extracted.joined(kept)


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
    return Extracted(text, (Cut(title=_title(kept) or entitled, body=(Span(0, len(text)),)),))


def _title(rows: Sequence[Sequence[str]]) -> str | None:
    """Return what stands alone in a row above all others."""
    for row in rows:
        words = [cell for cell in row if cell]
        if len(words) > 1 or len(words[0]) > _LONGEST_TITLE:
            return None
        if not _BESIDE_TITLE.match(words[0]):
            return titles.tidy(words[0])
    return None


def _without_empty(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Drop rows and columns that hold nothing."""
    cells = [[_BREAKS.sub(" ", cell).strip() for cell in row] for row in rows]
    used = sorted({at for row in cells for at, cell in enumerate(row) if cell})
    return [[row[at] if at < len(row) else "" for at in used] for row in cells if any(row)]
