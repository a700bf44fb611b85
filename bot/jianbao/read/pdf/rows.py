"""Characters to lines: what stands on one baseline, parted where a gutter between columns or cells runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.read.pdf import gutters
from jianbao.read.pdf.runs import Run, runs
from jianbao.read.pdf.shapes import DESCENT, Box, Glyph


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a column, or a row of a table.

    Attributes:
        text: Its characters, with the blanks between them; cells of a table are parted by tabs.
        size: One em of most of them.
        box: What they cover.
        cells: It is a row of a table.
    """

    text: str
    size: float
    box: Box
    cells: bool = False

    @classmethod
    def of(cls, run: Run) -> "Row":
        """Take a run of characters as it is."""
        return cls(run.text, run.size, run.box)

    @property
    def baseline(self) -> float:
        """Where most of it stands."""
        return self.box.bottom - DESCENT * self.size


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Return the lines that *glyphs* make up, from top to bottom; lines of neighbouring columns are not one."""
    lines = gutters.parted(runs(glyphs))
    found = [Row.of(Run.of(glyph for run in line for glyph in run.glyphs)) for line in lines]
    return sorted(found, key=lambda row: (row.box.top, row.box.left))
