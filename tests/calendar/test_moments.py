"""When a message may go: never in quiet hours, never on a holiday that was to be free, and not later than need be."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.calendar.moments import DIGEST_AT, next_moment
from jianbao.calendar.workdays import is_workday
from jianbao.model import ALWAYS, Hours, Rhythm

CHINA = ZoneInfo("Asia/Shanghai")
NIGHT = (time(22), time(7, 30))
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Urumqi"])
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 1060 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
QUIET = st.none() | st.tuples(CLOCKS, CLOCKS).filter(lambda each: each[0] != each[1])


def china(day: int, clock: str, month: int = 11) -> datetime:
    return datetime(2026, month, day, int(clock[:2]), int(clock[3:]), tzinfo=CHINA)


def is_quiet(clock: time, quiet: tuple[time, time]) -> bool:
    first, last = quiet
    return first <= clock < last if first <= last else clock >= first or clock < last


@given(MOMENTS, st.sampled_from(Rhythm), QUIET, st.booleans(), ZONES)
def test_the_moment_is_allowed_and_not_in_the_past(now, rhythm, quiet, workdays, zone):
    hours = Hours(quiet=quiet, workdays=workdays, zone=zone)
    moment = next_moment(now, rhythm, hours, "UTC") or now
    local = moment.astimezone(ZoneInfo(zone))
    assert moment >= now
    assert not quiet or not is_quiet(local.time(), quiet)
    assert not workdays or is_workday(local.date())
    assert moment - now <= timedelta(days=25)


@given(MOMENTS, st.sampled_from(Rhythm), QUIET, st.booleans(), st.timedeltas(timedelta(0), timedelta(days=2)))
def test_who_comes_later_does_not_go_earlier(now, rhythm, quiet, workdays, wait):
    hours = Hours(quiet=quiet, workdays=workdays)
    first = next_moment(now, rhythm, hours, "Asia/Shanghai") or now
    second = next_moment(now + wait, rhythm, hours, "Asia/Shanghai") or now + wait
    assert first <= second


@pytest.mark.parametrize(
    ("now", "rhythm", "hours", "then"),
    [
        (china(24, "12:00"), Rhythm.AT_ONCE, ALWAYS, None),
        (china(24, "12:10"), Rhythm.HOURLY, ALWAYS, china(24, "13:00")),
        (china(24, "23:10"), Rhythm.HOURLY, ALWAYS, china(25, "00:00")),
        (china(24, "08:00"), Rhythm.DAILY, ALWAYS, china(24, "08:30")),
        (china(24, "08:30"), Rhythm.DAILY, ALWAYS, china(25, "08:30")),
        (china(24, "12:00"), Rhythm.WEEKLY, ALWAYS, china(30, "08:30")),
        (china(24, "21:59"), Rhythm.AT_ONCE, Hours(quiet=NIGHT), None),
        (china(24, "22:00"), Rhythm.AT_ONCE, Hours(quiet=NIGHT), china(25, "07:30")),
        (china(25, "03:00"), Rhythm.AT_ONCE, Hours(quiet=NIGHT), china(25, "07:30")),
        (china(28, "12:00"), Rhythm.AT_ONCE, Hours(workdays=True), china(30, "08:30")),
        (china(1, "12:00", 10), Rhythm.AT_ONCE, Hours(workdays=True), china(8, "08:30", 10)),
        (china(24, "12:00"), Rhythm.AT_ONCE, Hours(mute_until=china(26, "12:00")), china(26, "12:00")),
        (china(24, "12:00"), Rhythm.AT_ONCE, Hours(mute_until=china(23, "12:00")), None),
    ],
)
def test_rhythms_quiet_hours_holidays_and_silence(now, rhythm, hours, then):
    assert next_moment(now.astimezone(UTC), rhythm, hours, "Asia/Shanghai") == then


def test_a_digest_comes_at_the_same_clock_when_clocks_change():
    hours = Hours(zone="Europe/Berlin")
    for day in (24, 25):  # clocks go back on 2026-10-25
        moment = next_moment(datetime(2026, 10, day, 10, tzinfo=UTC), Rhythm.DAILY, hours, "UTC")
        assert moment is not None
        assert moment.astimezone(ZoneInfo("Europe/Berlin")).time() == DIGEST_AT
