"""A document's own arithmetic: do the parts make the total, does the stated growth follow from the stated levels.

Figures are rounded, so every comparison allows for the last digit that each of them shows: 4.0万 stands for anything
from 39,500 to 40,500. A breakdown that names only some of the parts is no contradiction; one whose parts exceed the
total by little is. Where they exceed it by much, they overlap (其中工业40亿元；项目投资90亿元) more often than they are
wrong, and nothing is said.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from jianbao.model import Bound, Check, CheckKind, Direction, Kind, Statistic, Verdict

_MOST_PARTS = 40  # a longer list of parts is broken down once only
_HALF_A_UNIT = 0.5  # the room of a figure that shows its last digit
_SLIP = 0.2  # of a total, by which parts exceed it by mistake; by more they are no parts, or overlap
_QUALITY = re.compile(r"女|男|党员|民族|学历|职称|专职|兼职|岁以[上下]|残疾|新增|新登记|持证")
_ALONE = re.compile(r"党员|少数民族|以上学历|岁以[上下]")
_FLOAT = 1e-6  # what adding floats may lose
_NEARBY = 3  # figures: a growth stands right behind the difference that it restates
_LOOSE = 0.06  # relative room on both sides of 约: a careful writer says 约60% of 59.4 %
_NEARLY = 0.1  # relative room below 近: 近四倍 of 3.89


def check(
    statistics: Sequence[Statistic],
    steps: Sequence[float],
    annual: AbstractSet[int] = frozenset(),
    shares: Sequence[tuple[int, int, int]] = (),
) -> tuple[Check, ...]:
    """Return every comparison that the relations of *statistics* allow.

    Args:
        statistics: Of one article.
        steps: For each, what one step of its last digit is worth in base units.
        annual: Indices of growths per year, which the ends of a pair cannot confirm.
        shares: For each share that can be computed: its index, that of the part and that of the whole.
    """
    ledger = _Ledger(statistics, [_HALF_A_UNIT * step for step in steps])
    found = ledger.sums() + [ledger.share(*indices) for indices in shares]
    for index, statistic in enumerate(statistics):
        if statistic.of is None or isinstance(statistic.value, tuple) or index in annual:
            continue
        if statistic.kind is Kind.GROWTH:
            found += ledger.growth(index, statistic.of)
        elif statistic.kind is Kind.CHANGE:
            found += ledger.change(index, statistic.of)
    return tuple(found)


class _Ledger:
    """The statistics of one article with the room that rounding leaves each of them."""

    def __init__(self, statistics: Sequence[Statistic], rooms: Sequence[float]) -> None:
        self._all = statistics
        self._rooms = rooms

    def _number(self, index: int) -> float | None:
        value = self._all[index].value
        return None if isinstance(value, tuple) else float(value)

    def sums(self) -> list[Check]:
        parts: dict[int, list[int]] = defaultdict(list)
        for index, statistic in enumerate(self._all):
            if statistic.part_of is not None:
                parts[statistic.part_of].append(index)
        return [
            made
            for total, members in parts.items()
            for group in self._breakdowns(total, members)
            if len(group) > 1 and (made := self._sum(total, group))
        ]

    def _breakdowns(self, total: int, members: list[int]) -> list[list[int]]:
        """Part the members when the same total is broken down twice: by 城市 and 农村, then by kind of institution."""
        for cut in range(2, min(len(members) - 1, _MOST_PARTS)):
            groups = members[:cut], members[cut:]
            sums = [self._sum(total, group) for group in groups]
            if all(made is not None and made.verdict is Verdict.HOLDS for made in sums):
                return list(groups)
        return [members]

    def _sum(self, total: int, members: list[int]) -> Check | None:
        whole = self._number(total)
        values = [self._number(member) for member in members]
        if whole is None or any(value is None for value in values):
            return None
        computed = sum(value for value in values if value is not None)
        room = sum(self._rooms[index] for index in (total, *members))
        exact = all(self._all[index].bound is Bound.EXACT for index in (total, *members))
        alike = all(self._all[member].unit == self._all[total].unit for member in members)
        if all(self._rooms[index] == _HALF_A_UNIT for index in (total, *members)):
            room = 0.0  # whole things, counted one by one, leave no room
        if abs(computed - whole) <= room + _FLOAT:
            verdict = Verdict.HOLDS
        elif whole + room < computed <= whole * (1 + _SLIP) and exact and alike and not self._overlap(members):
            verdict = Verdict.OFF
        else:
            verdict = Verdict.CANNOT_TELL
        return Check(
            kind=CheckKind.SUM, verdict=verdict, subject=total, operands=tuple(members), stated=whole, computed=computed
        )

    def _overlap(self, members: Sequence[int]) -> bool:
        """Tell whether one of the parts names a quality that others can have too: 其中社会工作者30人，党员12人."""
        names = [self._all[member].indicator for member in members]
        qualities = sum(bool(_QUALITY.search(name)) for name in names)
        return 0 < qualities < len(names) or any(_ALONE.search(name) for name in names)

    def share(self, index: int, part: int, whole: int) -> Check:
        """Compare a stated share with the part over the whole."""
        over, under = self._number(part) or 0.0, self._number(whole) or 1.0
        computed = 100 * over / under
        spread = 100 * (self._rooms[part] + self._rooms[whole] * over / under) / under
        return self._compared(CheckKind.SHARE, (index, part, whole), computed, spread)

    def growth(self, index: int, level: int) -> list[Check]:
        """Compare a stated growth with the pair whose later level it describes."""
        stated, base = self._all[index], self._all[level].from_
        value, last = self._number(index), self._number(level)
        first = self._number(base) if base is not None else None
        if base is None or not first or last is None or value is None:
            return []
        sign = -1 if stated.direction is Direction.DOWN else 1
        scale = _SCALES.get(stated.unit, 1.0)
        computed = sign * scale * (last / first - 1)
        spread = scale * (self._rooms[level] + self._rooms[base] * last / first) / first
        return [self._compared(CheckKind.GROWTH, (index, base, level), computed, spread)]

    def change(self, index: int, level: int) -> list[Check]:
        """Compare a stated difference with its pair, or with the growth stated beside it (减少22.3亿元，下降1.5%)."""
        stated, base = self._all[index], self._all[level].from_
        value, last = self._number(index), self._number(level)
        if value is None or last is None:
            return []
        sign = -1 if stated.direction is Direction.DOWN else 1
        if base is None:
            return self._growth_beside(index, level, value, last - sign * value)
        first = self._number(base)
        if first is None:
            return []
        room = self._rooms[level] + self._rooms[base]
        return [self._compared(CheckKind.CHANGE, (index, base, level), sign * (last - first), room)]

    def _growth_beside(self, index: int, level: int, change: float, first: float) -> list[Check]:
        stated = self._all[index]
        if stated.unit in {"百分点", "千分点"} or first <= 0:
            return []
        found = []
        for other in range(index + 1, min(index + 1 + _NEARBY, len(self._all))):
            growth = self._all[other]
            same = growth.of == level and growth.unit == "%" and growth.direction is stated.direction
            if growth.kind is Kind.GROWTH and same and not isinstance(growth.value, tuple):
                room = 100 * self._rooms[index] / first
                found.append(self._compared(CheckKind.GROWTH, (other, index, level), 100 * change / first, room))
        return found

    def _compared(self, kind: CheckKind, indices: tuple[int, ...], computed: float, room: float) -> Check:
        """Make the check of the first of *indices* against what the others give, *room* being what these leave."""
        subject, *operands = indices
        stated = self._number(subject) or 0.0
        if self._all[subject].bound not in {Bound.AT_LEAST, Bound.AT_MOST}:
            room += self._rooms[subject]  # 超过40% names a limit, not a rounded figure
        verdict = _compare(self._all[subject], stated, computed, room)
        return Check(
            kind=kind,
            verdict=verdict,
            subject=subject,
            operands=tuple(operands),
            stated=stated,
            computed=round(computed, 4),
        )


_SCALES = {"%": 100.0, "‰": 1000.0}


def _compare(stated: Statistic, value: float, computed: float, room: float) -> Verdict:
    """Compare what is stated with what comes out, as loosely as its own words are: 约, 近, 超, 不足."""
    low, high = value - room, value + room
    if stated.bound is Bound.ABOUT:
        low, high = low - _LOOSE * abs(value), high + _LOOSE * abs(value)
    elif stated.bound is Bound.AT_LEAST:
        high = float("inf")
    elif stated.bound is Bound.AT_MOST:
        low = low - _NEARLY * abs(value) if _NEAR.match(stated.quote) else float("-inf")
    return Verdict.HOLDS if low - _FLOAT <= computed <= high + _FLOAT else Verdict.OFF


_NEAR = re.compile(r"近|接近|将近")
