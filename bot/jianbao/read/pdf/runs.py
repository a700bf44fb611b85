"""Characters to runs: neighbours on one baseline, without a gap that could be a gutter.

Nothing depends on the order in which the file holds the characters.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from jianbao.read.pdf.shapes import ASCENT, DESCENT, LOST, Box, Glyph

ON_ONE_LINE = 0.35  # ems by which baselines may differ: a superscript, another font
_GAP = 0.7  # ems; a wider gap may be a gutter
_REPRINTED = 0.3  # ems; the same character so near was printed twice to look bold
_BLANK, _LATIN_BLANK = 0.75, 0.2  # ems; a gap that wide is a blank even where the file has none
_LETTERSPACED = 0.8  # share of Chinese characters with a blank before them: a typesetter's way to widen a line
_WIDE_GAP = 3.0  # ems; a blank that even a letterspaced line shows
_SPOILT_NUMBER = re.compile(rf"(?<![0-9.,])[0-9.,]*+{LOST}[0-9.,{LOST}]*")


@dataclass(frozen=True, slots=True)
class Run:
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
    def of(cls, glyphs: Iterable[Glyph]) -> "Run":
        """Put *glyphs* in their order, each that was printed twice once."""
        kept: list[Glyph] = []
        for glyph in sorted(glyphs, key=lambda glyph: (glyph.left, glyph.char)):
            if not any(_is_reprint(glyph, before) for before in kept[-3:]):
                kept.append(glyph)
        size = median(glyph.size for glyph in kept)
        baseline = median(glyph.baseline for glyph in kept)
        right = max(glyph.right for glyph in kept)
        return cls(tuple(kept), size, Box(kept[0].left, baseline - ASCENT * size, right, baseline + DESCENT * size))

    @property
    def baseline(self) -> float:
        """Where most of it stands."""
        return self.box.bottom - DESCENT * self.size

    @property
    def text(self) -> str:
        """The characters, with the blanks between them."""
        pairs = list(zip(self.glyphs, self.glyphs[1:], strict=False))
        wide = [pair for pair in pairs if is_wide(pair[0].char) and is_wide(pair[1].char)]
        letterspaced = len(wide) > 1 and sum(after.spaced for _, after in wide) >= _LETTERSPACED * len(wide)
        usual = median(max(0.0, after.left - before.right) for before, after in pairs) if pairs else 0.0
        parts = [self.glyphs[0].char]
        for before, after in pairs:
            blank = _is_blank(before, after, usual)
            if letterspaced and is_wide(before.char) and is_wide(after.char):
                blank = after.left - before.right > _WIDE_GAP * self.size
            parts.append(f" {after.char}" if blank else after.char)
        # A number of which one digit is lost is no number.
        return _SPOILT_NUMBER.sub(lambda found: LOST * len(found.group()), "".join(parts))


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Return the runs that *glyphs* make up."""
    return _joined(_pieces(glyphs))


def _is_reprint(glyph: Glyph, other: Glyph) -> bool:
    near = min(_REPRINTED * other.size, 0.5 * (other.right - other.left))
    return (
        glyph.char == other.char and abs(glyph.left - other.left) < near and abs(glyph.baseline - other.baseline) < near
    )


def is_wide(char: str) -> bool:
    """Tell whether *char* is as wide as a Chinese character."""
    return char > "\u2e7f"


def _is_blank(before: Glyph, after: Glyph, usual: float) -> bool:
    if after.spaced:
        return True
    latin = not (is_wide(before.char) or is_wide(after.char))
    em = min(before.size, after.size)
    return after.left - before.right > usual + (_LATIN_BLANK if latin else _BLANK) * em


def _pieces(glyphs: Iterable[Glyph]) -> list[Run]:
    """Return runs of characters that share their baseline exactly and follow each other without a gap."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(2 * glyph.baseline)].append(glyph)
    return [Run.of(run) for line in lines.values() for run in _unbroken(line)]


def _unbroken(line: list[Glyph]) -> Iterator[list[Glyph]]:
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


def _joined(pieces: Sequence[Run]) -> list[Run]:
    """Join pieces that touch and whose baselines differ a little: type of another font, figures set higher."""
    bridges = [
        (before, after)
        for before, after in neighbours(pieces)
        if -_GAP * pieces[before].size
        <= pieces[after].box.left - pieces[before].box.right
        <= _GAP * min(pieces[before].size, pieces[after].size)
    ]
    return [
        Run.of(glyph for piece in group for glyph in pieces[piece].glyphs) for group in groups(len(pieces), bridges)
    ]


def neighbours(pieces: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Yield each piece with the nearest on its right whose baseline is the same."""
    order = sorted(range(len(pieces)), key=lambda index: pieces[index].baseline)
    baselines = [pieces[index].baseline for index in order]
    lefts = [pieces[index].box.left for index in order]
    for index, baseline, left in zip(order, baselines, lefts, strict=True):
        away = ON_ONE_LINE * pieces[index].size
        first, end = bisect_left(baselines, baseline - away), bisect_right(baselines, baseline + away)
        nearest = min(filter(left.__lt__, lefts[first:end]), default=None)
        if nearest is not None:
            yield index, order[lefts.index(nearest, first, end)]


def groups(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
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
