"""A document's own arithmetic: do the parts make the total, does the stated growth follow from the stated levels.

Figures are rounded, so every comparison allows for the last digit that each of them shows: 4.0万 stands for anything from
39,500 to 40,500. A breakdown that names only some of the parts is no contradiction; one whose parts exceed the total is.
"""

from collections import defaultdict
from collections.abc import Sequence

from jianbao.model import Bound, Check, CheckKind, Direction, Kind, Statistic, Verdict

_LOOSE = 0.06  # relative room for 约, 近 and 超: a careful writer says 约60% of 59.4 %
_COMPLETE = 0.999  # parts that reach this share of the total are meant to be all of it


def check(statistics: Sequence[Statistic]) -> tuple[Check, ...]:
    """Return every comparison that the relations of *statistics* allow."""
    found = _sums(statistics)
    for index, statistic in enumerate(statistics):
        if statistic.of is None or isinstance(statistic.value, tuple):
            continue
        if statistic.kind is Kind.GROWTH:
            found += _growth(statistics, index)
        elif statistic.kind is Kind.CHANGE:
            found += _change(statistics, index)
    return tuple(found)


def rounding(statistic: Statistic) -> float:
    """Return half of the last digit that the quote shows, in base units: 0.05万 for 4.0万, 0.5 for 815."""
    digits = "".join(character for character in statistic.quote if character.isascii() and (character.isdigit() or character == "."))
    value = statistic.value
    if isinstance(value, tuple) or not digits or not digits.strip(".0"):
        return abs(float(value if not isinstance(value, tuple) else value[1])) * 0.05
    shown = float(digits) if digits.count(".") <= 1 else 0.0
    decimals = len(digits.partition(".")[2])
    scale = float(value) / shown if shown else 1.0
    return 0.5 * scale * float(10.0**-decimals)


def _number(statistic: Statistic) -> float | None:
    return None if isinstance(statistic.value, tuple) else float(statistic.value)


def _sums(statistics: Sequence[Statistic]) -> list[Check]:
    parts: dict[int, list[int]] = defaultdict(list)
    for index, statistic in enumerate(statistics):
        if statistic.part_of is not None:
            parts[statistic.part_of].append(index)
    return [made for total, members in parts.items() if len(members) > 1 and (made := _sum(statistics, total, members))]


def _sum(statistics: Sequence[Statistic], total: int, members: list[int]) -> Check | None:
    whole = _number(statistics[total])
    values = [_number(statistics[member]) for member in members]
    if whole is None or any(value is None for value in values):
        return None
    computed = sum(value for value in values if value is not None)
    room = rounding(statistics[total]) + sum(rounding(statistics[member]) for member in members)
    exact = all(statistics[index].bound is Bound.EXACT for index in (total, *members))
    if abs(computed - whole) <= room:
        verdict = Verdict.HOLDS
    elif computed > whole and exact and _one_unit(statistics, total, members):
        verdict = Verdict.OFF
    else:
        verdict = Verdict.CANNOT_TELL
    return Check(kind=CheckKind.SUM, verdict=verdict, subject=total, operands=tuple(members), stated=whole, computed=computed)


def _one_unit(statistics: Sequence[Statistic], total: int, members: list[int]) -> bool:
    return all(statistics[member].unit == statistics[total].unit for member in members)


def _growth(statistics: Sequence[Statistic], index: int) -> list[Check]:
    stated = statistics[index]
    later = statistics[stated.of] if stated.of is not None else None
    if later is None or later.from_ is None or stated.of is None:
        return []
    first, last = _number(statistics[later.from_]), _number(later)
    if not first or last is None or isinstance(stated.value, tuple):
        return []
    sign = -1 if stated.direction is Direction.DOWN else 1
    ratio = sign * (last / first - 1)
    scale = 100.0 if stated.unit == "%" else 1000.0 if stated.unit == "‰" else 1.0
    computed = ratio * scale
    spread = scale * (last + rounding(later)) / max(first - rounding(statistics[later.from_]), 1e-9) - scale * last / first
    verdict = _compare(stated, computed, rounding(stated) + abs(spread))
    return [
        Check(
            kind=CheckKind.GROWTH,
            verdict=verdict,
            subject=index,
            operands=(later.from_, stated.of),
            stated=float(stated.value),
            computed=round(computed, 4),
        )
    ]


def _change(statistics: Sequence[Statistic], index: int) -> list[Check]:
    """A stated difference against a pair, or against a stated growth of the same level (减少22.3亿元，下降1.5%)."""
    stated = statistics[index]
    if stated.of is None or isinstance(stated.value, tuple):
        return []
    later = statistics[stated.of]
    last = _number(later)
    if last is None:
        return []
    sign = -1 if stated.direction is Direction.DOWN else 1
    if later.from_ is not None:
        first = _number(statistics[later.from_])
        if first is None:
            return []
        computed = sign * (last - first)
        room = rounding(stated) + rounding(later) + rounding(statistics[later.from_])
        return [
            Check(
                kind=CheckKind.CHANGE,
                verdict=_compare(stated, computed, room),
                subject=index,
                operands=(later.from_, stated.of),
                stated=float(stated.value),
                computed=round(computed, 4),
            )
        ]
    return _growth_of_change(statistics, index, last, sign)


def _growth_of_change(statistics: Sequence[Statistic], index: int, last: float, sign: int) -> list[Check]:
    stated = statistics[index]
    change = _number(stated)
    if change is None or stated.unit in {"百分点", "千分点"}:
        return []
    found = []
    for other, growth in enumerate(statistics):
        if growth.kind is not Kind.GROWTH or growth.of != stated.of or growth.unit != "%" or growth.direction is not stated.direction:
            continue
        first = last - sign * change
        if first <= 0 or isinstance(growth.value, tuple):
            continue
        computed = 100 * change / first
        room = rounding(growth) + 100 * rounding(stated) / first
        found.append(
            Check(
                kind=CheckKind.GROWTH,
                verdict=_compare(growth, computed, room),
                subject=other,
                operands=(index, stated.of if stated.of is not None else index),
                stated=float(growth.value),
                computed=round(computed, 4),
            )
        )
    return found


def _compare(stated: Statistic, computed: float, room: float) -> Verdict:
    """Compare what is stated with what comes out, as loosely as its own words are (约, 近, 超)."""
    value = _number(stated)
    if value is None:
        return Verdict.CANNOT_TELL
    if abs(computed - value) <= room + 1e-9:
        return Verdict.HOLDS
    if stated.bound is Bound.EXACT:
        return Verdict.OFF
    near = abs(computed - value) <= _LOOSE * abs(value) + room
    if near or (stated.bound is Bound.AT_LEAST and computed >= value) or (stated.bound is Bound.AT_MOST and 0.8 * value <= computed <= value):
        return Verdict.HOLDS
    return Verdict.OFF
