"""Gaps in lines: which of them part columns or cells.

A gap inside a line is a blank or a gutter. What follows a gutter begins at one edge, or is indented, in the lines above
and below too; and nearly no line of them runs across it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jianbao.read.pdf.runs import ON_ONE_LINE, Run, groups, neighbours
from jianbao.read.pdf.shapes import Glyph

_WIDE_GAP = 3.0  # ems; a wider gap is a gutter
_NEAR = 4.5  # ems from one line to the next in which a gutter shows: an overlong line may hide it in between
_LIKE = 1.25  # times that type may be larger than its neighbour and still be of the same kind
_FEW = 2  # lines in which a gutter shows only when it is wide
_WIDE = 1.5  # ems; a wider gap is seldom a blank
_SURE_RUN = 6  # lines in which no blanks stand under each other by chance
_CROSSED = 0.34  # lines across a gutter for each that it shows in
_HEADED = 3.0  # ems of a headline between it and the columns that it stands over or under
_CHANNEL = 0.5  # ems that must stay white
_ONE_EDGE = 0.35  # ems by which the beginnings of lines may differ
_LEAST_INDENT, _INDENT = 1.6, 2.4  # ems by which the first line of a paragraph begins behind the others
_BLANK = 1.0  # ems of an ordinary blank
_EXACT, _HAIR = 0.1, 0.1  # ems; what begins exactly at the edge needs hardly any space before it
_HANGING = "，。、；：！？）》”’」"  # marks that may stand beyond the end of a line, and fill a narrow gutter
_NARROW = 0.25  # ems that an overlong line leaves of a gutter


@dataclass(frozen=True, slots=True)
class Gutter:
    """White space between two columns.

    Attributes:
        edge: Where the column on its right begins.
        top: Baseline of the first line that shows it.
        bottom: Baseline of the last one.
        em: Size of the type beside it.
    """

    edge: float
    top: float
    bottom: float
    em: float

    def reaches(self, baseline: float, size: float) -> bool:
        """Tell whether a line of type of this size is one of those that it parts, or the next one."""
        first, last = self.reach
        return first <= baseline <= last and max(size, self.em) <= _LIKE * min(size, self.em)

    @property
    def reach(self) -> tuple[float, float]:
        """The baselines between which lines of its type are parted by it, or the next ones."""
        return self.top - _NEAR / 2 * self.em, self.bottom + _NEAR / 2 * self.em

    def goes_up_to(self, gap: "_Gap") -> bool:
        """Tell whether *gap* parts two headlines, each at the edge of its columns."""
        away = max(self.top - gap.baseline, gap.baseline - self.bottom)
        return (
            gap.em > _LIKE * self.em
            and 0 < away <= _HEADED * gap.em
            and abs(gap.right - self.edge) <= _ONE_EDGE * self.em
        )


def parted(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines of columns, each as the runs that it consists of."""
    gutters = _gutters(list(_gaps(runs)), runs)
    pieces = [piece for run in runs for piece in _split(run, gutters)]
    bridges = [(gap.before, gap.after) for gap in _gaps(pieces) if not gap.is_in(gutters)]
    return [[pieces[index] for index in group] for group in groups(len(pieces), bridges)]


@dataclass(frozen=True, slots=True)
class _Gap:
    """White space between two runs of a line."""

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
        """Tell whether *below* is the same gutter in a line nearby."""
        em = min(self.em, below.em)
        inner = self if self.right > below.right else below
        shift = abs(self.right - below.right) / em
        return (
            0 < below.baseline - self.baseline <= _NEAR * max(self.em, below.em)
            and max(self.em, below.em) <= _LIKE * em  # a blank in a headline says nothing about the columns below
            and min(self.right, below.right) - max(self.left, below.left) >= _CHANNEL * em
            and (shift <= _ONE_EDGE or _LEAST_INDENT <= shift <= min(_INDENT, inner.ems))
        )

    def is_in(self, gutters: Iterable[Gutter]) -> bool:
        """Tell whether it is part of one of *gutters*, or wide enough to be one."""
        if self.ems >= _WIDE_GAP:
            return True
        return any(gutter.goes_up_to(self) for gutter in gutters) or any(
            gutter.reaches(self.baseline, self.em)
            and (
                abs(self.right - gutter.edge) <= _ONE_EDGE * gutter.em
                or _LEAST_INDENT <= (self.right - gutter.edge) / gutter.em <= min(_INDENT, self.ems)
            )
            for gutter in gutters
        )


def _gaps(runs: Sequence[Run]) -> Iterator[_Gap]:
    for before, after in neighbours(runs):
        left, right = runs[before], runs[after]
        yield _Gap(before, after, left.box.right, right.box.left, left.baseline, min(left.size, right.size))


def _gutters(gaps: Sequence[_Gap], runs: Sequence[Run]) -> list[Gutter]:
    found: list[Gutter] = []
    doubtful: list[Gutter] = []
    page = _Lines(runs)
    for run in _by_edge(gaps):
        lines = len({round(gap.baseline) for gap in run})
        gutter = _gutter(run)
        crossing = _crossing(run, gutter, page)
        within = sum(gutter.top < at < gutter.bottom for at in crossing)
        walls = any(at < gutter.top for at in crossing) + any(at > gutter.bottom for at in crossing)
        if within > _CROSSED * lines or (walls == 2 and lines < _SURE_RUN):
            continue  # running text closes it above and below: blanks that stand under each other by chance
        if lines > _FEW or (lines == _FEW and all(gap.ems >= _WIDE for gap in run)):
            found.append(gutter)
        elif not walls and all(gap.ems >= _BLANK for gap in run):
            doubtful.append(gutter)
    return found + [each for each in doubtful if _is_level(each, found, runs)]


