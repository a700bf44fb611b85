"""A figure on its way to becoming a statistic, and the words around it that decide what it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.chinese.times import Time
from jianbao.figures import phrases
from jianbao.figures.quantity import Quantity
from jianbao.model import Direction, Kind

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BREAKS = "，。；：！？、（）()\n,;:"
# Words up to the next break; a short bracket or quotation inside a phrase does not end it: 31个省（区、市）均已….
_RIGHT = re.compile(r"(?:[^，。；：！？（）()\n,;!?“]|（[^（）\n]{1,8}）|“[^”\n]{1,20}”)*")
_UNBROKEN = re.compile(r"[^，。；：！？（）()\n,;!?“”]*")
_BRACKETS = re.compile(r"（[^（）]*）")
_ASIDE = re.compile(r"（[^（）\n0-9]{1,10}）$")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)]?[、.．]?)")
_UNFIT = re.compile(
    r"[，；：0-9]$|[，；：]|(?:推进|提升|健全|完善|加强|发展|提高|扩大|见效|有序|显著|明显|增强|改善|规范|落实|深化|突破|成效)$"
)
_LONGEST_HEADING = 16  # characters
_POINTED_BACK = 80  # characters
_LONGEST = 1000  # characters; the longest sentences of laws have some 400
_HAS = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,5}[村镇乡区县市户院所会站校企])(?P<rest>(?:共|现|设)?有[\u4e00-\u9fff]{2,})"
)
_LEADING = "、和与及以并"


@dataclass(slots=True)
class Sentence:
    """A sentence with figures in it, at clean-text offsets.

    Attributes:
        start: First character.
        end: After the last one, its full stop excluded.
        paragraph: Running number of the paragraph.
        times: Time expressions in it.
        heading: The short sentence before it in the same paragraph: 四、困难残疾人生活补贴。
        earlier: The words before it, as far back as 该项目 can point.
        about: The total that its opening looks back to: 党员中，….
    """

    start: int
    end: int
    paragraph: int
    times: tuple[Time, ...]
    heading: str = ""
    earlier: str = ""
    about: "Draft | None" = None


@dataclass(slots=True, eq=False)
class Draft:
    """What is known of a figure so far; relations point to other drafts.

    Attributes:
        quantity: Number, unit and bound.
        sentence: The sentence it stands in.
        left: Words between the last break (or the figure before) and the quote.
        joint: The break itself: ``，`` ``、`` ``；`` or ``""`` after a figure without one.
        right: Words between the quote and the next break or figure.
        previous: The figure before it in the same sentence.
        before: The sentence's words between the figure before (or its start) and ``left``: whole clauses.
        following: The figure after it in the same sentence.
    """

    quantity: Quantity
    sentence: Sentence
    left: str
    joint: str
    right: str
    previous: "Draft | None"
    before: str = ""
    following: "Draft | None" = None
    kind: Kind = Kind.LEVEL
    direction: Direction | None = None
    indicator: str = ""
    target: bool = False
    as_of: str | None = None
    region: str | None = None
    part_of: "Draft | None" = None
    from_: "Draft | None" = None
    of: "Draft | None" = None
    share_of: "tuple[Draft, Draft] | None" = None  # on a share: the part and the whole, when both are figures
    annual: bool = False  # a growth per year (年均增长), which the ends of a pair do not give
    elsewhere: bool = False  # a change against something else than before: 高于全国平均6.1个百分点
    base: bool = False  # the earlier level of a comparison that stands after the later one (较2015年的13.9万件)

    @property
    def opens_pair(self) -> bool:
        """True for the earlier figure of a from-to pair."""
        return self.following is not None and self.following.from_ is self

    def behind(self) -> "Iterator[Draft]":
        """Yield the figures after it in the same sentence."""
        step = self.following
        while step is not None:
            yield step
            step = step.following

    @property
    def scalar(self) -> float:
        """The value as one number: a range counts with its upper end."""
        value = self.quantity.value
        return float(value[1] if isinstance(value, tuple) else value)


def sentences(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, paragraph) of every sentence of the clean text."""
    found: list[tuple[int, int, int]] = []
    start = paragraph = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() > start:
            found += _bounded(start, match.start(), paragraph)
        paragraph += match.group() == "\n"
        start = match.end()
    if start < len(text):
        found += _bounded(start, len(text), paragraph)
    return found


