"""Lines to blocks: lines of one type size that stand under each other, and the blocks in reading order.

The order comes from cuts along white space: a page is cut across where something starts anew over its whole width, and
along the gutters between its columns otherwise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jianbao.read.lines import squeeze
from jianbao.read.pdf.rows import Row
from jianbao.read.pdf.runs import is_wide
from jianbao.read.pdf.shapes import Box

_LIKE = 1.15  # times that type may be larger than its neighbour and still be of one block
_FARTHEST = 2.6  # ems from one baseline to the next, at most
_LOOSER = 1.3  # times the usual distance; what is farther apart is set apart
_FEW, _FAR_FOR_FEW = 3, 1.4  # so few distances may be those of headlines that only happen to follow one another
_ON_ONE_LINE = 0.4  # ems
_ANEW = 1.0  # ems beyond the usual distance: white space across a region that starts something anew
_TOUCHING = 0.3  # ems by which neighbours may overlap: an overlong line, hanging punctuation
_UPRIGHT = 4  # characters of a line of vertical type
_CLASS = 2  # steps a point in which type sizes are told apart


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under each other, of one type size.

    Attributes:
        rows: From top to bottom.
        size: One em.
        box: What they cover.
        page: Number of the page.
        frame: Number of the frame that is drawn around it, None outside of frames.
    """

    rows: tuple[Row, ...]
    size: float
    box: Box
    page: int
    frame: int | None = None

    @classmethod
    def of(cls, rows: Sequence[Row], page: int, frame: int | None = None) -> "Block":
        """Put *rows* under each other."""
        order = tuple(sorted(rows, key=lambda row: (row.baseline, row.box.left)))
        return cls(order, median(row.size for row in order), Box.around(row.box for row in order), page, frame)

    @property
    def length(self) -> int:
        """Characters without blanks."""
        return sum(len(squeeze(row.text)) for row in self.rows)


def blocks(rows: Sequence[Row], page: int, frame: int | None = None) -> list[Block]:
    """Return the blocks that *rows* make up, in no particular order."""
    order = sorted(rows, key=lambda row: row.baseline)
    below = _unique(order, list(_next_rows(order)))
    pitch = _pitches(order, below)
    below = {
        upper: lower
        for upper, lower in below.items()
        if _distance(order[upper], order[lower]) <= pitch[_class(order[upper])] * _LOOSER
    }
    starts = set(range(len(order))) - set(below.values())
    chains = ([order[index] for index in _chain(start, below)] for start in sorted(starts))
    return [Block.of(_laid(chain), page, frame) for chain in chains]


def _laid(chain: Sequence[Row]) -> Sequence[Row]:
    """Return characters that stand under each other, one a line, as the line of vertical type that they are."""
    if len(chain) < _UPRIGHT or any(len(row.text) > 1 or not is_wide(row.text) for row in chain):
        return chain
    words = "".join(row.text for row in chain)
    return [Row(words, median(row.size for row in chain), Box.around(row.box for row in chain))]


def _class(row: Row) -> int:
    return round(_CLASS * row.size)


def _distance(upper: Row, lower: Row) -> float:
    """Return the ems from one baseline to the next."""
    return (lower.baseline - upper.baseline) / max(upper.size, lower.size)


