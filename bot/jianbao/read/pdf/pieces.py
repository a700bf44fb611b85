"""Blocks to pieces: headlines with their lines, and texts with their columns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from jianbao.read import wording
from jianbao.read.lines import squeeze
from jianbao.read.marks import Mark, mark_of
from jianbao.read.pdf.blocks import Block
from jianbao.read.pdf.paragraphs import Paragraph, ends_sentence, paragraphs
from jianbao.read.pdf.shapes import Box

_HEADLINE = 1.3  # times the size of the body
_DECK = 1.12  # times the size of the body, for the smaller lines above and below a headline
_DECK_ROWS, _DECK_LENGTH = 2, 50  # lines and characters of these
_LIKE = 1.15  # times that type may be larger than its neighbour and still be of one kind
_LONGEST = 120  # characters of a headline
_MOST_ROWS = 4
_TOUCHES = 1.0  # ems of the larger type between a headline and its deck
_SHORT = 2.0  # ems
_LEVEL = 1.5  # ems by which the tops of two columns may differ
_PAUSE = 1.6  # ems between two paragraphs


@dataclass(slots=True)
class Piece:
    """Part of a page.

    Attributes:
        blocks: In reading order.
        headline: It is a headline; otherwise columns that are one text.
        paragraphs: What it says.
    """

    blocks: list[Block]
    headline: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.blocks[0].page

    @property
    def box(self) -> Box:
        """What it covers there."""
        return Box.around(block.box for block in self.blocks if block.page == self.page)

    @property
    def words(self) -> str:
        """Its running text, without white space."""
        return squeeze("".join(paragraph.text for paragraph in self.paragraphs if paragraph.mark is None))

    def has(self, mark: Mark) -> bool:
        """Tell whether one of its lines says *mark*."""
        return any(paragraph.mark is mark for paragraph in self.paragraphs)


def is_headline(block: Block, body: float) -> bool:
    """Tell whether *block* is set as a headline, where running text has type of the size *body*."""
    return (
        block.size >= _HEADLINE * body
        and len(block.rows) <= _MOST_ROWS
        and 1 < block.length <= _LONGEST
        and not block.rows[-1].text.endswith(("，", "；"))
        and not any("。" in row.text for row in block.rows)
    )


def pieces(blocks: Sequence[Block], body: float) -> list[Piece]:
    """Return the pieces that *blocks*, in reading order, make up."""
    found: list[Piece] = []
    decks = {id(block) for block in blocks if _is_deck(block, blocks, body)}
    for block in blocks:
        headline = is_headline(block, body)
        last = found[-1] if found else None
        if last is not None and _is_more_of(last, block, headline, decks):
            last.blocks.append(block)
            last.headline = last.headline or headline
        else:
            found.append(Piece([block], headline))
    for piece in found:
        piece.paragraphs = paragraphs(piece.blocks)
    return found


def _is_more_of(last: Piece, block: Block, headline: bool, decks: Collection[int]) -> bool:
    if headline:
        return _goes_with(last, block, decks)
    if last.headline:
        return id(block) in decks and _touch(last.blocks[-1], block)
    return _goes_on(last, block)


def _goes_with(above: Piece, block: Block, decks: Collection[int]) -> bool:
    """Tell whether the headline *block* and what stands right above it are lines of one."""
    last = above.blocks[-1]
    if not _touch(last, block):
        return False
    alike = max(last.size, block.size) <= _LIKE * min(last.size, block.size)
    return not alike if above.headline else len(above.blocks) == 1 and id(last) in decks


def _is_deck(block: Block, blocks: Iterable[Block], body: float) -> bool:
    """Tell whether *block* is set like the smaller lines at a headline, and is no column among others."""
    return (
        block.size >= _DECK * body
        and len(block.rows) <= _DECK_ROWS
        and block.length <= _DECK_LENGTH
        and not any("。" in row.text for row in block.rows)
        and not any(
            other.page == block.page
            and other.box.beside(block.box) <= 0
            and other.box.above(block.box) >= 0.5 * block.box.height
            and max(other.size, block.size) <= _LIKE * min(other.size, block.size)
            for other in blocks
        )
    )


def _touch(above: Block, below: Block) -> bool:
    gap = below.box.top - above.box.bottom
    return (
        above.page == below.page
        and above.frame == below.frame
        and above.box.beside(below.box) > 0
        and -_TOUCHES * above.size < gap <= _TOUCHES * max(above.size, below.size)
    )


def _goes_on(text: Piece, block: Block) -> bool:
    """Tell whether the text *text* goes on in *block*, which is read next."""
    last = text.blocks[-1]
    if last.frame != block.frame or max(last.size, block.size) > _LIKE * min(last.size, block.size):
        return False
    end, start = mark_of(last.rows[-1].text), mark_of(block.rows[0].text)
    if end in (Mark.SOURCE, Mark.JUMP_TO) or start is Mark.JUMP_FROM:
        return False
    if start in (Mark.SOURCE, Mark.JUMP_TO) or end is Mark.JUMP_FROM:
        return True
    return not _has_ended(last) or _is_next_column(text, block) or _is_next_paragraph(last, block)


def _has_ended(block: Block) -> bool:
    """Tell whether a text can end with *block*: a full stop, a signature, or a last line that stops early."""
    end = block.rows[-1]
    return (
        ends_sentence(end.text)
        or wording.is_signature(squeeze(end.text))
        or end.box.right < block.box.right - _SHORT * end.size
    )


def _is_next_column(text: Piece, block: Block) -> bool:
    last = text.blocks[-1]
    top = min(other.box.top for other in text.blocks if other.page == last.page)
    return (
        last.page == block.page
        and block.box.left > last.box.right - last.size
        and abs(block.box.top - top) <= _LEVEL * block.size
    )


def _is_next_paragraph(last: Block, block: Block) -> bool:
    return (
        last.page == block.page
        and last.box.beside(block.box) > 0
        and 0 <= block.box.top - last.box.bottom <= _PAUSE * block.size
    )


def body_size(blocks: Sequence[Block]) -> float:
    """Return the size of the type in which most characters are set."""
    sizes: dict[float, int] = {}
    for block in blocks:
        size = round(2 * block.size) / 2
        sizes[size] = sizes.get(size, 0) + block.length
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
