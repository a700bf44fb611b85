"""A figure that measures something in the world, and what the document's own arithmetic says of it."""

from dataclasses import dataclass
from enum import StrEnum

Number = int | float
Value = Number | tuple[Number, Number]
"""A value in base units (万 and 亿 multiplied out); two numbers for a range ``3—5个`` or a ratio ``1∶3``."""


class Bound(StrEnum):
    """How exactly the document states the value."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右
    AT_LEAST = "at_least"  # 超过, 余, 多, 以上
    AT_MOST = "at_most"  # 近, 不足, 以内: just under


class Kind(StrEnum):
    """What sort of measure it is."""

    LEVEL = "level"  # an amount or a count
    CHANGE = "change"  # an absolute difference: 比上年增加415个
    GROWTH = "growth"  # a relative change: 增长约60%, 翻一番
    SHARE = "share"  # a proportion or rate: 占…1.70%, 覆盖率95%


class Direction(StrEnum):
    """Which way a change or a growth goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """One figure with everything a careful reader takes from its sentence.

    The fields are those of the record that ``jianbao extract`` prints. Relations are indices into the same
    article's tuple of statistics.

    Attributes:
        quote: The shortest verbatim words with number, approximators and unit; ``text[start:end] == quote``.
        start: Code-point offset into the document's text.
        end: Half-open end of the quote.
        value: In base units: 14.5万人 is 145000; 九成 is 90 with unit ``%``.
        unit: The measure word after 万/亿, ``""`` when there is none.
        bound: How exactly.
        indicator: What is counted, in the document's own words.
        kind: Level, change, growth or share.
        direction: Up or down, for change and growth only.
        target: True for what is planned or prescribed, false for what is reported.
        as_of: ``2021-12-31``, ``2022-09``, ``2022``, ``2022-Q3`` or a period ``2020/2021``; None when not said.
        region: Full official name of the place; None when unknown.
        part_of: Index of the total that this is a part of.
        from_: On the later figure of a from-to pair, index of the earlier one.
        of: On change and growth, index of the level that they describe.
    """

    quote: str
    start: int
    end: int
    value: Value
    unit: str
    bound: Bound = Bound.EXACT
    indicator: str = ""
    kind: Kind = Kind.LEVEL
    direction: Direction | None = None
    target: bool = False
    as_of: str | None = None
    region: str | None = None
    part_of: int | None = None
    from_: int | None = None
    of: int | None = None


class CheckKind(StrEnum):
    """What is compared."""

    SUM = "sum"  # parts against their total
    GROWTH = "growth"  # stated growth against the growth computed from a pair
    CHANGE = "change"  # stated difference against the difference of a pair
    SHARE = "share"  # stated share against part over whole


class Verdict(StrEnum):
    """What the comparison says. A contradiction is flagged, never corrected."""

    HOLDS = "holds"
    OFF = "off"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison of a document's figures with each other.

    Attributes:
        kind: What is compared.
        verdict: What came out.
        subject: Index of the statistic that is checked (the total, the growth, the share).
        operands: Indices of the statistics it was computed from.
        stated: The subject's value, in its own unit.
        computed: What the operands give, in the same unit; None when it cannot be told.
    """

    kind: CheckKind
    verdict: Verdict
    subject: int
    operands: tuple[int, ...]
    stated: float
    computed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What another document gave for the same in an earlier year: jianbao's own comparison, by a strict rule.

    Attributes:
        figure: Index of the figure that it is earlier than.
        statistic: The other document's; one exact number.
        title: Headline of the article that gave it.
        url: Of its document.
    """

    figure: int
    statistic: Statistic
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What some document gave for an indicator at another time: ``as_of``, and the value in base units."""

    as_of: str
    value: float