def _by_edge(gaps: Sequence[_Gap]) -> Iterator[list[_Gap]]:
    """Yield the gaps that may be one gutter: those before the same edge, and the indented lines among them."""
    for group in groups(len(gaps), _continued(gaps)):
        edges: list[list[_Gap]] = []
        for gap in sorted((gaps[index] for index in group), key=lambda gap: gap.right):
            if edges and gap.right - edges[-1][0].right <= _ONE_EDGE * gap.em:
                edges[-1].append(gap)
            else:
                edges.append([gap])
        for run in edges:
            indented = [more for more in edges if _are_indented(more, run)]
            yield run + [gap for more in indented for gap in more]


def _are_indented(lines: Sequence[_Gap], others: Sequence[_Gap]) -> bool:
    """Tell whether *lines* are first lines of paragraphs in the column of the *others*, which are more."""
    shift = (lines[0].right - others[0].right) / others[0].em
    return len(lines) < len(others) and _LEAST_INDENT <= shift <= _INDENT


def _gutter(run: Sequence[_Gap]) -> Gutter:
    baselines = [gap.baseline for gap in run]
    return Gutter(run[0].right, min(baselines), max(baselines), min(gap.em for gap in run))


def _is_level(one: Gutter, others: Sequence[Gutter], runs: Sequence[Run]) -> bool:
    """Tell whether a page that has the gutters *others* is likely to have this one: its columns are equally wide."""
    near = _ONE_EDGE * one.em
    if any(abs(one.edge - other.edge) <= near for other in others):
        return True
    left = min(run.box.left for run in runs if one.top <= run.baseline <= one.bottom)
    beside = [left, *sorted(other.edge for other in others if other.reaches(one.top, one.em))]
    return any(abs(one.edge - second - (second - first)) <= near for first, second in pairwise(beside))


def _continued(gaps: Sequence[_Gap]) -> Iterator[tuple[int, int]]:
    """Yield the gaps that are one gutter in lines nearby."""
    order = sorted(range(len(gaps)), key=lambda index: gaps[index].baseline)
    for at, index in enumerate(order):
        for below in order[at + 1 :]:
            if gaps[below].baseline - gaps[index].baseline > _NEAR * max(gaps[index].em, gaps[below].em):
                break
            if gaps[index].runs_on(gaps[below]):
                yield index, below


class _Lines:
    """The runs of a page by the line that they stand on."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs = sorted(runs, key=lambda run: run.baseline)
        self._baselines = [run.baseline for run in self._runs]

    def between(self, top: float, bottom: float) -> Sequence[Run]:
        """Return those from the baseline *top* down to *bottom*."""
        return self._runs[bisect_left(self._baselines, top) : bisect_right(self._baselines, bottom)]


def _crossing(run: Sequence[_Gap], gutter: Gutter, page: _Lines) -> set[float]:
    """Return the baselines of the lines that run across a gutter; a line that only ends in it does not."""
    left, near = max(gap.left for gap in run), _HAIR * gutter.em
    return {
        piece.baseline
        for piece in page.between(*gutter.reach)
        if gutter.reaches(piece.baseline, piece.size)
        and piece.box.left < gutter.edge - near
        and piece.box.right > left + near
        and (piece.box.right > gutter.edge + near or _is_followed(piece, page))
        and len(list(_split(piece, [gutter]))) == 1
    }


def _is_followed(piece: Run, page: _Lines) -> bool:
    away = ON_ONE_LINE * piece.size
    return any(
        0 < other.box.left - piece.box.right <= _WIDE_GAP * piece.size
        for other in page.between(piece.baseline - away, piece.baseline + away)
    )


def _split(run: Run, gutters: Iterable[Gutter]) -> Iterator[Run]:
    """Part a line that is longer than its column where the next column begins."""
    for gutter in gutters:
        near = _ONE_EDGE * gutter.em
        if (
            run.box.left < gutter.edge - near
            and run.box.right > gutter.edge + near
            and gutter.reaches(run.baseline, run.size)
        ):
            at = _border(run.glyphs, gutter)
            if at:
                yield from _split(Run.of(run.glyphs[:at]), gutters)
                yield from _split(Run.of(run.glyphs[at:]), gutters)
                return
    yield run


def _border(glyphs: Sequence[Glyph], gutter: Gutter) -> int | None:
    """Return which character begins the next column."""
    for at in range(1, len(glyphs)):
        gap = glyphs[at].left - glyphs[at - 1].right
        miss = abs(glyphs[at].left - gutter.edge)
        hangs = glyphs[at - 1].char in _HANGING
        exact = miss <= _EXACT * gutter.em and (hangs or gap >= _HAIR * gutter.em)
        if exact or (miss <= _ONE_EDGE * gutter.em and gap >= _NARROW * gutter.em):
            return at
    return None
