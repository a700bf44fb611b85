"""What a printed page shows on its margins: page numbers, running heads, the folio of a newspaper."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jianbao.read import dates
from jianbao.read.lines import squeeze
from jianbao.read.pdf.rows import Row

_MARGIN = 0.1  # share of the page's height, at the top and at the bottom
_RUNNING = 0.4  # share of the pages, and at least two, on which a running head stands
_EDGE_LINES = 3  # lines at either end of a page that may be furniture
_LONGEST = 80  # characters
_NUMBER = re.compile(
    r"[—–\-_·\s.]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?[0-9]{1,4}(?:\s*页)?)?[—–\-_·\s.]*"
    r"|[—–\-·\s]*[ivxlcIVXLC]{1,6}[—–\-·\s]*"
)
_FOLIO = re.compile(
    r"责任?编辑?|责编|版面|编辑[：:\s]|美编|校对|主编|版式|星期[一二三四五六日天]|统一刊号|邮发代号|国内统一|总第\s*[0-9]+\s*期"
    r"|第?\s*[A-Z]?[0-9]{1,3}\s*版|^[A-Z]?[0-9]{1,2}\s*[\u4e00-\u9fff·]{2,6}$|热线|邮箱|E-?mail|https?://|www\.",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[0-9０-９〇零一二三四五六七八九十]+")
_LABEL = re.compile(
    r"附件|附表|附录|[表图]\s*[0-9一二三四五六七八九十]"
)  # counted from page to page, and no running head


@dataclass(frozen=True, slots=True)
class Margins:
    """The lines of a page without its furniture.

    Attributes:
        rows: What remains.
        published: ISO date that the folio shows.
    """

    rows: tuple[Row, ...]
    published: str | None = None


def without(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[Margins]:
    """Take the furniture off the lines of each page."""
    running = _running(pages, heights)
    return [_page(rows, height, running) for rows, height in zip(pages, heights, strict=True)]


def _running(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[str]:
    """Return what stands on the margins of many pages, digits left out."""
    counts = Counter(
        shape
        for rows, height in zip(pages, heights, strict=True)
        for shape in {_shape(row.text) for row in _marginal(rows, height)}
    )
    return {shape for shape, count in counts.items() if count >= max(2, _RUNNING * len(pages))}


def _page(rows: Sequence[Row], height: float, running: set[str]) -> Margins:
    gone = {
        id(row)
        for row in _marginal(rows, height)
        if _is_furniture(row.text.strip(), running)
        or (_NUMBER.fullmatch(row.text.strip()) and _is_alone(row, rows))
        or (dates.only(row.text) and row.box.bottom < 0.5 * height)  # a date at the foot signs a document
    }
    folio = [row for row in rows if id(row) in gone]
    found = next((day for row in folio if (day := dates.find(row.text))), None)
    return Margins(tuple(row for row in rows if id(row) not in gone), found)


def _marginal(rows: Sequence[Row], height: float) -> list[Row]:
    """Return the first and the last lines, as far as they stand near the edge of the page."""
    return [
        *_edge([row for row in rows if row.box.bottom < _MARGIN * height], by_top=True),
        *_edge([row for row in rows if row.box.top > (1 - _MARGIN) * height], by_top=False),
    ]


def _edge(rows: Iterable[Row], *, by_top: bool) -> list[Row]:
    order = sorted(rows, key=lambda row: row.baseline if by_top else -row.baseline)
    lines: list[float] = []
    found = []
    for row in order:
        if not lines or abs(row.baseline - lines[-1]) > 0.5 * row.size:
            lines.append(row.baseline)
        if len(lines) > _EDGE_LINES:
            break
        found.append(row)
    return found


def _is_furniture(words: str, running: set[str]) -> bool:
    if len(words) > _LONGEST or _LABEL.match(words):
        return False
    return _shape(words) in running or _is_folio(words)


def _is_alone(row: Row, rows: Iterable[Row]) -> bool:
    """Tell whether nothing else stands on the line of *row*: a number beside others is a cell of a table."""
    return all(other is row or abs(other.baseline - row.baseline) > 0.5 * row.size for other in rows)


def _is_folio(words: str) -> bool:
    """Tell whether *words* are those above a newspaper page: its number, its section, its date, who made it."""
    signs = len({found.group() for found in _FOLIO.finditer(words)})
    return "。" not in words and (signs > 1 or (signs == 1 and dates.find(words) is not None))


def _shape(words: str) -> str:
    return _COUNT.sub("#", squeeze(words))
