"""China's working days: weekends, public holidays and the 调休 days that are worked to make up for them."""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

CHINA = timezone(timedelta(hours=8))
_MOST_DAYS = 1000  # that are counted; nothing is older


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Tell whether offices are open on *day*; of years that are not announced yet only weekends are known."""
    from chinese_calendar import is_workday as announced  # noqa: PLC0415 - only those who watch sources need its tables

    try:
        return bool(announced(day))
    except NotImplementedError:
        return day.weekday() < 5


def between(earlier: datetime, later: datetime) -> int:
    """Count the working days after the day of *earlier*, up to the day of *later*, in Chinese time."""
    first, last = earlier.astimezone(CHINA).date(), later.astimezone(CHINA).date()
    days = min((last - first).days, _MOST_DAYS)
    return sum(is_workday(first + timedelta(days=number)) for number in range(1, days + 1))
