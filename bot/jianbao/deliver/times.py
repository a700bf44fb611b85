"""Times as readers say them: ``2021-12-31`` is 2021年底."""

import re
from calendar import monthrange
from datetime import datetime, timedelta, timezone

from jianbao.deliver.wording import Words

_CHINA = timezone(timedelta(hours=8))
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?")


def spoken(time: str, words: Words) -> str:
    """Return *time*, a date or period like :attr:`jianbao.model.Statistic.as_of`, in words; anything else as it is."""
    first, slash, last = time.partition("/")
    if not slash:
        return _moment(first, words)
    if len(first) == len(last) == 4:
        return words.years.format(first=first, last=last)
    return words.period.format(first=_moment(first, words), last=_moment(last, words))


def ends(time: str) -> int | None:
    """Return the last second of a day in China as Unix time; None for anything but a day of the calendar."""
    match = _ISO.fullmatch(time)
    if not match or not match["day"]:
        return None
    try:
        day = datetime.fromisoformat(time).replace(tzinfo=_CHINA)
    except ValueError:
        return None
    return int(day.timestamp()) + 86_399


def dated(time: str, words: Words) -> str:
    """Return a date in words, to the day: 2022年9月30日 where :func:`spoken` says 9月底."""
    match = _ISO.fullmatch(time)
    if not match or not match["day"]:
        return spoken(time, words)
    return words.day.format(year=match["year"], month=int(match["month"]), day=int(match["day"]))


def _moment(time: str, words: Words) -> str:
    match = _ISO.fullmatch(time)
    if not match:
        return time
    year, quarter, month, day = match["year"], match["quarter"], match["month"], match["day"]
    if quarter:
        return words.quarter.format(year=year, quarter=words.quarters[int(quarter) - 1])
    if not month or not 1 <= int(month) <= 12:
        return words.year.format(year=year)
    if not day:
        return words.month.format(year=year, month=int(month))
    return _day(int(year), int(month), int(day), words)


def _day(year: int, month: int, day: int, words: Words) -> str:
    if (month, day) == (12, 31):
        return words.year_end.format(year=year)
    if year and day == monthrange(year, month)[1]:
        return words.month_end.format(year=year, month=month)
    return words.day.format(year=year, month=month, day=day)
