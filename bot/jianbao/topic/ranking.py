"""Which of an article's figures a topic's readers want first."""

import re
from collections.abc import Sequence

from jianbao.model import Statistic


def rank(statistics: Sequence[Statistic], patterns: Sequence[str], limit: int = 8) -> tuple[int, ...]:
    """Return the indices of the figures that *patterns* name, best first.

    Figures that hang on another one (part of a total, growth of a level, the earlier of a pair) are left out: whoever
    shows the other one shows them with it.

    Args:
        statistics: An article's figures.
        patterns: Regular expressions for indicators, the most important first.
        limit: At most so many.
    """
    wanted = [re.compile(pattern) for pattern in patterns]
    earlier = {statistic.from_ for statistic in statistics}
    totals = {statistic.part_of for statistic in statistics}
    ranked = [
        (place, index not in totals, index)
        for index, statistic in enumerate(statistics)
        if statistic.part_of is None and statistic.of is None and index not in earlier
        for place in [_first(wanted, statistic.indicator)]
        if place is not None
    ]
    return tuple(index for _, _, index in sorted(ranked)[:limit])


def _first(wanted: Sequence[re.Pattern[str]], indicator: str) -> int | None:
    return next((place for place, pattern in enumerate(wanted) if pattern.search(indicator)), None)
