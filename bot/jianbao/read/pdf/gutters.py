"""Gaps in lines: which of them part columns or cells.

A gap inside a line is a blank or a gutter; a gutter runs on, with text on both sides, in the lines above and below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao.read.pdf.runs import Run, groups, neighbours

_WIDE_GAP = 3.0  # ems; a wider gap is a gutter
_NEXT_ROW = 2.3  # ems from one baseline to the next, at most
_LIKE = 1.25  # times that type may be larger than its neighbour and still be of the same kind
_RUN = 3  # rows in which a gutter shows
_SURE_RUN = 6  # rows in which no blanks stand under each other by chance
_WIDE_RUN, _WIDE = 2, 1.5  # and rows that are enough for one of so many ems
_CHANNEL = 0.5  # ems that must stay white
_ONE_EDGE, _INDENT = 0.35, 2.4  # ems by which the beginnings of lines may differ, and the first line of a paragraph


def bridges(runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Return the neighbours among *runs* that only a blank parts."""
    gaps = list(_gaps(runs))
    gutters = _gutters(gaps, runs)
    return [(gap.before, gap.after) for number, gap in enumerate(gaps) if number not in gutters]


@dataclass(frozen=True, slots=True)
class _Gap:
    """White space between two pieces of a line."""

    before: int
    after: int
    left: float
    right: float
    baseline: float
    em: float

    @property
    def ems(self) -> float:
        return (self.right - self.left) / self.em

    def runs_on(self, below: "_Gap") -> bool:
        """Tell whether *below* is the same gutter in a line nearby: what follows begins at one edge, or is indented."""
        em = min(self.em, below.em)
        inner = self if self.right > below.right else below
        shift = abs(self.right - below.right) / em
        return (
            0 < below.baseline - self.baseline <= _NEXT_ROW * max(self.em, below.em)
            and max(self.em, below.em) <= _LIKE * em  # a blank in a headline says nothing about the columns below
            and min(self.right, below.right) - max(self.left, below.left) >= _CHANNEL * em
            and (shift <= _ONE_EDGE or (shift <= _INDENT < inner.ems))
        )


def _gaps(pieces: Sequence[Run]) -> Iterator[_Gap]:
    for before, after in neighbours(pieces):
        left, right = pieces[before], pieces[after]
        yield _Gap(before, after, left.box.right, right.box.left, left.baseline, min(left.size, right.size))


def _gutters(gaps: Sequence[_Gap], pieces: Sequence[Run]) -> set[int]:
    """Return which of *gaps* part columns or cells; the others are blanks."""
    found: set[int] = set()
    for group in groups(len(gaps), _continued(gaps)):
        run = [gaps[index] for index in group]
        lines = len({round(gap.baseline) for gap in run})
        walled = lines < _SURE_RUN and _is_walled(run, pieces)
        for index in group:
            enough = _WIDE_RUN if gaps[index].ems >= _WIDE else _RUN
            if gaps[index].ems >= _WIDE_GAP or (lines >= enough and not walled):
                found.add(index)
    return found


def _continued(gaps: Sequence[_Gap]) -> Iterator[tuple[int, int]]:
    """Yield the gaps that are one gutter in neighbouring lines."""
    order = sorted(range(len(gaps)), key=lambda index: gaps[index].baseline)
    for at, index in enumerate(order):
        for below in order[at + 1 :]:
            if gaps[below].baseline - gaps[index].baseline > _NEXT_ROW * max(gaps[index].em, gaps[below].em):
                break
            if gaps[index].runs_on(gaps[below]):
                yield index, below


def _is_walled(run: Sequence[_Gap], pieces: Sequence[Run]) -> bool:
    """Tell whether lines of the same type close a short run above and below: blanks that stand there by chance."""
    top, bottom = min(run, key=lambda gap: gap.baseline), max(run, key=lambda gap: gap.baseline)
    left, right = max(gap.left for gap in run), min(gap.right for gap in run)
    crossed = [
        piece.baseline
        for piece in pieces
        if min(piece.box.right, right) - max(piece.box.left, left) > 0
        and max(piece.size, top.em) <= _LIKE * min(piece.size, top.em)
    ]
    reach = _NEXT_ROW * top.em
    return any(0 < top.baseline - at <= reach for at in crossed) and any(
        0 < at - bottom.baseline <= reach for at in crossed
    )