def _bounded(start: int, end: int, paragraph: int) -> list[tuple[int, int, int]]:
    """Cut what is too long for a sentence, so that no rule ever looks at more than a page at once."""
    return [(begin, min(begin + _LONGEST, end), paragraph) for begin in range(start, end, _LONGEST)]


def _break_before(text: str, floor: int, at: int) -> int:
    """Return where the phrase before *at* begins: after the last mark, a short bracket inside a phrase not counted."""
    cut = max(text.rfind(mark, floor, at) for mark in "，。；：！？（）(),;") + 1
    while cut > floor and text[cut - 1] == "）" and (aside := _ASIDE.search(text, floor, cut)):
        cut = max(max(text.rfind(mark, floor, aside.start()) for mark in "，。；：！？（(),;") + 1, floor)
    return max(cut, floor) if cut > floor else cut


def _heading(text: str, bounds: list[tuple[int, int, int]], at: int) -> str:
    """Return the sentence before the one at *at*, when it is so short that it can only be a heading."""
    if at == 0 or bounds[at - 1][2] != bounds[at][2]:
        return ""
    words = text[bounds[at - 1][0] : bounds[at - 1][1]]
    return _NUMBERING.sub("", words) if len(words) <= _LONGEST_HEADING and not _UNFIT.search(words) else ""


def _share_between(previous: Draft, draft: Draft) -> None:
    """Divide the words between two figures without a break; in 9125个街道、29620个乡镇 they are the first one's."""
    between = draft.left
    if not between:
        return
    if between[0] in _LEADING:
        previous.right, draft.left, draft.joint = "", between.lstrip(_LEADING), "、"
    elif between[-1] in "、和与及":
        previous.right, draft.left, draft.joint = between.rstrip(_LEADING), "", "、"
    elif "、" in _BRACKETS.sub("", between):
        previous.right, _, draft.left = between.rpartition("、")
        draft.joint = "、"
    elif has := _HAS.fullmatch(between):
        previous.right, draft.left = has["noun"], has["rest"]
    elif not phrases.LEADS_ON.match(between):
        noun, verb = phrases.split_verb(between)
        draft.left = verb if noun and verb else between


def arrange(text: str, quantities: list[Quantity], times: list[Time]) -> list[Draft]:
    """Put every quantity into its sentence and cut out the words on both sides of it."""
    drafts: list[Draft] = []
    bounds = sentences(text) if quantities else []
    at = time_at = 0
    current: Sentence | None = None
    previous: Draft | None = None
    for index, quantity in enumerate(quantities):
        while bounds[at][1] < quantity.end:
            at += 1
            current = None
        start, end, paragraph = bounds[at]
        if current is None:
            while time_at < len(times) and times[time_at].end <= start:
                time_at += 1
            last = time_at
            while last < len(times) and times[last].start < end:
                last += 1
            current = Sentence(
                start,
                end,
                paragraph,
                tuple(times[time_at:last]),
                _heading(text, bounds, at),
                text[max(0, start - _POINTED_BACK) : start],
            )
            previous = None
        floor = previous.quantity.end if previous else start
        cut = _break_before(text, floor, quantity.start)
        begin = max(cut, floor)
        left = text[begin : quantity.start]
        joint = text[cut - 1] if cut > floor else ""
        ceiling = min(end, quantities[index + 1].start) if index + 1 < len(quantities) else end
        right = text[quantity.end : ceiling]
        if not _UNBROKEN.fullmatch(right):
            match = _RIGHT.match(text, quantity.end, ceiling)
            right = match.group() if match else ""
        draft = Draft(quantity, current, left.lstrip(" "), joint, right.lstrip(" "), previous, text[floor:begin])
        if previous:
            previous.following = draft
            if begin == floor:
                _share_between(previous, draft)
        draft.right = draft.right.removeprefix("人民币").removeprefix("钱")
        drafts.append(draft)
        previous = draft
    return drafts
