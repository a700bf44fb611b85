"""When a message may go to a chat: at once, with the next digest, or when its quiet hours are over."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jianbao.calendar.workdays import is_workday
from jianbao.model import Hours, Rhythm

DIGEST_AT = time(8, 30)  # of daily and weekly digests: before the first meeting of the day
_MONDAY = 0
_FARTHEST = 60  # days that are looked at: longer than any holiday


def next_moment(now: datetime, rhythm: Rhythm, hours: Hours, zone: str) -> datetime | None:
    """Return when a message that comes to be *now* may go, UTC; None for at once.

    The moment is never inside the chat's quiet hours, never on a holiday when it asked for working days, and never
    before it ceases to be mute.

    Args:
        now: UTC.
        rhythm: Of the subscription.
        hours: Of the chat.
        zone: IANA name of the zone that a chat without one of its own lives in.
    """
    local = ZoneInfo(hours.zone or zone)
    begin = max(now, hours.mute_until) if hours.mute_until else now
    moment = _allowed(_digest(begin.astimezone(local), rhythm, begin), hours)
    return None if moment == now.astimezone(local) else moment.astimezone(UTC)


def _digest(begin: datetime, rhythm: Rhythm, exact: datetime) -> datetime:
    """Return the first digest from *begin* on, in the chat's own time."""
    if rhythm is Rhythm.AT_ONCE:
        return exact.astimezone(begin.tzinfo)
    if rhythm is Rhythm.HOURLY:
        later = (exact + timedelta(hours=1)).astimezone(begin.tzinfo)  # an hour of time, also when clocks change
        return later.replace(minute=0, second=0, microsecond=0)
    first = begin if begin.timetz().replace(tzinfo=None) < DIGEST_AT else begin + timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        first += timedelta(days=(_MONDAY - first.weekday()) % 7)
    return _clock(first, DIGEST_AT)


def _allowed(moment: datetime, hours: Hours) -> datetime:
    """Return the first moment from then on that *hours* allow."""
    for _ in range(_FARTHEST):
        if hours.workdays and not _is_working(moment):
            moment = _clock(moment, DIGEST_AT) if is_workday(moment.date()) else _midnight_after(moment)
        elif (end := _quiet_until(moment, hours)) is not None:
            moment = end
        else:
            return moment
    return moment


def _is_working(moment: datetime) -> bool:
    """Tell whether people who want working days only are at work: the first one after a holiday begins at 8:30."""
    if not is_workday(moment.date()):
        return False
    return moment.time() >= DIGEST_AT or is_workday(moment.date() - timedelta(days=1))


def _midnight_after(moment: datetime) -> datetime:
    return _clock(moment + timedelta(days=1), time(0))


def _quiet_until(moment: datetime, hours: Hours) -> datetime | None:
    """Return the end of the quiet hours that *moment* lies in; None when it lies in none."""
    if hours.quiet is None:
        return None
    first, last = hours.quiet
    clock = moment.time()
    if first <= last:
        return _clock(moment, last) if first <= clock < last else None
    if clock >= first:
        return _clock(moment + timedelta(days=1), last)
    return _clock(moment, last) if clock < last else None


def _clock(day: datetime, clock: time) -> datetime:
    """Return *clock* on the day of *day*, by the clock on the wall."""
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
