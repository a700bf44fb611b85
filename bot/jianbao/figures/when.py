"""When a figure holds: the time expression that governs it, taken over the way a reader does."""

import re
from collections.abc import Sequence

from jianbao.chinese.times import Role, Time, year_of
from jianbao.figures import planned
from jianbao.figures.drafts import Draft, Sentence
from jianbao.figures.kinds import COMPARED
from jianbao.model import Kind

_WHOLE_YEAR = frozenset({"全年", "年内", "当年"})
_YEAR_END = frozenset({"年末", "年底"})
_SPEAKS_OF_NOW = re.compile(r"已有|已经|越来越")
_COUNTED_ON = re.compile(r"截至[0-9]{4}年年?[底末]|[。\n]全年|年末全")
_BULLETIN_DENSITY = 250  # characters of text per such day: news names one now and then
_YEARS = re.compile(r"[0-9]{4}/[0-9]{4}")
_FLOW = re.compile(r"(?:收入|支出|销售额|增加值|投资额|营业额|产值)$")
_OPENS_PAIR = re.compile(r"从(?!业|事|此)|由(?!于|此)")
_PLAN = re.compile(r"[“\"]?十[一二三四五六]五")
_LONG_NAME = 40  # characters between quotation marks that still are a name


def assign(drafts: Sequence[Draft], text: str, mentions: Sequence[Time], default: str | None) -> None:
    """Give every draft the time that governs it.

    The nearest time expression before the figure in its sentence counts; a sentence without one goes on from the one
    before it in the same paragraph. 全年 is the year that was last spoken of, 年末 its last day.

    Args:
        drafts: In the order of the text.
        text: The clean text.
        mentions: All time expressions of the text.
        default: What holds where nothing is said: the year in the title.
    """
    reader = _Reader(text, mentions, default)
    for draft in drafts:
        draft.as_of = reader.time_of(draft)
    for draft in drafts:
        flows = _FLOW.search(draft.indicator) and draft.as_of and draft.as_of.endswith("-12-31")
        if flows and draft.as_of and not draft.target:
            draft.as_of = draft.as_of[:4]  # what comes in over a year does not hold on its last day
        base = draft.of.from_ if draft.kind is Kind.GROWTH and draft.of is not None else None
        if base is not None and base.base and draft.of is not None:
            draft.as_of = _period(base.as_of, draft.of.as_of)


def _period(first: str | None, last: str | None) -> str | None:
    """Return the period that a growth between two levels covers, when both are years."""
    return f"{first}/{last}" if first and last and len(first) == len(last) == 4 else last


