"""Which figures of two documents measure the same thing at other times. Pure, and strict.

A comparison that is missing costs little; one that is wrong costs the reader's trust. So nothing is guessed: what is
not certain to be the same is not compared. docs/rhythm.md tells the rule to readers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jianbao.chinese.times import last_day
from jianbao.model import Bound, Check, Kind, Statistic, Verdict

MOST_YEARS = 5  # a five-year plan: what is further back was often counted otherwise
_MOST_TIMES = 5  # more, or less than a fifth: a wrong unit or another scope far more often than news
_SHORTEST = 4  # characters of a headline without its numbers: a shorter one (公告) names no series of documents
_FRAME = 120  # characters before a figure in which its sentence begins
_OF_A_SHARE = frozenset({"%", "‰"})
_TIME = re.compile(r"(?P<year>\d{4})(?P<rest>-Q[1-4]|(?:-\d{2}){0,2})")
_NUMBERS = re.compile(r"[\d０-９]+(?:[.．,，][\d０-９]+)*|[〇零○一二三四五六七八九]{4}(?=年)")
_STOP = re.compile(r"[。！？；!?;]")
_COMMA = re.compile(r"[，,：:]")
_LETTERS = re.compile(r"[\W_]+")
# What decides whether a number is counted once, summed up, new, planned or on average. Headlines that are alike may
# still stand over sentences that are not.
_SENSE = (
    *("累计", "新增", "新", "共", "平均", "人均", "年均", "月均", "日均", "增", "减", "升", "降", "以来", "至今"),
    *("预计", "计划", "拟", "将", "目标", "力争", "预算", "上半年", "下半年", "季度", "全年", "当月", "本月", "其中"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure where it stands.

    Attributes:
        statistic: The figure.
        whole: Indicator and unit of the total that it is a part of; None when it is none.
        publisher: Who says so: the issuer, or else the source.
        title: Headline of its article.
        frame: The words of its sentence before it, clause by clause; see :func:`frame`.
    """

    statistic: Statistic
    whole: tuple[str, str] | None
    publisher: str
    title: str
    frame: tuple[str, ...]


def eligible(statistics: Sequence[Statistic], checks: Iterable[Check]) -> list[int]:
    """Return the indices of those figures of an article that may be compared at all, in the order of the text.

    They are :func:`sound`, and the document gives no other value for the same thing.
    """
    given = Counter(map(thing, statistics))
    doubted = doubtful(checks)
    return [
        index
        for index, figure in enumerate(statistics)
        if index not in doubted and sound(figure) and given[thing(figure)] == 1
    ]


def thing(figure: Statistic) -> tuple[str, str, str | None]:
    """Return what *figure* counts, and where: indicator, unit, place."""
    return figure.indicator, figure.unit, figure.region


def sound(figure: Statistic) -> bool:
    """Tell whether *figure* is a level, reported, one exact number, of a known place and time."""
    if figure.kind is not Kind.LEVEL or figure.target or figure.bound is not Bound.EXACT:
        return False
    known = figure.indicator and figure.region and figure.as_of and figure.unit not in _OF_A_SHARE
    return bool(known) and not isinstance(figure.value, tuple)


def doubtful(checks: Iterable[Check]) -> frozenset[int]:
    """Return the indices of figures that an article's own arithmetic contradicts."""
    off = (each for each in checks if each.verdict is Verdict.OFF)
    return frozenset(index for each in off for index in (each.subject, *each.operands))


def other_times(as_of: str, *, back: int = MOST_YEARS, ahead: int = 0) -> tuple[str, ...]:
    """Return the times of other years that are like *as_of*, latest first: 2023-Q3 for 2024-Q3.

    A year's end is like another year's end, a month like the same month, a period like the same period: what is counted
    on a day, over a month, or since January differs in form, so that none of them is ever held against another.
    """
    parts = [_TIME.fullmatch(part) for part in as_of.split("/")]
    if len(parts) > 2 or not all(parts):
        return ()
    shifts = [*range(ahead, 0, -1), *range(-1, -back - 1, -1)]
    return tuple("/".join(_shifted(part, years) for part in parts if part) for years in shifts)


def _shifted(part: re.Match[str], years: int) -> str:
    year, rest = int(part["year"]) + years, part["rest"]
    if rest in {"-02-28", "-02-29"} and part[0] == last_day(int(part["year"]), 2):
        return last_day(year, 2)
    return f"{year:04d}{rest}"


def frame(text: str, start: int) -> tuple[str, ...]:
    """Return the clauses of a sentence of *text* before the figure that begins at *start*, by their words alone."""
    before = _STOP.split(text[max(0, start - _FRAME) : start])[-1]
    return tuple(without_numbers(clause) for clause in _COMMA.split(_NUMBERS.sub("", before)))


def without_numbers(text: str) -> str:
    """Return *text* without its numbers, blanks and punctuation: two years' headlines of a series are then the same."""
    return _LETTERS.sub("", _NUMBERS.sub("", text))


def same(one: Measured, other: Measured) -> bool:
    """Tell whether two eligible figures of times that are alike measure the same thing.

    Indicator, unit, place, the total that they are parts of and the publisher are the same. Either the whole sentence
    is the same but for its numbers; or the headline is, and so is the clause, and no word elsewhere in the sentence
    gives one of them another sense.
    """
    mine, theirs = one.statistic, other.statistic
    if thing(mine) != thing(theirs):
        return False
    if one.whole != other.whole or not one.publisher or one.publisher != other.publisher:
        return False
    if not _plausible(mine, theirs) or not one.frame[-1] or one.frame[-1] != other.frame[-1]:
        return False
    return one.frame == other.frame or (_sense(one) == _sense(other) and _one_series(one.title, other.title))


def _sense(figure: Measured) -> frozenset[str]:
    said = "".join(figure.frame)
    return frozenset(word for word in _SENSE if word in said)


def _one_series(title: str, other: str) -> bool:
    plain = without_numbers(title)
    return len(plain) >= _SHORTEST and plain == without_numbers(other)


def _plausible(one: Statistic, other: Statistic) -> bool:
    values = [value for value in (one.value, other.value) if not isinstance(value, tuple)]
    return len(values) == 2 and min(values) > 0 and max(values) <= _MOST_TIMES * min(values)
