"""How often a source wants to be asked: said by its answers' headers and, in feeds, by the feed itself."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from jianbao.model import Wishes

LONGEST = 86400.0  # seconds that a source may ask for: a mistake there must not keep news away for longer
_HEAD = 65536  # bytes of a feed in which its own elements are looked for; entries come after them
_FIRST_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_SKIP_HOURS = re.compile(rb"<skipHours>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
_PERIODS = {b"hourly": 3600, b"daily": 86400, b"weekly": 604800, b"monthly": 2592000, b"yearly": 31536000}
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOW = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


NO_WISHES = Wishes()


def of_feed(body: bytes) -> Wishes:
    """Return what the feed in *body* asks for."""
    head = body[:_HEAD]
    if entry := _FIRST_ENTRY.search(head):
        head = head[: entry.start()]
    return Wishes(ttl=min(_ttl(head), LONGEST), skip_hours=_hours(head), skip_days=_days(head))


def _ttl(head: bytes) -> float:
    minutes = _TTL.search(head)
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    often = max(1, int(frequency[1])) if frequency else 1
    syndication = _PERIODS[period[1].lower()] / often if period else 0.0
    return max(int(minutes[1]) * 60.0 if minutes else 0.0, syndication)


def _hours(head: bytes) -> tuple[int, ...]:
    block = _SKIP_HOURS.search(head)
    return tuple(sorted({int(hour) % 24 for hour in _HOUR.findall(block[1])})) if block else ()


def _days(head: bytes) -> tuple[int, ...]:
    block = _SKIP_DAYS.search(head)
    names = {day.lower() for day in _DAY.findall(block[1])} if block else set()
    return tuple(number for number, name in enumerate(_DAYS) if name in names)


def freshness(headers: httpx.Headers) -> float:
    """Return for how many seconds an answer holds, by its own ``Cache-Control`` or ``Expires``; 0 when it says nothing.

    A date is read against the server's own clock.
    """
    control = headers.get("Cache-Control", "")
    if _NOW.search(control):
        return 0.0
    if age := _MAX_AGE.search(control):
        passed = headers.get("Age", "").strip()
        return min(max(0.0, float(age[1]) - (float(passed) if passed.isdecimal() else 0.0)), LONGEST)
    until, now = _date(headers.get("Expires", "")), _date(headers.get("Date", ""))
    return min(max(0.0, (until - now).total_seconds()), LONGEST) if until and now else 0.0


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else None
