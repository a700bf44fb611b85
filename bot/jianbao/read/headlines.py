"""Headlines among the lines of a page's columns.

A line of running text that does not end a sentence reaches the column's edge and does not pass it. A headline's last
line stops short, runs over or stands alone; and a headline's words come back in an article.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.read.lines import Line, words_of
from jianbao.read.marks import is_counted
from jianbao.read.matching import bigrams

_MOST_LINES = 4
_LONGEST = 70  # characters
_NEIGHBOURS = 10  # lines that show the width of the column
_INDENT = 4  # cells; the first line of a paragraph is narrower by two characters, even where the indent got lost
_CHARACTER = 2  # cells: a full line has no room for one more
_ENOUGH = 4  # lines show a width
_OF_ONE_WIDTH = 0.6  # share of lines that must agree on it
_SHORT = 0.67  # share of the column's width; a shorter line was ended by the author
_ACCEPTED = 2.0

_OPEN_WORDS = re.compile(r"(?:[的了和与及或被并且在于从]|超过|达到|增加到|增长到|[约近共])$")
# Verbs that close the sentence of a headline; a line of text that is as full as it has to be seldom stops after one.
_PREDICATE_END = re.compile(
    r"(?:开幕|闭幕|启动|发布|召开|举行|成立|出台|上线|开通|落成|揭牌|印发|施行|实施|公布|举办|揭晓|结束|完成|开展|通过|致辞|讲话|提升|增长|下降"
    r"|解读|通知|意见|办法|方案|规划|公告|成就|成效|突破|推进|发展|工作|会议|人次|[0-9一二三四五六七八九十百千万亿]+[万亿]?[个家人件项条名户%％])[”》]?$"
)
_COMMA = re.compile(r"[，。；]")
_LAST_TOKEN = re.compile(r"[\x21-\x7e]+$")
_NEXT_TOKEN = re.compile(r"[\x21-\x7e]+")
_HANGING = "，。、；：！？）》”’"
_OPENING = re.compile(
    r"(?:日前|近日|近期|近年来?|连日来|目前|今[天日年晚]|昨[天日]|本报|记者|新华社|据\S{2,12}(?:报道|统计|介绍|了解|获悉)|为[^，。]{4,}[，,]"
    r"|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|[0-9]{4}\s*年\s*[0-9]{1,2}\s*月|[^，。]{2,16}(?:今[天日]|日前|近日|昨[天日]|[0-9]{1,2}\s*日)"
    r"|中共中央|国务院|第[一二三四五六七八九十0-9]+[届次])"
)
_SURE_OPENING = re.compile(
    r"(?:日前|近日|近期|连日来|目前|今[天日年晚]|昨[天日]|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?)"
    r"(?:[（(][^）)]{1,12}[）)])?(?:上午|下午|晚上?|起|以来)?[，,]"
    r"|(?:本报|新华社|中新社)\S{0,12}[讯电]|(?:本报)?记者(?:\S{0,8})?[从在]|为[^，。]{4,20}[，,]"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines ``[first, last]`` of a chain that make up one headline."""

    first: int
    last: int
    score: float


def begins_sentence(words: str) -> bool:
    """Tell whether *words* can only be the beginning of a news text: the time comes first and a comma after it."""
    return bool(_SURE_OPENING.match(words))


def is_opening(words: str) -> bool:
    """Tell whether *words* begin like a news text: a time, a place's meeting, a reporter."""
    return bool(_OPENING.match(words.lstrip("（(“《")))


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


def find(lines: Sequence[Line], page: str) -> list[Group]:
    """Return the headlines in a chain of lines that nothing but blank lines interrupts, in order.

    Args:
        lines: The chain.
        page: Words of all text of the page without white space; a headline's come back there.
    """
    trailing = _at_the_end(lines, page)
    end = trailing[0].first if trailing else len(lines)
    groups: list[Group] = []
    start = at = 0  # what stands before a headline tells nothing about the text below it
    while at < end:
        places = [_Place(lines[:end], start, at, last) for last in range(at, min(at + _MOST_LINES, end))]
        group = _best(places, page)
        if group is not None:
            groups.append(group)
            start = group.last + 1
        at = start if group is not None else at + 1
    return groups + trailing


def _at_the_end(lines: Sequence[Line], page: str) -> list[Group]:
    """Return the headlines that close a chain: text would have ended its sentence."""
    groups: list[Group] = []
    end = len(lines)
    while end > 0:
        places = [_Place(lines[:end], 0, first, end - 1) for first in range(max(0, end - _MOST_LINES), end)]
        group = _best(places, page)
        if group is None:
            break
        groups.insert(0, group)
        end = group.first
    return groups


