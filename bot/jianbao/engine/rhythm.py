"""When the next news of a source is to be expected, from what it has done so far: pure functions."""

from collections import defaultdict
from datetime import datetime, timedelta

from jianbao.calendar import workdays
from jianbao.model import Source, Watched

KEPT = 64  # arrivals that are remembered
LEARNT = 8  # arrivals from which on a rhythm is believed
AWAITED = 0.5  # arrivals to be expected before it is worth to look again
_WATCHED = timedelta(days=3)  # shorter experience says nothing about nights and weekends
_SLOWER = 8  # the longest time between two looks, in intervals, unless the operator says otherwise
_LONGEST = timedelta(days=1)
_BELIEF = 6  # arrivals' worth of what is known of offices in general, against what is known of this one
_HOUR = timedelta(hours=1)


def _usual(workday: bool, hour: int) -> float:
    """Return how busy an office is that publishes as they all do: from eight to eight, on working days."""
    return (1.0 if workday else 0.15) * (1.0 if 8 <= hour < 20 else 0.1)


_USUAL = {(workday, hour): _usual(workday, hour) for workday in (True, False) for hour in range(24)}
_WEEK = {(workday, hour): 5 if workday else 2 for workday, hour in _USUAL}  # days of each kind
_USUAL_WEEK = sum(_USUAL[slot] * days for slot, days in _WEEK.items())


def slowest(source: Source) -> timedelta:
    """Return the longest time between two looks that the operator puts up with."""
    return source.slowest or max(source.interval, min(_SLOWER * source.interval, _LONGEST))


def remember(watched: Watched, at: datetime) -> tuple[int, ...]:
    """Return the arrivals with one more."""
    return (*watched.arrivals, int(at.timestamp()))[-KEPT:]


def gap(watched: Watched) -> timedelta | None:
    """Return the usual time between two arrivals; None when too few are known."""
    if len(watched.arrivals) < LEARNT:
        return None
    return timedelta(seconds=(watched.arrivals[-1] - watched.arrivals[0]) / (len(watched.arrivals) - 1))


def interval(source: Source, watched: Watched, at: datetime) -> timedelta:
    """Return how long to wait after a look at *at*.

    As long as nothing is known, that is the source's own interval. Later it is the time in which half an arrival is to
    be expected, at this hour and on such a day: never less than the interval, never more than :func:`slowest`.
    """
    if watched.since is None or at - watched.since < _WATCHED:
        return source.interval
    longest = slowest(source)
    rates = _rates(watched, at)
    moment, expected = at.astimezone(workdays.CHINA), 0.0
    while moment - at < longest:
        rate = rates[workdays.is_workday(moment.date()), moment.hour]
        following = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
        more = rate * ((following - moment) / _HOUR)
        if expected + more >= AWAITED:
            moment += _HOUR * ((AWAITED - expected) / rate)
            break
        expected, moment = expected + more, following
    return min(max(source.interval, moment - at), longest)


def _rates(watched: Watched, at: datetime) -> dict[tuple[bool, int], float]:
    """Return the arrivals to be expected in an hour, by kind of day and hour of the day in Chinese time."""
    begin = watched.since or at
    if len(watched.arrivals) == KEPT:
        begin = datetime.fromtimestamp(watched.arrivals[0], workdays.CHINA)
    hours = max((at - begin) / _HOUR, 1.0)
    a_week = (len(watched.arrivals) + AWAITED) / hours * 168
    seen = _hours(watched)
    total = _BELIEF + sum(seen.values())
    return {
        slot: a_week * (_BELIEF * usual * _WEEK[slot] / _USUAL_WEEK + seen[slot]) / total / _WEEK[slot]
        for slot, usual in _USUAL.items()
    }


def _hours(watched: Watched) -> defaultdict[tuple[bool, int], float]:
    """Count arrivals by kind of day and hour; half of each goes to the hours around, which nobody keeps exactly."""
    seen: defaultdict[tuple[bool, int], float] = defaultdict(float)
    for second in watched.arrivals:
        moment = datetime.fromtimestamp(second, workdays.CHINA)
        workday = workdays.is_workday(moment.date())
        for hour, share in ((moment.hour, 0.5), ((moment.hour - 1) % 24, 0.25), ((moment.hour + 1) % 24, 0.25)):
            seen[workday, hour] += share
    return seen
