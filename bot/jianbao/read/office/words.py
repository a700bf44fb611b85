"""DOCX: paragraphs and tables in their order, what was struck out left out."""

import io
from collections.abc import Iterator, Sequence

import docx
from docx.oxml.ns import qn
from lxml import etree

from jianbao.errors import ReadError
from jianbao.read.extracted import Extracted
from jianbao.read.kinds import opened
from jianbao.read.office import bounds, shape

_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = frozenset((qn("w:br"), qn("w:cr")))
_HYPHENS = frozenset((qn("w:noBreakHyphen"),))
# What was struck out while changes were tracked, the codes of fields, what only older programs are to show.
_LEFT_OUT = frozenset(
    (
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        qn("w:pPr"),
        qn("w:rPr"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_LONGEST_CELL = 200  # characters; a table with longer cells lays out a page
_MOST_LINES = 200_000


def read(data: bytes, place: str) -> Extracted:
    """Return what the DOCX *data* says.

    Raises:
        ReadError: It holds no text, or more than any document.
    """
    with opened(data, place) as archive:
        bounds.check(archive, place)
    document = docx.Document(io.BytesIO(data))
    paragraphs: list[str] = []
    for line in _lines(document.element.body):
        paragraphs.append(line)
        if len(paragraphs) > _MOST_LINES:
            raise ReadError(f"{place} has more than {_MOST_LINES} paragraphs; split it by documents")
    found = shape.document(paragraphs, document.core_properties.title.strip() or None)
    if not found.text:
        raise ReadError(f"{place} holds no text; if it shows pictures, run a text recognition (OCR) on them")
    return found


def _lines(holder: "etree._Element") -> Iterator[str]:
    """Yield the paragraphs in *holder*, and the rows of tables with tabs between their cells."""
    for element in holder:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element)
        elif element.tag == _TABLE:
            yield from _table(element)
        elif element.tag not in _LEFT_OUT:  # controls, tracked insertions, custom marks: what is in them counts
            yield from _lines(element)


def _paragraph(paragraph: "etree._Element") -> Iterator[str]:
    """Yield the lines of *paragraph*, then those of the boxes that are anchored in it."""
    words: list[str] = []
    boxes: list[etree._Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT:
            words.append(element.text or "")
        elif element.tag in _BREAKS:
            words.append("\n")
        elif element.tag == _TAB:
            words.append(" ")
        elif element.tag in _HYPHENS:
            words.append("-")
        elif element.tag == _BOX:
            boxes.append(element)
        elif element.tag not in _LEFT_OUT:
            waiting += reversed(element)
    yield from filter(None, map(str.strip, "".join(words).split("\n")))
    for box in boxes:
        yield from _lines(box)


def _table(table: "etree._Element") -> Iterator[str]:
    rows = [[list(_lines(cell)) for cell in _children(row, _CELL)] for row in _children(table, _ROW)]
    words = [[_joined(cell) for cell in row] for row in rows]
    if all(len(row) < 2 for row in words) or any(len(cell) > _LONGEST_CELL for row in words for cell in row):
        yield from (line for row in rows for cell in row for line in cell)
        return
    yield from ("\t".join(row).rstrip("\t") for row in words if any(row))


def _children(holder: "etree._Element", tag: str) -> Iterator["etree._Element"]:
    """Yield the elements *tag* of a table, whatever marks and controls are wrapped around them."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag not in (_PARAGRAPH, _TABLE) and element.tag not in _LEFT_OUT:
            yield from _children(element, tag)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        latin = text and text[-1].isascii() and line[0].isascii()
        text += f" {line}" if latin else line
    return text.replace("\t", " ")