def _best(places: Sequence["_Place"], page: str) -> Group | None:
    groups = [Group(place.first, place.last, _score(place, page)) for place in places if place.possible]
    best = max(groups, key=lambda group: group.score, default=None)
    return best if best is not None and best.score >= _ACCEPTED else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Lines ``[first, last]`` of a chain, counted from its beginning, and what surrounds them from line *start* on."""

    chain: Sequence[Line]
    start: int
    first: int
    last: int

    @property
    def lines(self) -> Sequence[Line]:
        return self.chain[self.first : self.last + 1]

    @property
    def possible(self) -> bool:
        """No sentence, no item of an enumeration, no blank line in between, and a text can have ended before it."""
        return (
            self._text_has_ended()
            and not any(line.ends_sentence or is_counted(line.text) for line in self.lines)
            and not any(line.gap for line in self.lines[1:])
            and not self.lines[-1].stays_open
            and len(words_of(self.lines)) <= _LONGEST
        )

    def _text_has_ended(self) -> bool:
        if self.first == self.start or self.chain[self.first - 1].ends_sentence:
            return True
        if self.alone_above and not any(line.ends_sentence for line in self.chain[self.start : self.first]):
            return True  # nothing but headlines so far
        before = self.chain[self.first - 1]
        edge = width(self._above()) or 0
        # A signature or an item of a list ends without a full stop, but far from the edge.
        return self.alone_above and not before.stays_open and before.cells <= _SHORT * edge

    @property
    def alone_above(self) -> bool:
        return self.first == self.start or self.chain[self.first].gap > 0 or self.chain[self.first].indented

    @property
    def closes(self) -> bool:
        """Nothing of the chain follows."""
        return self.last + 1 == len(self.chain)

    @property
    def alone_below(self) -> bool:
        return self.closes or self.chain[self.last + 1].gap > 0 or self.chain[self.last + 1].indented

    @property
    def below(self) -> str:
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
        block = self.chain[self.last + 1 : self.last + 1 + _NEIGHBOURS]
        return _up_to_gap(block, [line.gap > 0 for line in block[1:]])

    def misfit(self) -> int:
        """Return by how many cells the lines miss the edge that they fit best."""
        misses = (max(self._misses(at, edge) for at in range(self.first, self.last + 1)) for edge in self.edges())
        return min(misses, default=0)

    def last_misfit(self) -> int:
        """Return the same for the last line alone."""
        return min((self._misses(self.last, edge) for edge in self.edges()), default=0)

    def _misses(self, at: int, edge: int) -> int:
        """Say by how many cells line *at* misses the edge more than words that must not be broken explain."""
        line = self.chain[at]
        if line.cells > edge:
            token = _LAST_TOKEN.search(line.text)
            hanging = _CHARACTER * (line.text[-1] in _HANGING)
            return max(0, line.cells - edge - hanging - (len(token.group()) if token else 0))
        following = self.chain[at + 1].text if at + 1 < len(self.chain) else ""
        token = _NEXT_TOKEN.match(following)
        allowance = len(token.group()) if token else _CHARACTER * (following[1:2] in _HANGING and following != "")
        return max(0, edge - line.cells - allowance - _INDENT * (at == self.first and at + 1 < len(self.chain)))


def _up_to_gap(block: Sequence[Line], gaps: Sequence[bool]) -> Sequence[Line]:
    """Return the lines before the first gap, all of them when those are too few to show a width."""
    near = block[: gaps.index(True) + 1] if True in gaps else block
    return near if len(_full(near)) >= _ENOUGH else block


def _score(place: _Place, page: str) -> float:
    """Say how much speaks for a headline; :data:`_ACCEPTED` is enough."""
    misfit, last_misfit = place.misfit(), place.last_misfit()
    off_edge = misfit >= _CHARACTER
    if not off_edge and not place.alone_above:
        return 0.0  # the second sentence of a paragraph begins like this everywhere
    words, below = words_of(place.lines), place.below
    text_begins = begins_sentence(below)
    if not (place.alone_below or last_misfit >= _CHARACTER or text_begins or _PREDICATE_END.search(words)):
        return 0.0  # nothing ends here
    score = 2.0 * off_edge + 0.5 * (misfit > 2 * _CHARACTER) + 2.0 * (_share_on_page(words, page) - 0.4)
    score += 2.0 * (place.closes and place.alone_above) + 1.0 * is_opening(below) + 1.0 * text_begins
    score -= 1.0 * bool(_COMMA.search(words)) + 2.0 * bool(_OPEN_WORDS.search(words)) + 2.0 * begins_sentence(words)
    score -= 1.5 * any(words.count(left) > words.count(right) for left, right in ("《》", "“”", "（）"))
    runs_on = not place.closes and not text_begins and page.count(words[-1] + below[0]) > 1
    score += 1.0 * (place.alone_above and place.alone_below and not runs_on)
    return score - 1.0 * (runs_on and misfit <= 2 * _CHARACTER)


def _share_on_page(words: str, page: str) -> float:
    """Return how much of *words* stands at least twice on the page: here and somewhere else."""
    pairs = bigrams(words)
    return sum(page.count(pair) > 1 for pair in pairs) / len(pairs) if pairs else 0.0
