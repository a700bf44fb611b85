"""What is drawn around text: the grids of tables, and frames."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jianbao.read.pdf.runs import groups
from jianbao.read.pdf.shapes import Box

_THIN = 2.5  # points; a rule is no thicker
_SHORTEST = 6.0  # points; a shorter one is a dash or a bullet
_MEET = 3.0  # points by which rules that meet may miss each other
_DRAWN = 0.6  # share of a cell's side that must be drawn, or the cell goes on behind it
_MOST_RULES, _MOST_CELLS = 4000, 5000
_LEAST_FRAME = (60.0, 24.0)  # points wide and high: room for two lines


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that cross: a table.

    Attributes:
        box: Its outline.
        cells: Those of each row from left to right; one that spans several rows stands in the first.
    """

    box: Box
    cells: tuple[tuple[Box, ...], ...]


def grids(drawn: Iterable[Box]) -> list[Grid]:
    """Return the tables among what is *drawn* on a page."""
    across, down = _rules(drawn)
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    links = [
        (first, len(across) + second)
        for first, rule in enumerate(across)
        for second, other in enumerate(down)
        if _meet(rule, other)
    ]
    found = []
    for group in groups(len(across) + len(down), links):
        own_across = [across[index] for index in group if index < len(across)]
        own_down = [down[index - len(across)] for index in group if index >= len(across)]
        grid = _grid(own_across, own_down)
        if grid is not None:
            found.append(grid)
    return found


def frames(drawn: Sequence[Box], tables: Sequence[Grid]) -> list[Box]:
    """Return the boxes around text that stands apart, the smaller first."""
    wide, high = _LEAST_FRAME
    large = [box for box in drawn if box.width >= wide and box.height >= high]
    alone = [box for box in large if not any(table.box.holds(box, _MEET) for table in tables)]
    return sorted(set(alone), key=lambda box: box.width * box.height)


def _rules(drawn: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    """Return the rules across and down the page; a rectangle has two of each."""
    across: list[Box] = []
    down: list[Box] = []
    for box in drawn:
        if box.height <= _THIN and box.width >= _SHORTEST:
            across.append(box)
        elif box.width <= _THIN and box.height >= _SHORTEST:
            down.append(box)
        elif box.width >= _SHORTEST and box.height >= _SHORTEST:
            left, top, right, bottom = box
            across += [Box(left, top, right, top), Box(left, bottom, right, bottom)]
            down += [Box(left, top, left, bottom), Box(right, top, right, bottom)]
    return across, down


def _meet(rule: Box, other: Box) -> bool:
    return rule.beside(other) >= -_MEET and rule.above(other) >= -_MEET


def _grid(across: Sequence[Box], down: Sequence[Box]) -> Grid | None:
    """Return the cells between the rules, None when they part nothing."""
    ys = _places(rule.top for rule in across)
    xs = _places(rule.left for rule in down)
    columns, lines = list(pairwise(xs)), list(pairwise(ys))
    if len(columns) < 2 or len(lines) < 2 or len(columns) * len(lines) > _MOST_CELLS:
        return None
    walls = _Walls(across, down)
    width = len(columns)
    open_sides = [
        (line * width + at, line * width + at + 1)
        for line, (top, bottom) in enumerate(lines)
        for at, (_, x) in enumerate(columns[:-1])
        if not walls.down_at(x, top, bottom)
    ] + [
        (line * width + at, (line + 1) * width + at)
        for line, (_, y) in enumerate(lines[:-1])
        for at, (left, right) in enumerate(columns)
        if not walls.across_at(y, left, right)
    ]
    cells: list[list[Box]] = [[] for _ in lines]
    for group in groups(len(lines) * width, open_sides):
        parts = [
            Box(columns[n % width][0], lines[n // width][0], columns[n % width][1], lines[n // width][1]) for n in group
        ]
        cells[min(group) // width].append(Box.around(parts))
    if sum(map(len, cells)) < 4:
        return None
    outline = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(outline, tuple(tuple(sorted(row)) for row in cells))


@dataclass(frozen=True, slots=True)
class _Walls:
    """The rules of one table."""

    across: Sequence[Box]
    down: Sequence[Box]

    def down_at(self, x: float, top: float, bottom: float) -> bool:
        """Tell whether a rule runs down at *x*."""
        return _is_covered(((rule.top, rule.bottom) for rule in self.down if abs(rule.left - x) <= _MEET), top, bottom)

    def across_at(self, y: float, left: float, right: float) -> bool:
        """Tell whether a rule runs across at *y*."""
        return _is_covered(((rule.left, rule.right) for rule in self.across if abs(rule.top - y) <= _MEET), left, right)


def _is_covered(parts: Iterable[tuple[float, float]], start: float, end: float) -> bool:
    covered, at = 0.0, start
    for first, last in sorted(parts):
        covered += max(0.0, min(last, end) - max(first, at))
        at = max(at, last)
    return covered >= _DRAWN * (end - start)


def _places(edges: Iterable[float]) -> list[float]:
    """Return the places of rules, those that nearly coincide as one."""
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > _MEET:
            places.append(edge)
    return places
