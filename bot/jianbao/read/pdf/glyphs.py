"""The characters of a PDF with their positions, taken out by pdfium.

pdfium must not be used by two threads at once, and a spoilt file may make it fail in ways that no Python code catches:
the daemon comes here in a process of its own, see :mod:`jianbao.read.apart`.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from unicodedata import normalize

import pypdfium2
from pypdfium2 import raw

from jianbao.errors import ReadError
from jianbao.read.pdf.shapes import LOST, Box, Glyph, Page

MOST_PAGES = 500
MOST_GLYPHS = 1_000_000  # of a document; a full newspaper page has 10,000
_MOST_OBJECTS = 10_000  # of a page; behind these, frames and pictures are no longer looked for
_BLEED = 0.25  # of the sheet, on each side: farther out there is hidden text, or none that was meant to be there
_HYPHEN = 0x02  # what pdfium gives for a hyphen that breaks a word at a line's end
_LEAN = 0.2  # sine of the angle by which upright type may lean; what leans more is a watermark
_SYMBOLS = range(0xF020, 0xF100)  # of fonts of pictures, which Word sets before the items of a list
_PRIVATE = range(0xE000, 0xF900)
# Characters that some fonts' tables give in place of the ordinary ones: ⼈, a radical of the Kangxi dictionary, for 人.
_LOOKALIKES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def pages(data: bytes, place: str) -> Iterator[Page]:
    """Yield the pages of the PDF *data*, each taken out when it is asked for.

    Raises:
        ReadError: It is spoilt, locked by a password, or larger than any document.
    """
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > MOST_PAGES:
                raise ReadError(
                    f"{place} is a PDF of {len(document)} pages; at most {MOST_PAGES} are read: split it by documents"
                )
            yield from _pages(document, place)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise ReadError(f"{place} is an encrypted PDF; give a copy that opens without a password") from error
        raise ReadError(f"{place} is a spoilt PDF ({error}); get it again from its origin") from error


def _pages(document: pypdfium2.PdfDocument, place: str) -> Iterator[Page]:
    count = readable = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:  # one page that is missing or spoilt does not spoil the others
            continue
        with closing(page):
            found = _page(page, number + 1)
        readable += 1
        count += len(found.glyphs)
        if count > MOST_GLYPHS:
            raise ReadError(f"{place} has more than {MOST_GLYPHS} characters; split it by documents")
        yield found
    if not readable:
        raise ReadError(f"{place} is a PDF without a page that can be read; get it again from its origin")


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    sheet = _Sheet(*page.get_bbox())
    with closing(page.get_textpage()) as text:
        marks = list(_marks(text.raw, min(text.count_chars(), MOST_GLYPHS)))
    turn = Counter(mark.turn for mark in marks).most_common(1)[0][0] if marks else 0
    glyphs = tuple(_glyph(mark, sheet, turn) for mark in marks if mark.turn == turn and sheet.shows(mark))
    frames, pictured = _drawn(page, sheet, turn)
    across, down = (sheet.height, sheet.width) if turn % 2 else (sheet.width, sheet.height)
    return Page(number, across, down, glyphs, frames, pictured)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page in the file's own coordinates, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def upright(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """Return the point of the page turned clockwise by *turn* right angles, y downwards."""
        across, up = x - self.left, y - self.bottom
        if turn == 0:
            return across, self.height - up
        if turn == 1:
            return up, across
        if turn == 2:
            return self.width - across, up
        return self.height - up, self.width - across

    def shows(self, mark: "_Mark") -> bool:
        """Tell whether *mark* stands on it, or near enough to be the end of a headline that its edge cuts off."""
        left, bottom, right, top = mark.box
        x, y = self.width * _BLEED, self.height * _BLEED
        return (
            self.left - x <= (left + right) / 2 <= self.right + x
            and self.bottom - y <= (bottom + top) / 2 <= self.top + y
        )

    def box(self, left: float, bottom: float, right: float, top: float, turn: int) -> Box:
        """Return the box turned likewise."""
        (x, y), (other_x, other_y) = self.upright(left, bottom, turn), self.upright(right, top, turn)
        return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character as pdfium gives it.

    Attributes:
        char: What it stands for.
        box: Left, bottom, right, top of its cell.
        origin: Where it stands.
        size: One em.
        turn: Right angles by which its line is turned counterclockwise.
        spaced: A blank precedes it.
    """

    char: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    turn: int
    spaced: bool


def _marks(text: "raw.FPDF_TEXTPAGE", count: int) -> Iterator[_Mark]:
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for index in range(count):
        char = _char(raw.FPDFText_GetUnicode(text, index))
        if char is None:
            continue
        if char.isspace():
            spaced = True
            continue
        if not (
            raw.FPDFText_GetLooseCharBox(text, index, box)
            and raw.FPDFText_GetCharOrigin(text, index, x, y)
            and raw.FPDFText_GetMatrix(text, index, matrix)
        ):
            continue
        turn = _turn(matrix.a, matrix.b)
        size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
        if turn is not None and size > 0 and all(map(math.isfinite, (size, x.value, y.value, *_edges(box)))):
            yield _Mark(char, _edges(box), (x.value, y.value), size, turn, spaced)
        spaced = False


def _edges(box: "raw.FS_RECTF") -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _char(code: int) -> str | None:
    """Return the character that a font's table gives; None for what stands for none, � for what the table lacks."""
    if code == _HYPHEN:
        return "-"
    if code in _SYMBOLS:
        return "•"
    if code in (0, 0xFFFE, 0xFFFF) or code in _PRIVATE:
        return LOST
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code == 0xAD:
        return None
    char = chr(code)
    if char.isspace():
        return " "
    if any(code in lookalikes for lookalikes in _LOOKALIKES):
        return normalize("NFKC", char)
    return char if char.isprintable() else None


def _turn(a: float, b: float) -> int | None:
    """Return the right angles by which a line is turned, None when it is askew."""
    length = math.hypot(a, b)
    if not length:
        return 0
    if abs(b) <= _LEAN * length:
        return 0 if a > 0 else 2
    if abs(a) <= _LEAN * length:
        return 1 if b > 0 else 3
    return None


def _glyph(mark: _Mark, sheet: _Sheet, turn: int) -> Glyph:
    box = sheet.box(*mark.box, turn)
    _, baseline = sheet.upright(*mark.origin, turn)
    return Glyph(mark.char, box.left, box.right, baseline, mark.size, mark.spaced)


def _drawn(page: pypdfium2.PdfPage, sheet: _Sheet, turn: int) -> tuple[tuple[Box, ...], float]:
    """Return the boxes of everything drawn on the page, and the share of it that its largest picture covers."""
    frames: list[Box] = []
    pictured = 0.0
    area = max(1.0, sheet.width * sheet.height)
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = sheet.box(left, bottom, right, top, turn)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, min(1.0, box.width * box.height / area))
        else:
            frames.append(box)
    return tuple(frames), pictured
