"""A page taken apart: its lines, the rows of its tables, the frames on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.read.pdf import rules, tables
from jianbao.read.pdf.rows import Row, rows
from jianbao.read.pdf.rules import Grid
from jianbao.read.pdf.shapes import Box, Glyph, Page

_OUTLINE = 0.8  # share of the page; a larger box frames the page


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a page.

    Attributes:
        number: From 1.
        height: In points.
        rows: Lines and rows of tables.
        frames: Boxes around text that stands apart, the smaller first.
    """

    number: int
    height: float
    rows: tuple[Row, ...]
    frames: tuple[Box, ...]


def printed(page: Page) -> Printed:
    """Take *page* apart."""
    grids = rules.grids(page.frames)
    glyphs: Sequence[Glyph] = page.glyphs
    found: list[Row] = []
    kept: list[Grid] = []
    for grid in grids:
        inside = [glyph for glyph in glyphs if _is_inside(glyph, grid.box)]
        cells = tables.ruled(grid, inside) if inside else None
        if cells:
            found += cells
            kept.append(grid)
            glyphs = [glyph for glyph in glyphs if not _is_inside(glyph, grid.box)]
    whole = Box(0, 0, page.width, page.height)
    frames = [
        box for box in rules.frames(page.frames, kept) if box.width * box.height < _OUTLINE * whole.width * whole.height
    ]
    return Printed(
        number=page.number,
        height=page.height,
        rows=tuple(tables.unruled([*found, *rows(glyphs)])),
        frames=tuple(frames),
    )


def _is_inside(glyph: Glyph, box: Box) -> bool:
    middle, height = (glyph.left + glyph.right) / 2, glyph.baseline - 0.3 * glyph.size
    return box.left <= middle <= box.right and box.top <= height <= box.bottom