def _next_rows(order: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield each line with those that come next under it, most of the shorter one's width under the other."""
    for index, row in enumerate(order):
        nearest: float | None = None
        for below in range(index + 1, len(order)):
            other = order[below]
            if other.baseline - row.baseline > _FARTHEST * max(row.size, other.size):
                break
            if other.baseline - row.baseline <= _ON_ONE_LINE * row.size:
                continue
            if row.box.beside(other.box) <= 0.3 * min(row.box.width, other.box.width):
                continue
            if nearest is not None and other.baseline > nearest + _ON_ONE_LINE * other.size:
                break
            nearest = other.baseline if nearest is None else nearest
            yield index, below


def _unique(order: Sequence[Row], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Keep the pairs of like type in which each is the only one next to the other."""
    lower, upper = defaultdict(list), defaultdict(list)
    for above, below in pairs:
        lower[above].append(below)
        upper[below].append(above)
    return {
        above: below
        for above, below in pairs
        if len(lower[above]) == 1
        and len(_nearest(order, upper[below])) == 1
        and above in _nearest(order, upper[below])
        and max(order[above].size, order[below].size) <= _LIKE * min(order[above].size, order[below].size)
    }


def _nearest(order: Sequence[Row], above: Sequence[int]) -> list[int]:
    """Return those of the lines *above* that are the lowest."""
    lowest = max(order[index].baseline for index in above)
    return [index for index in above if lowest - order[index].baseline <= _ON_ONE_LINE * order[index].size]


def _pitches(order: Sequence[Row], below: dict[int, int]) -> dict[int, float]:
    """Return the usual distance of lines, in ems, for each type size."""
    distances = defaultdict(list)
    for upper, lower in below.items():
        distances[_class(order[upper])].append(_distance(order[upper], order[lower]))
    return {
        size: median(found) if len(found) >= _FEW else min(_FAR_FOR_FEW, median(found))
        for size, found in distances.items()
    }


def _chain(start: int, below: dict[int, int]) -> Iterator[int]:
    at: int | None = start
    while at is not None:
        yield at
        at = below.get(at)


@dataclass(frozen=True, slots=True)
class Group:
    """What is ordered as one: a block, or all that stands in one frame."""

    blocks: tuple[Block, ...]
    box: Box


def reading_order(found: Sequence[Block], is_headline: Callable[[Block], bool]) -> list[Block]:
    """Return the blocks of one page in the order in which they are read; what a frame holds stays together."""
    inside = defaultdict(list)
    groups = []
    for block in found:
        if block.frame is None:
            groups.append(Group((block,), block.box))
        else:
            inside[block.frame].append(block)
    for framed in inside.values():
        alone = [Group((block,), block.box) for block in framed]
        order = _ordered(alone, is_headline)
        groups.append(Group(tuple(order), Box.around(block.box for block in framed)))
    return _ordered(groups, is_headline)


def _ordered(groups: Sequence[Group], is_headline: Callable[[Block], bool]) -> list[Block]:
    if len(groups) < 2:
        return [block for group in groups for block in group.blocks]
    em = median(block.size for group in groups for block in group.blocks)
    strips = _parts(groups, lambda box: (box.top, box.bottom), 0.0)
    columns = _parts(groups, lambda box: (box.left, box.right), -_TOUCHING * em)
    anew = _anew(strips, em, is_headline) if len(columns) > 1 else strips
    parts = anew if len(anew) > 1 else columns
    if len(parts) == 1:
        return [block for group in _without_cuts(groups) for block in group.blocks]
    return [block for part in parts for block in _ordered(part, is_headline)]


def _parts(groups: Sequence[Group], edges: Callable[[Box], tuple[float, float]], least: float) -> list[list[Group]]:
    """Cut along every gap on one axis that is wider than *least*."""
    parts: list[list[Group]] = []
    end = 0.0
    for group in sorted(groups, key=lambda group: edges(group.box)):
        first, last = edges(group.box)
        if not parts or first - end > least:
            parts.append([])
            end = last
        parts[-1].append(group)
        end = max(end, last)
    return parts


def _anew(strips: Sequence[list[Group]], em: float, is_headline: Callable[[Block], bool]) -> list[list[Group]]:
    """Join strips that do not start anything anew: between them all columns only happen to pause."""
    joined = [list(strips[0])]
    for above, below in pairwise(strips):
        gap = min(group.box.top for group in below) - max(group.box.bottom for group in above)
        heads = [sum(is_headline(group.blocks[0]) for group in strip) for strip in (above, below)]
        # Headlines side by side belong to the columns under each of them.
        starts = gap > _ANEW * em or 1 in heads
        if starts and heads[0] < 2:
            joined.append(list(below))
        else:
            joined[-1] += below
    return joined


def _without_cuts(groups: Sequence[Group]) -> list[Group]:
    """Order what no straight cut parts: first what nothing else stands above of or, beside it, to the left of."""
    left = sorted(groups, key=lambda group: (group.box.top, group.box.left))
    order: list[Group] = []
    while left:
        first = next((group for group in left if not any(_precedes(other, group) for other in left)), left[0])
        order.append(first)
        left.remove(first)
    return order


def _precedes(one: Group, other: Group) -> bool:
    if one is other:
        return False
    if one.box.beside(other.box) > 0:
        return one.box.top < other.box.top
    return one.box.above(other.box) > 0 and one.box.left < other.box.left
