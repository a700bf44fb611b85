"""Characters to lines: what stands on one baseline, parted where a gutter between columns or cells runs.

Nothing depends on the order in which the file holds the characters. A gap inside a line is a blank or a gutter; a
gutter runs on, with text on both sides, in the lines above and below.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from jianbao.read.pdf.shapes import Box, Glyph

_ASCENT, _DESCENT = 0.85, 0.15  # ems of type above and below its baseline
_ON_ONE_LINE = 0.35  # ems by which baselines may differ: a superscript, another font
_GAP = 0.7  # ems; a wider gap may be a gutter
_WIDE_GAP = 3.0  # ems; a wider gap is one
_REPRINTED = 0.3  # ems; the same character so near was printed twice to look bold
_NEXT_ROW = 2.3  # ems from one baseline to the next, at most
_LIKE = 1.25  # times that type may be larger than its neighbour and still be of the same kind
_RUN = 3  # rows in which a gutter shows
_SURE_RUN = 6  # rows in which no blanks stand under each other by chance
_WIDE_RUN, _WIDE = 2, 1.5  # and rows that are enough for one of so many ems
_CHANNEL = 0.5  # ems that must stay white
_ONE_EDGE, _INDENT = 0.35, 2.4  # ems by which the beginnings of lines may differ, and the first line of a paragraph
_BLANK, _LATIN_BLANK = 0.75, 0.2  # ems; a gap that wide is a blank even where the file has none
_LETTERSPACED = 0.8  # share of Chinese characters with a blank before them: a typesetter's way to widen a line


@dataclass(frozen=True, slots=True)
class Row:
    """Neighbouring characters on one baseline.

    Attributes:
        glyphs: From left to right.
        size: One em of most of them.
        box: What they cover.
    """

    glyphs: tuple[Glyph, ...]
    size: float
    box: Box

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> "Row":
        """Put *glyphs* in their order, each that was printed twice once."""
        kept: list[Glyph] = []
        for glyph in sorted(glyphs, key=lambda glyph: (glyph.left, glyph.char)):
            if not any(_is_reprint(glyph, before) for before in kept[-3:]):
                kept.append(glyph)
        size = median(glyph.size for glyph in kept)
        baseline = median(glyph.baseline for glyph in kept)
        right = max(glyph.right for glyph in kept)
        return cls(tuple(kept), size, Box(kept[0].left, baseline - _ASCENT * size, right, baseline + _DESCENT * size))

    @property
    def baseline(self) -> float:
        """Where most of it stands."""
        return self.box.bottom - _DESCENT * self.size

    @property
    def text(self) -> str:
        """The characters, with the blanks between them."""
        pairs = list(zip(self.glyphs, self.glyphs[1:], strict=False))
        wide = [pair for pair in pairs if _is_wide(pair[0].char) and _is_wide(pair[1].char)]
        letterspaced = len(wide) > 1 and sum(after.spaced for _, after in wide) >= _LETTERSPACED * len(wide)
        usual = median(max(0.0, after.left - before.right) for before, after in pairs) if pairs else 0.0
        parts = [self.glyphs[0].char]
        for before, after in pairs:
            blank = _is_blank(before, after, usual)
            if letterspaced and _is_wide(before.char) and _is_wide(after.char):
                blank = after.left - before.right > _WIDE_GAP * self.size
            parts.append(f" {after.char}" if blank else after.char)
        return "".join(parts)


def _is_reprint(glyph: Glyph, other: Glyph) -> bool:
    near = _REPRINTED * other.size
    return (
        glyph.char == other.char
        and abs(glyph.left - other.left) < near
        and abs(glyph.baseline - other.baseline) < near
        and glyph.left < other.right - near  # narrow letters stand closely side by side: ll
    )


def _is_wide(char: str) -> bool:
    return char > "\u2e7f"


def _is_blank(before: Glyph, after: Glyph, usual: float) -> bool:
    if after.spaced:
        return True
    latin = not (_is_wide(before.char) or _is_wide(after.char))
    em = min(before.size, after.size)
    return after.left - before.right > usual + (_LATIN_BLANK if latin else _BLANK) * em


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Return the lines that *glyphs* make up, from top to bottom; lines of neighbouring columns are not one."""
    pieces = _joined(_pieces(glyphs))
    gaps = list(_gaps(pieces))
    gutters = _gutters(gaps, pieces)
    bridges = [(gap.before, gap.after) for number, gap in enumerate(gaps) if number not in gutters]
    return sorted(_merged(pieces, bridges), key=lambda row: (row.box.top, row.box.left))


def _pieces(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return runs of characters that share their baseline exactly and follow each other without a gap."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(2 * glyph.baseline)].append(glyph)
    return [Row.of(run) for line in lines.values() for run in _runs(line)]


def _runs(line: list[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    right = 0.0
    for glyph in sorted(line, key=lambda glyph: glyph.left):
        if run and glyph.left - right > _GAP * min(glyph.size, run[-1].size):
            yield run
            run = []
        right = max(right, glyph.right) if run else glyph.right
        run.append(glyph)
    if run:
        yield run


def _joined(pieces: Sequence[Row]) -> list[Row]:
    """Join pieces that touch and whose baselines differ a little: type of another font, figures set higher."""
    bridges = [
        (before, after)
        for before, after in _neighbours(pieces, _ON_ONE_LINE)
        if -_GAP * pieces[before].size
        <= pieces[after].box.left - pieces[before].box.right
        <= _GAP * min(pieces[before].size, pieces[after].size)
    ]
    return _merged(pieces, bridges)


def _merged(pieces: Sequence[Row], bridges: Iterable[tuple[int, int]]) -> list[Row]:
    return [
        Row.of(glyph for piece in group for glyph in pieces[piece].glyphs) for group in _groups(len(pieces), bridges)
    ]


def _neighbours(pieces: Sequence[Row], tolerance: float) -> Iterator[tuple[int, int]]:
    """Yield each piece with the nearest on its right whose baseline is the same but for *tolerance* ems."""
    order = sorted(range(len(pieces)), key=lambda index: pieces[index].baseline)
    baselines = [pieces[index].baseline for index in order]
    for at, index in enumerate(order):
        piece = pieces[index]
        best: int | None = None
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(order) and abs(baselines[other] - piece.baseline) <= tolerance * piece.size:
                right = pieces[order[other]]
                if right.box.left > piece.box.left and (best is None or right.box.left < pieces[best].box.left):
                    best = order[other]
                other += step
        if best is not None:
            yield index, best


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


def _gaps(pieces: Sequence[Row]) -> Iterator[_Gap]:
    for before, after in _neighbours(pieces, _ON_ONE_LINE):
        left, right = pieces[before], pieces[after]
        yield _Gap(before, after, left.box.right, right.box.left, left.baseline, min(left.size, right.size))


def _gutters(gaps: Sequence[_Gap], pieces: Sequence[Row]) -> set[int]:
    """Return which of *gaps* part columns or cells; the others are blanks."""
    found: set[int] = set()
    for group in _groups(len(gaps), _continued(gaps)):
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


def _is_walled(run: Sequence[_Gap], pieces: Sequence[Row]) -> bool:
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


def _groups(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers up to *count* in groups that *links* hold together."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, second in links:
        parent[root(first)] = root(second)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        groups[root(index)].append(index)
    return list(groups.values())
