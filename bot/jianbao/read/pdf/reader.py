"""A PDF to its text in reading order and its articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from jianbao.errors import ReadError
from jianbao.model import Span
from jianbao.read import lines, roundup, single
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted
from jianbao.read.pdf import articles, furniture, glyphs
from jianbao.read.pdf.blocks import Block, blocks, reading_order
from jianbao.read.pdf.paragraphs import paragraphs
from jianbao.read.pdf.pieces import Piece, body_size, is_headline, pieces
from jianbao.read.pdf.rows import rows
from jianbao.read.pdf.shapes import Page

_RECOGNISE = "run a text recognition (OCR) on it and give the result"
_UNREADABLE = 0.2  # share of characters of which the fonts do not say what they are
_SCANNED = 0.5  # share of the page that a picture covers
_COLUMN_ROWS, _COLUMN_LENGTH = 4, 32  # lines and characters of a column of running text


def read(data: bytes, place: str) -> Extracted:
    """Return what the PDF *data* says.

    Raises:
        ReadError: It is spoilt, encrypted, a scan without a text layer, or too large.
    """
    pages = glyphs.pages(data, place)
    _check(pages, place)
    layout = _Layout.of(pages)
    if layout.has_columns:
        return _newspaper(layout)
    return _document(layout)


def _check(pages: Sequence[Page], place: str) -> None:
    count = sum(len(page.glyphs) for page in pages)
    if not count and any(page.pictured >= _SCANNED for page in pages):
        # The place to hang a text recognition in: the pages' pictures to text, with positions.
        raise ReadError(f"{place} is a scan without a text layer; {_RECOGNISE}")
    if not count:
        raise ReadError(f"{place} is a PDF without any text; {_RECOGNISE}")
    lost = sum(glyph.char == "\ufffd" for page in pages for glyph in page.glyphs)
    if lost > _UNREADABLE * count:
        raise ReadError(f"{place} is a PDF whose fonts do not say which characters they show; {_RECOGNISE}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """The blocks of all pages in reading order.

    Attributes:
        blocks: Without the pages' furniture.
        body: Size of the type of running text.
        published: The day that each page's folio shows, by the page's number.
    """

    blocks: tuple[Block, ...]
    body: float
    published: dict[int, str | None]

    @classmethod
    def of(cls, pages: Sequence[Page]) -> "_Layout":
        margins = furniture.without([rows(page.glyphs) for page in pages], [page.height for page in pages])
        found = [blocks(margin.rows, page.number) for page, margin in zip(pages, margins, strict=True)]
        body = body_size([block for on_page in found for block in on_page])
        order = [block for on_page in found for block in reading_order(on_page, partial(is_headline, body=body))]
        published = {page.number: margin.published for page, margin in zip(pages, margins, strict=True)}
        return cls(tuple(order), body, published)

    @property
    def has_columns(self) -> bool:
        """Running text stands side by side."""
        columns = [
            block
            for block in self.blocks
            if len(block.rows) >= _COLUMN_ROWS and block.length >= _COLUMN_LENGTH and block.size <= 1.2 * self.body
        ]
        return any(
            left.page == right.page
            and left.box.right <= right.box.left + left.size
            and left.box.above(right.box) >= 0.5 * min(left.box.height, right.box.height)
            for left, right in pairwise(columns)
        )


def _newspaper(layout: _Layout) -> Extracted:
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


def _document(layout: _Layout) -> Extracted:
    found = paragraphs(layout.blocks)
    text = "\n".join(paragraph.text for paragraph in found)
    split = lines.split(text)
    several = roundup.cuts(split) or []
    return Extracted(text, tuple(several) if len(several) > 1 else (single.cut(text, split),))
