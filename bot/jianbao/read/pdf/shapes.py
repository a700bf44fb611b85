"""Where things stand on a page: points of 1/72 inch from its upper left corner, y counted downwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Self

ASCENT, DESCENT = 0.85, 0.15  # ems of type above and below its baseline

LOST = "\ufffd"  # stands for a character of which the font does not say what it is


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> Self:
        """Return the smallest box that holds all of *boxes*, of which there is at least one."""
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def beside(self, other: "Box") -> float:
        """Return the length of the part of the horizontal axis that both cover; negative: the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def above(self, other: "Box") -> float:
        """Return the length of the part of the vertical axis that both cover; negative: the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, other: "Box", slack: float = 0.0) -> bool:
        """Tell whether *other* lies inside, *slack* more or less."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and self.right + slack >= other.right
            and self.bottom + slack >= other.bottom
        )


class Glyph(NamedTuple):
    """One printed character.

    Attributes:
        char: What it stands for.
        left: Where it begins.
        right: Where the next one would begin.
        baseline: The line that it stands on.
        size: Of its type, one em.
        spaced: The file has a blank before it.
    """

    char: str
    left: float
    right: float
    baseline: float
    size: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was printed, turned so that its text stands upright.

    Attributes:
        number: From 1.
        width: In points.
        height: In points.
        glyphs: In no particular order.
        frames: Rectangles that are drawn on it, thin rules among them.
        pictured: Share of the page that its largest picture covers.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    frames: tuple[Box, ...] = field(default=())
    pictured: float = 0.0
