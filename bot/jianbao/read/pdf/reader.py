"""A PDF to its text in reading order and its articles."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from jianbao.errors import ReadError
from jianbao.model import Span
from jianbao.read import lines, roundup, single
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted
from jianbao.read.pdf import articles, glyphs
from jianbao.read.pdf.layout import Layout
from jianbao.read.pdf.paragraphs import Paragraph, paragraphs
from jianbao.read.pdf.pieces import Piece, pieces
from jianbao.read.pdf.printed import printed
from jianbao.read.pdf.shapes import LOST, Page

_RECOGNISE = "run a text recognition (OCR) on it and give the result"
_LARGE = 1.15  # times the size of the body, at least, for a title by its size
_RUNNING = 60  # characters of a paragraph with which the text has begun
_TOP = 12  # paragraphs above it
_SCANNED = 0.5  # share of a page that a picture covers
_FEW = 50  # characters: a stamp, a page number that was set on a scan
_UNREADABLE = 0.05  # share of characters of which the fonts do not say what they are


def read(data: bytes, place: str) -> Extracted:
    """Return what the PDF *data* says.

    Raises:
        ReadError: It is spoilt, encrypted, a scan without a text layer, or too large.
    """
    pages = list(glyphs.pages(data, place))
    _check(pages, place)  # before they are laid out: what no font explains may stand anywhere
    layout = Layout.of([printed(page) for page in pages])
    return _newspaper(layout) if layout.has_columns else _document(layout)


def _check(pages: Sequence[Page], place: str) -> None:
    if 2 * sum(map(_is_scanned, pages)) > len(pages):
        # Here is the place to hang a text recognition in: it would return the glyphs of each picture, with positions.
        raise ReadError(f"{place} is a scan without a text layer; {_RECOGNISE}")
    count = sum(len(page.glyphs) for page in pages)
    if not count:
        raise ReadError(f"{place} is a PDF without any text; {_RECOGNISE}")
    if sum(glyph.char == LOST for page in pages for glyph in page.glyphs) > _UNREADABLE * count:
        raise ReadError(f"{place} is a PDF whose fonts do not say which characters they show; {_RECOGNISE}")


def _is_scanned(page: Page) -> bool:
    return page.pictured >= _SCANNED and len(page.glyphs) < _FEW


def _newspaper(layout: Layout) -> Extracted:
    found = pieces(layout.blocks, layout.body)
    written = _Text()
    spans = [written.add(piece) for piece in found]
    cuts = [
        Cut(
            title=articles.title(found, story),
            body=tuple(span for index in story.texts for span in spans[index]),
            source=articles.source(found, story),
            published=layout.published[found[story.texts[0]].page],
        )
        for story in articles.stories(found, layout.body)
    ]
    return Extracted(written.text, tuple(cuts))


class _Text:
    """A text that grows by pieces."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, piece: Piece) -> list[Span]:
        """Write *piece* and return where its running text stands."""
        if self.text:
            self.text += "\n"
        spans: list[Span] = []
        for paragraph in piece.paragraphs:
            start = len(self.text)
            self.text += f"{paragraph.text}\n"
            if paragraph.mark is not None:
                continue
            if spans and spans[-1].end + 1 == start:
                spans[-1] = Span(spans[-1].start, start + len(paragraph.text))
            else:
                spans.append(Span(start, start + len(paragraph.text)))
        return spans


def _document(layout: Layout) -> Extracted:
    found = paragraphs(layout.blocks)
    text = "\n".join(paragraph.text for paragraph in found)
    split = lines.split(text)
    several = roundup.cuts(split) or []
    if len(several) > 1:
        return Extracted(text, tuple(several))
    cut = single.cut(text, split)
    return Extracted(text, (replace(cut, title=_large_title(found, layout.body) or cut.title),))


def _large_title(found: Sequence[Paragraph], body: float) -> str | None:
    """Return the title among the lines in larger type that stand above the text; a letterhead is none."""
    top = list(takewhile(lambda paragraph: len(paragraph.text) < _RUNNING or paragraph.size >= _LARGE * body, found))
    large = "\n".join(paragraph.text for paragraph in top[:_TOP] if paragraph.size >= _LARGE * body)
    split = lines.split(large)
    return single.cut(large, split).title if split else None
