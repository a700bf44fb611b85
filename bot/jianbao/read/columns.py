"""The columns of a page: how wide they are, and how well lines fit their edge.

A line of running text that does not end a sentence reaches the edge and does not pass it, except by a word that must
not be broken or a mark that may hang over.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.read.lines import Line, words_of
from jianbao.read.marks import is_counted
from jianbao.read.wording import is_signature

CHARACTER = 2  # cells: a full line has no room for one more
_LONGEST = 70  # characters of a headline
_MOST_LINES = 4  # of a headline
_NEIGHBOURS = 10  # lines that show the width of the column
_TEXT_BELOW = 15  # lines
_INDENT = 4  # cells; the first line of a paragraph is narrower by two characters, even where the indent got lost
_ENOUGH = 4  # lines show a width
_OF_ONE_WIDTH = 0.6  # share of lines that must agree on it
_SHORT = 0.67  # share of the column's width; a shorter line was ended by the author
_LAST_TOKEN = re.compile(r"(?<![\x21-\x7e])[\x21-\x7e]++$")
_NEXT_TOKEN = re.compile(r"[\x21-\x7e]+")
_HANGING = "，。、；：！？）》”’"


def _full(lines: Sequence[Line]) -> list[int]:
    """Return the widths of those of *lines* that no paragraph's end has shortened."""
    return [line.cells for line in lines if not line.ends_sentence]


def share_of_width(lines: Sequence[Line], edge: int) -> float:
    """Return how many of *lines* are *edge* cells wide, one more or less counted in."""
    full = _full(lines)
    return sum(abs(cells - edge) <= 1 for cells in full) / len(full) if full else 0.0


def width(lines: Sequence[Line]) -> int | None:
    """Return the cells that most of *lines* are wide, None when all of them end sentences and may have ended early."""
    counts = Counter(_full(lines))
    if not counts:
        return None
    # Blanks of justified type make neighbours of one width; of equals the widest is the edge.
    return max(counts, key=lambda size: (sum(counts[size + shift] for shift in (-1, 0, 1)), counts[size], size))


@dataclass(frozen=True, slots=True)
class Place:
    """Lines ``[first, last]`` of a chain, counted from its beginning, and what surrounds them from line *start* on."""

    chain: Sequence[Line]
    start: int
    first: int
    last: int

    @property
    def lines(self) -> Sequence[Line]:
        """What could be a headline."""
        return self.chain[self.first : self.last + 1]

    @property
    def possible(self) -> bool:
        """No sentence, no item of an enumeration, no blank line in between, and a text can have ended before it."""
        return (
            self._text_has_ended()
            and not any(line.ends_sentence or is_counted(line.text) for line in self.lines)
            and not any(line.gap for line in self.lines[1:])
            and not self.lines[-1].stays_open
            and not is_signature(words_of(self.lines))
            and len(words_of(self.lines)) <= _LONGEST
        )

    def _text_has_ended(self) -> bool:
        if self.first == self.start or self.chain[self.first - 1].ends_sentence:
            return True
        if self._only_short_blocks_above():
            return True
        before = self.chain[self.first - 1]
        edge = width(self._above()) or 0
        # A signature or an item of a list ends without a full stop, but far from the edge.
        return self.alone_above and not before.stays_open and before.cells <= _SHORT * edge

    def _only_short_blocks_above(self) -> bool:
        """Tell whether blank lines set off all blocks of a few lines since the last end of a sentence: headlines."""
        at, block = self.first, 0
        while at > self.start and not self.chain[at - 1].ends_sentence:
            block = 0 if self.chain[at].gap else block + 1
            if block >= _MOST_LINES:
                return False
            at -= 1
        return self.alone_above and (at == self.start or self.chain[at].gap > 0)

    @property
    def alone_above(self) -> bool:
        """A blank line or an indent sets the lines off from what stands above."""
        return self.first == self.start or self.chain[self.first].gap > 0 or self.chain[self.first].indented

    @property
    def closes(self) -> bool:
        """Nothing of the chain follows."""
        return self.last + 1 == len(self.chain)

    @property
    def alone_below(self) -> bool:
        """A blank line or an indent sets them off from what stands below."""
        return self.closes or self.chain[self.last + 1].gap > 0 or self.chain[self.last + 1].indented

    @property
    def below(self) -> str:
        """The first words that follow, without white space."""
        return words_of(self.chain[self.last + 1 : self.last + 3])

    def edges(self) -> list[int]:
        """Return the widths of the columns that the lines could belong to: those that touch them, else both."""
        above, below = width(self._above()), width(self._below())
        if self.alone_below != self.alone_above:
            touching, lines = (above, self._above()) if self.alone_below else (below, self._below())
            if (
                touching is not None
                and len(_full(lines)) >= _ENOUGH
                and share_of_width(lines, touching) >= _OF_ONE_WIDTH
            ):
                return [touching]
        return [edge for edge in (above, below) if edge is not None]

    def _above(self) -> Sequence[Line]:
        block = list(reversed(self.chain[max(self.start, self.first - _NEIGHBOURS) : self.first]))
        return _up_to_gap(block, [line.gap > 0 for line in block])

    def _below(self) -> Sequence[Line]:
        return self._lines_from(self.last + 1)

    def _lines_from(self, at: int) -> Sequence[Line]:
        block = self.chain[at : at + _NEIGHBOURS]
        return _up_to_gap(block, [line.gap > 0 for line in block[1:]])

    def misfit(self) -> int:
        """Return by how many cells the lines miss the edge that they fit best."""
        misses = (max(self._misses(at, edge) for at in range(self.first, self.last + 1)) for edge in self.edges())
        return min(misses, default=0)

    def last_misfit(self) -> int:
        """Return the same for the last line alone."""
        return min((self._misses(self.last, edge) for edge in self.edges()), default=0)

    def text_below(self) -> Sequence[Line]:
        """Return the lines that follow without a blank line between them."""
        end = self.last + 1
        while end < min(len(self.chain), self.last + 1 + _TEXT_BELOW) and (
            end == self.last + 1 or not self.chain[end].gap
        ):
            end += 1
        return self.chain[self.last + 1 : end]

    def stops_early(self) -> bool:
        """Tell whether the next line is no running text either: it too stops before the edge without a full stop."""
        after = self.last + 1
        if self.alone_below or after + 1 >= len(self.chain) or self.chain[after].ends_sentence:
            return False
        edge = width(self._lines_from(after + 1))
        return edge is not None and not self.chain[after + 1].gap and self._misses(after, edge) > CHARACTER

    def _misses(self, at: int, edge: int) -> int:
        """Say by how many cells line *at* misses the edge more than words that must not be broken explain."""
        line = self.chain[at]
        if line.cells > edge:
            token = _LAST_TOKEN.search(line.text)
            hanging = CHARACTER * (line.text[-1] in _HANGING)
            return max(0, line.cells - edge - hanging - (len(token.group()) if token else 0))
        following = self.chain[at + 1].text if at + 1 < len(self.chain) else ""
        token = _NEXT_TOKEN.match(following)
        allowance = len(token.group()) if token else CHARACTER * (following[1:2] in _HANGING and following != "")
        return max(0, edge - line.cells - allowance - _INDENT * (at == self.first and not self.alone_below))


def _up_to_gap(block: Sequence[Line], gaps: Sequence[bool]) -> Sequence[Line]:
    """Return the lines before the first gap, all of them when those are too few to show a width."""
    near = block[: gaps.index(True) + 1] if True in gaps else block
    return near if len(_full(near)) >= _ENOUGH else block
