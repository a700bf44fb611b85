"""The blocks of a document in reading order, without what its pages show on their margins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from jianbao.read.pdf import furniture
from jianbao.read.pdf.blocks import Block, blocks, reading_order
from jianbao.read.pdf.pieces import body_size, is_headline
from jianbao.read.pdf.printed import Printed
from jianbao.read.pdf.rows import Row
from jianbao.read.pdf.shapes import Box

_COLUMN_ROWS, _COLUMN_LENGTH = 2, 20  # lines and characters of a column of running text
_BODY = 1.2  # times the size of the body, at most, for running text
_SLACK = 2.0  # points by which type may stick out of a frame


@dataclass(frozen=True, slots=True)
class Layout:
    """What is to be read.

    Attributes:
        blocks: In reading order.
        body: Size of the type of running text.
        published: The day that each page's folio shows, by the page's number.
    """

    blocks: tuple[Block, ...]
    body: float
    published: dict[int, str | None]

    @classmethod
    def of(cls, pages: Sequence[Printed]) -> "Layout":
        """Put the pages' lines in order."""
        margins = furniture.without([page.rows for page in pages], [page.height for page in pages])
        found = [
            list(_blocks(margin.rows, page.frames, page.number)) for page, margin in zip(pages, margins, strict=True)
        ]
        body = body_size([block for on_page in found for block in on_page])
        order = [block for on_page in found for block in reading_order(on_page, partial(is_headline, body=body))]
        published = {page.number: margin.published for page, margin in zip(pages, margins, strict=True)}
        return cls(tuple(order), body, published)

    @property
    def has_columns(self) -> bool:
        """Running text stands side by side."""
        columns = [block for block in self.blocks if _is_running(block) and block.size <= _BODY * self.body]
        return any(_side_by_side(one, other) for one, other in combinations(columns, 2))


def _blocks(rows: Sequence[Row], frames: Sequence[Box], page: int) -> Iterator[Block]:
    """Yield the blocks in each frame, then those outside of all."""
    left = list(rows)
    for number, frame in enumerate(frames):
        inside = [row for row in left if frame.holds(row.box, _SLACK)]
        crossed = any(row.box.beside(frame) > 0 and row.box.above(frame) > _SLACK for row in left if row not in inside)
        if len(inside) > 1 and not crossed:
            yield from blocks(inside, page, number)
            left = [row for row in left if row not in inside]
    yield from blocks(left, page)


def _is_running(block: Block) -> bool:
    return (
        len(block.rows) >= _COLUMN_ROWS
        and block.length >= _COLUMN_LENGTH
        and not any(row.cells for row in block.rows)
        and any(mark in row.text for row in block.rows for mark in "。，")
    )


def _side_by_side(one: Block, other: Block) -> bool:
    return (
        one.page == other.page
        and one.box.beside(other.box) <= one.size
        and one.box.above(other.box) >= 0.5 * min(one.box.height, other.box.height)
    )
