"""When a source is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from jianbao.engine.due import FIRST_RETRY, LONGEST, RETIRED, after_failure, after_success
from jianbao.errors import Gone, NeedsAttention, ReadError, Unavailable
from jianbao.fetch.folder import SETTLE
from jianbao.model import Source, SourceKind

AT = datetime(2026, 9, 30, 8, tzinfo=UTC)
NEWS = Source(name="news", kind=SourceKind.LIST, url="https://mca.gov.cn/", interval=timedelta(minutes=30))
DAILY = Source(name="daily", kind=SourceKind.FEED, url="https://mca.gov.cn/feed", interval=timedelta(days=1))
INBOX = Source(name="inbox", kind=SourceKind.FOLDER, path="/inbox", interval=timedelta(seconds=5))


def wait(source: Source, error: Exception, streak: int, chance: float = 0.0) -> timedelta:
    return after_failure(source, AT, error, streak, chance) - AT


def test_a_source_that_worked_is_due_after_its_interval_and_some_jitter():
    assert after_success(NEWS, AT, soon=False, chance=0.0) == AT + timedelta(minutes=30)
    assert after_success(NEWS, AT, soon=False, chance=1.0) == AT + timedelta(minutes=33)


def test_documents_that_could_not_be_had_are_tried_again_soon():
    assert after_success(DAILY, AT, soon=True, chance=0.0) == AT + FIRST_RETRY


def test_a_file_that_is_being_written_is_looked_at_again_when_it_may_be_complete():
    hourly = Source(name="hourly", kind=SourceKind.FOLDER, path="/inbox", interval=timedelta(hours=1))
    assert after_success(hourly, AT, soon=True, chance=0.5) == AT + timedelta(seconds=SETTLE)


def test_a_folder_keeps_its_exact_interval():
    assert after_success(INBOX, AT, soon=False, chance=0.7) == AT + timedelta(seconds=5)
    assert wait(INBOX, NeedsAttention("not there"), streak=12, chance=0.7) == timedelta(seconds=5)


def test_a_source_that_is_away_is_asked_soon_and_then_twice_as_late_each_time():
    waits = [wait(NEWS, Unavailable("away"), streak) for streak in range(1, 5)]
    assert waits == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]


def test_a_source_that_needs_a_person_is_not_hurried():
    assert wait(DAILY, NeedsAttention("refused"), 1) == timedelta(days=1)
    assert wait(DAILY, ReadError("not a feed"), 1) == timedelta(days=1)


@pytest.mark.parametrize("streak", [12, 100, 10_000])
def test_a_source_that_fails_for_ever_is_asked_once_a_day(streak):
    assert wait(NEWS, Unavailable("away"), streak) == LONGEST


def test_the_wait_that_a_server_asks_for_is_granted():
    assert wait(NEWS, Unavailable("busy", retry_after=7200), 1) == timedelta(hours=2)
    assert wait(NEWS, Unavailable("busy", retry_after=1), 1) == FIRST_RETRY


@pytest.mark.parametrize("seconds", [1e12, float("inf")])
def test_no_server_can_send_us_away_for_ever(seconds):
    assert wait(NEWS, Unavailable("busy", retry_after=seconds), 1) == RETIRED


def test_a_source_that_says_it_is_closed_is_left_alone_for_a_month():
    assert wait(NEWS, Gone("closed"), 1) == RETIRED