class _Reader:
    """What a reader has in mind on the way through the text."""

    def __init__(self, text: str, mentions: Sequence[Time], default: str | None) -> None:
        self._text = text
        self._mentions = mentions
        self._passed = 0  # mentions before the current figure
        self._default = default
        self._year = year_of(default)  # the year last spoken of
        self._reported = self._year  # the same, when it was reported on as a whole: what 全年 means
        self._aims = False  # that time is one until which something should be reached
        self._running = default  # what the last figures were told to hold for
        self._plan: Time | None = None  # the five-year plan last spoken of
        self._opened: str | None = None  # the time of the paragraph's last 从…, for pairs that follow without one
        self._sentence: Sentence | None = None
        # A bulletin counts on one day; its paragraphs go on from one another.
        self._is_bulletin = len(_COUNTED_ON.findall(text)) * _BULLETIN_DENSITY >= len(text)

    def time_of(self, draft: Draft) -> str | None:
        self._pass_mentions(draft.quantity.start)
        self._enter(draft)
        if draft.previous is not None and draft.joint == "、" and not draft.left:
            return draft.previous.as_of  # an item of a list without words of its own
        return self._of_its_own(draft)

    def _of_its_own(self, draft: Draft) -> str | None:
        found = _governing(draft, self._text)
        if found is not None and found.role is Role.FROM:
            self._opened = found.value
            return found.value
        if self._opened is not None and draft.opens_pair:
            return self._opened
        if found is None and self._plan is not None and self._grows_over_the_plan(draft):
            return self._plan.value
        if found is None:
            return self._running if draft.sentence.about is None else draft.sentence.about.as_of
        words = self._text[found.start : found.end]
        if words in _WHOLE_YEAR:
            # 全年 speaks of its own clauses; what follows a semicolon goes on from before.
            year = self._reported if words == "全年" else self._year
            return self._running if "；" in self._text[found.end : draft.quantity.start] else year
        if self._text.startswith("以来", found.end) or words.endswith("以来"):
            # What has begun since then is where a pair starts, not when a level was counted.
            self._running = None
            return found.value if draft.opens_pair else None
        if _PLAN.match(words):
            # A five-year plan is the period of a growth; of a level it does not say when it was counted.
            self._running = None
            return found.value if draft.kind in {Kind.GROWTH, Kind.CHANGE} else None
        over_years = bool(_YEARS.fullmatch(found.value or ""))
        if draft.opens_pair and found.role is Role.AT and not over_years and _OPENS_PAIR.search(draft.left):
            self._running = found.value
            return None  # 截至2024年底，…从X增长到Y: the date is that of Y
        value = self._value_of(words, found, draft)
        if found.role is not Role.COMPARE:
            self._running, self._aims = value, found.role is Role.UNTIL
        return value

    def _value_of(self, words: str, found: Time, draft: Draft) -> str | None:
        if found.value and _YEARS.fullmatch(found.value) and (draft.opens_pair or draft.from_ is not None):
            first, _, last = found.value.partition("/")
            return first if draft.opens_pair else last  # 从1949年到2023年，由35岁提高到78.6岁
        if words == "本年度" and self._default:
            return self._default  # the year of the title: 2021年度检查结果
        return f"{self._year}-12-31" if words in _YEAR_END and self._year else found.value

    def _grows_over_the_plan(self, draft: Draft) -> bool:
        """Tell whether a growth without a base of its own covers the plan period that its paragraph speaks of."""
        told = self._plan is not None and "\n" not in self._text[self._plan.end : draft.quantity.start]
        return told and draft.kind in {Kind.GROWTH, Kind.CHANGE} and not COMPARED.search(draft.left)

    def _pass_mentions(self, offset: int) -> None:
        while self._passed < len(self._mentions) and self._mentions[self._passed].start < offset:
            time = self._mentions[self._passed]
            if time.value and time.role in {Role.AT, Role.SPAN}:
                self._year = year_of(time.value)
                if not planned.announced(self._text, time.end):
                    self._reported = self._year if _is_whole(time.value) else _same_year(self._reported, self._year)
            if _PLAN.match(self._text, time.start):
                self._plan = time
            self._passed += 1

    def _enter(self, draft: Draft) -> None:
        sentence, offset = draft.sentence, draft.quantity.start
        if sentence is self._sentence:
            return
        if self._sentence is None or sentence.paragraph != self._sentence.paragraph:
            goes_on = self._sentence is not None and sentence.paragraph == self._sentence.paragraph + 1
            counted = bool(self._running and self._running.endswith("-12-31"))
            if not (goes_on and counted and self._is_bulletin and not sentence.times):
                self._running = self._default
            self._opened = None
        elif _SPEAKS_OF_NOW.search(self._text, sentence.start, offset) or (self._aims and not draft.target):
            self._running = self._default  # what follows a plan tells of today
        self._sentence = sentence


def _is_whole(value: str) -> bool:
    """Tell whether a time is a year, or ends one."""
    return len(value) == len("2024") or value.endswith(("-12", "-12-31", "-Q4"))


def _same_year(reported: str | None, spoken: str | None) -> str | None:
    """Return the reported year as long as only its days are spoken of; after 截至2025年3月底 nobody knows 全年."""
    return reported if reported == spoken else None


def _governing(draft: Draft, text: str) -> Time | None:
    """Return the nearest time expression before the figure that says when it holds."""
    previous_end = draft.previous.quantity.end if draft.previous else draft.sentence.start
    for time in reversed(draft.sentence.times):
        if time.end > draft.quantity.start:
            continue
        if time.role is Role.LENGTH or _is_name(text, time):
            continue
        if time.role is Role.COMPARE:
            measured = draft.kind is Kind.LEVEL or draft.base
            if time.start >= previous_end and measured and draft.left.endswith("的"):
                return time
            continue
        if time.role is Role.FROM and (time.start < previous_end or draft.from_ is not None):
            continue
        return time
    return None


def _is_name(text: str, time: Time) -> bool:
    """2025年版, 《…2024年…》, “2025年论坛” and （5月8日） name something or date the news itself."""
    if text[time.end : time.end + 1] in {"版", "》"} or text[max(0, time.start - 1) : time.start] in {"《", "（"}:
        return True
    floor = max(0, time.start - _LONG_NAME)
    opened, closed = (max(text.rfind(mark, floor, time.start) for mark in marks) for marks in ("“《", "”》"))
    return opened > closed
