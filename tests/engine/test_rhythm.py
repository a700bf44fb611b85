"""When news are to be expected, from what a source has done so far."""

from datetime import UTC, datetime, timedelta

import pytest

from jianbao.calendar import workdays
from jianbao.engine import rhythm
from jianbao.engine.due import after_success
from jianbao.model import Source, SourceKind, Watched, Wishes

NEWS = Source(name="news", kind=SourceKind.LIST, url="https://mca.gov.cn/", interval=timedelta(minutes=30))
HOUR = timedelta(hours=1)


def china(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=workdays.CHINA)


def working(days: int, hour: int = 10, until: datetime | None = None) -> Watched:
    """A source that has published at one hour of each working day."""
    until = until or china(2026, 9, 21, 12)
    moments = [until.replace(hour=hour, minute=0) - timedelta(days=number) for number in range(days, 0, -1)]
    arrivals = tuple(int(moment.timestamp()) for moment in moments if workdays.is_workday(moment.date()))
    return Watched(since=moments[0] - HOUR, arrivals=arrivals)


def test_holidays_and_the_days_worked_for_them_are_known():
    assert not workdays.is_workday(china(2026, 10, 1).date())  # 国庆节, a Thursday
    assert workdays.is_workday(china(2026, 10, 10).date())  # a Saturday that is worked
    assert workdays.between(china(2026, 9, 30, 18), china(2026, 10, 8, 9)) == 1


def test_of_a_year_that_is_not_announced_yet_weekends_are_known():
    assert workdays.is_workday(china(2040, 1, 2).date())
    assert not workdays.is_workday(china(2040, 1, 1).date())  # a Sunday


def test_as_long_as_nothing_is_known_the_interval_is_kept():
    assert rhythm.interval(NEWS, Watched(), china(2026, 9, 21, 3)) == NEWS.interval
    young = Watched(since=china(2026, 9, 20, 12), arrivals=tuple(range(64)))
    assert rhythm.interval(NEWS, young, china(2026, 9, 21, 3)) == NEWS.interval


def test_a_source_is_asked_often_when_it_publishes_and_rarely_at_night():
    learnt = working(21)
    morning = rhythm.interval(NEWS, learnt, china(2026, 9, 21, 9, 30))
    night = rhythm.interval(NEWS, learnt, china(2026, 9, 21, 21))
    assert morning < 3 * HOUR
    assert night == rhythm.slowest(NEWS) == 4 * HOUR


def test_a_source_that_publishes_all_day_is_asked_at_the_operators_interval():
    at = china(2026, 9, 21, 14)
    busy = Watched(
        since=at - timedelta(days=30), arrivals=tuple(int(at.timestamp()) - 600 * n for n in range(64, 0, -1))
    )
    assert rhythm.interval(NEWS, busy, at) == NEWS.interval


def test_a_holiday_is_no_working_day_for_the_rhythm():
    learnt = working(28, until=china(2026, 9, 30, 12))
    workday = rhythm.interval(NEWS, learnt, china(2026, 9, 30, 9))
    holiday = rhythm.interval(NEWS, learnt, china(2026, 10, 1, 9))
    assert holiday > workday


def test_a_source_that_brings_nothing_is_asked_more_rarely_but_never_less_than_the_operator_says():
    quiet = Watched(since=china(2026, 6, 1))
    at = china(2026, 9, 21, 10)
    assert rhythm.interval(NEWS, quiet, at) == 4 * HOUR
    patient = Source(name="a", kind=SourceKind.FEED, url="https://x", interval=HOUR, slowest=2 * HOUR)
    assert rhythm.interval(patient, quiet, at) == 2 * HOUR


@pytest.mark.parametrize("hour", range(24))
def test_the_wait_is_always_between_interval_and_slowest(hour):
    for learnt in (Watched(), working(9), working(60, hour=23), Watched(since=china(2020, 1, 1))):
        for day in (1, 3, 10, 21):
            wait = rhythm.interval(NEWS, learnt, china(2026, 10, day, hour, 59))
            assert NEWS.interval <= wait <= rhythm.slowest(NEWS)


def test_only_the_latest_arrivals_are_kept():
    watched = Watched(arrivals=tuple(range(rhythm.KEPT)))
    kept = rhythm.remember(watched, datetime(2026, 1, 1, tzinfo=UTC))
    assert len(kept) == rhythm.KEPT
    assert kept[0] == 1


def test_what_the_source_asks_for_is_granted():
    at = china(2026, 9, 21, 10)
    later = after_success(NEWS, at, soon=False, chance=0.0, freshness=3600)
    assert later == at + HOUR
    feed = Watched(wishes=Wishes(ttl=7200))
    assert after_success(NEWS, at, soon=False, chance=0.0, watched=feed) == at + 2 * HOUR
    closed = Watched(wishes=Wishes(skip_hours=(2, 3)))  # in UTC: 10 and 11 in China
    assert after_success(NEWS, at, soon=False, chance=0.0, watched=closed) == china(2026, 9, 21, 12)


def test_a_server_that_calls_every_page_fresh_for_a_day_does_not_keep_news_away_for_a_day():
    at = china(2026, 9, 21, 10)
    assert after_success(NEWS, at, soon=False, chance=0.0, freshness=86400) == at + rhythm.slowest(NEWS)
