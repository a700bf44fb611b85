"""Long messages in parts: cut where a reader would, every part whole in itself.

Text is kept as bits with their looks until the very end, so a cut never falls into a tag and no tag is left open.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from jianbao.deliver.telegram.cuts import cut
from jianbao.deliver.telegram.html import MESSAGE_ENTITIES, MESSAGE_UNITS, link, units
from jianbao.deliver.wording import Words

_MARK_UNITS = 16  # kept free in each part for （2/3）
_ROOM = MESSAGE_UNITS - _MARK_UNITS
_ENTITIES = MESSAGE_ENTITIES - 4  # the quote itself, and what Telegram may still find on its own


@dataclass(frozen=True, slots=True)
class Bit:
    """Words that look alike, as the reader sees them; ``moment`` is the Unix time that they speak of."""

    text: str
    bold: bool = False
    address: str | None = None
    moment: int | None = None

    @property
    def markup(self) -> str:
        """The bit as HTML."""
        text = html.escape(self.text, quote=True)
        if self.moment is not None:  # the words stay; who taps sees the moment by the clock of his own
            text = f'<tg-time unix="{self.moment}">{text}</tg-time>'
        return link(self.address, f"<b>{text}</b>" if self.bold else text)

    @property
    def entities(self) -> int:
        """How many of the message's entities it takes."""
        looks = (self.bold, self.address is not None, self.moment is not None, self.text.startswith("#"))
        return sum(looks)


Bits = tuple[Bit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that stay together in one part if one part can hold them.

    Attributes:
        lines: From top to bottom.
        folded: True inside the quote that a reader opens.
        spaced: True with an empty line above.
    """

    lines: tuple[Bits, ...]
    folded: bool = False
    spaced: bool = False


@dataclass(slots=True)
class _Part:
    paragraphs: list[Paragraph] = field(default_factory=list)
    units: int = 0
    entities: int = 0

    def takes(self, paragraph: Paragraph) -> bool:
        return (
            self.units + _units(paragraph) <= _ROOM
            and self.entities + _entities(paragraph) <= _ENTITIES
        )  # fmt: skip

    def add(self, paragraph: Paragraph) -> None:
        self.paragraphs.append(paragraph)
        self.units += _units(paragraph)
        self.entities += _entities(paragraph)

    def markup(self) -> str:
        """Return the part as HTML, the folded paragraphs that follow each other in one quote."""
        text, quoting = "", False
        for paragraph in self.paragraphs:
            closes, opens = quoting and not paragraph.folded, paragraph.folded and not quoting
            text += "</blockquote>" * closes + "\n" * bool(text)
            text += "\n" * (paragraph.spaced and bool(text) and not opens)
            text += "<blockquote expandable>" * opens
            text += "\n".join("".join(bit.markup for bit in line) for line in paragraph.lines)
            quoting = paragraph.folded
        return text + "</blockquote>" * quoting


def pack(paragraphs: Iterable[Paragraph], words: Words) -> tuple[str, ...]:
    """Return *paragraphs* as HTML messages within Telegram's limits; several are numbered."""
    parts = [_Part()]
    for paragraph in paragraphs:
        for piece in _fitting(paragraph):
            if not parts[-1].takes(piece):
                parts.append(_Part())
            parts[-1].add(piece)
    if len(parts) == 1:
        return (parts[0].markup(),)
    numbers = (words.part.format(part=number, parts=len(parts)) for number in range(1, len(parts) + 1))
    return tuple(f"{part.markup()}\n{number}" for part, number in zip(parts, numbers, strict=True))


def _units(paragraph: Paragraph) -> int:
    return sum(units(bit.text) for line in paragraph.lines for bit in line) + len(paragraph.lines) + paragraph.spaced


def _entities(paragraph: Paragraph) -> int:
    return sum(bit.entities for line in paragraph.lines for bit in line)


def _fitting(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield *paragraph* whole, or in the largest pieces that one part can hold: lines first, then parts of a line."""
    if _Part().takes(paragraph):
        yield paragraph
        return
    for line in paragraph.lines:
        for piece in _pieces(line):
            yield Paragraph(lines=(piece,), folded=paragraph.folded)


def _pieces(line: Bits) -> Iterator[Bits]:
    room = _Part()
    piece: list[Bit] = []
    for bit in chain.from_iterable(map(_short, line)):
        alone = Paragraph(lines=((bit,),))
        if not room.takes(alone):
            yield tuple(piece)
            room, piece = _Part(), []
        room.add(alone)
        piece.append(bit)
    yield tuple(piece)


def _short(bit: Bit) -> Iterator[Bit]:
    """Yield *bit* in pieces that fit."""
    for text in cut(bit.text, _ROOM):
        yield Bit(text, bit.bold, bit.address, bit.moment)
