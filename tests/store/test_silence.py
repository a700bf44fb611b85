"""What is late does not come at an hour that its chat has closed; what somebody asked for does."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from jianbao.model import ALWAYS, Channel, Hours, Rhythm
from jianbao.store import State

EVENING = datetime(2026, 11, 24, 13, 50, tzinfo=UTC)  # 21:50 in China
NIGHT = Hours(quiet=(time(22), time(7, 30)))
MORNING = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
LATER = timedelta(minutes=20)


@pytest.fixture
def night(town):
    """A chat that closes at ten, ten minutes before."""
    town.now = EVENING
    town.someone = town.subscriber("1", "child_welfare")
    town.store.holding.set_hours(town.someone.id, NIGHT, town.now)
    town.now += timedelta(seconds=1)
    return town


def digests(town):
    return town.store.backlogs.find(Channel.TELEGRAM, town.now - timedelta(hours=6), 3, town.now)


def test_news_that_could_not_be_sent_before_the_night_come_in_the_morning_and_in_one(night, make_alert):
    night.publish(make_alert("a"), make_alert("b"))
    night.later(LATER)
    assert digests(night) == []
    assert night.claim() == []
    assert night.store.holding.held(night.someone.id, night.now) == (2, MORNING)
    night.now = MORNING
    [backlog] = digests(night)
    assert [alert.id for alert in backlog.alerts] == ["a", "b"]


def test_what_was_refused_in_the_evening_is_tried_again_in_the_morning(night, make_alert):
    night.publish(make_alert("a"))
    night.store.outbox.failed(night.begin_next(), "429", night.now + timedelta(minutes=15))
    night.later(LATER)
    assert night.claim() == []
    night.now = MORNING
    assert night.claim() == [("1", "a", 1)]


def test_a_digest_that_missed_its_time_does_not_come_at_night(night, make_alert):
    [wish] = night.store.subscribers.subscriptions(night.someone.id)
    night.store.holding.set_rhythm(wish.id, Rhythm.DAILY, night.now)
    night.publish(make_alert("a"), make_alert("b"))
    night.later(timedelta(days=1, minutes=30))  # we were away all day
    assert digests(night) == []
    assert night.claim() == []
    night.now = MORNING + timedelta(days=1)
    assert len(digests(night)) == 1


def test_a_digest_that_is_ready_and_late_waits_as_well(night, make_alert):
    night.store.holding.set_hours(night.someone.id, replace(NIGHT, mute_until=night.now), night.now)
    night.publish(make_alert("a"), make_alert("b"))
    [wish] = night.store.subscribers.subscriptions(night.someone.id)
    night.store.holding.mute(wish.id, night.now + timedelta(minutes=1), night.now)
    night.later(timedelta(minutes=5))
    [backlog] = digests(night)
    night.store.backlogs.merge(backlog, "both")
    night.later(LATER)
    assert night.claim() == []
    night.now = MORNING
    [told] = night.deliveries()
    assert told.body == "both"


def test_who_asks_for_what_is_held_back_has_it_at_night(night, make_alert):
    night.later(LATER)
    night.publish(make_alert("a"))
    assert night.claim() == []
    night.store.holding.release(night.someone.id)
    assert night.claim() == [("1", "a", 1)]


def test_who_asks_again_has_each_by_itself_at_night_and_however_old(night, make_alert):
    night.publish(*(make_alert(name) for name in "abc"))
    for number in (1, 2, 3):
        night.store.outbox.sent(night.begin_next(), number, night.now)
    night.later(LATER + timedelta(hours=8))
    assert night.store.ledger.resend(night.someone.id, night.now - timedelta(days=1)) == 3
    assert digests(night) == []
    for name in "abc":
        [due] = night.deliveries()
        assert due.alert.id == name
        night.store.outbox.begin(due.id, night.now)
        night.store.outbox.sent(due.id, 9, night.now)


def test_an_alert_that_has_begun_to_arrive_is_finished(night, make_alert):
    night.publish(make_alert("a"), parts=2)
    night.store.outbox.sent(night.begin_next(), 1, night.now)
    night.later(LATER)
    assert night.claim() == [("1", "a", 2)]


def test_what_began_long_ago_is_finished_in_the_morning(night, make_alert):
    night.publish(make_alert("a"), parts=2)
    night.store.outbox.sent(night.begin_next(), 1, night.now)
    night.later(timedelta(hours=2))
    assert night.claim() == []


def test_one_silent_subscription_puts_off_no_other_s_news(night, make_alert):
    night.store.holding.set_hours(night.someone.id, ALWAYS, night.now)
    other = night.store.subscribers.subscribe(night.someone.id, "party_building", None, night.now)
    night.publish(make_alert("a"))
    night.publish(make_alert("b", topics=("party_building",)))
    night.store.outbox.failed(night.begin_next(), "429", night.now)
    [first, _] = night.store.subscribers.subscriptions(night.someone.id)
    night.store.holding.mute(first.id, night.now + timedelta(days=1), night.now)
    assert [name for _, name, _ in night.claim()] == ["b"]
    assert other.id != first.id


def test_a_choice_that_changes_late_puts_nothing_off_again(night, make_alert):
    [wish] = night.store.subscribers.subscriptions(night.someone.id)
    night.store.holding.set_rhythm(wish.id, Rhythm.DAILY, night.now)
    night.publish(make_alert("a"))
    night.now = MORNING + timedelta(hours=1, minutes=5)  # 8:35: the digest is due and has not left
    night.store.holding.set_hours(night.someone.id, replace(NIGHT, zone="Asia/Shanghai"), night.now)
    assert night.claim() == [("1", "a", 1)]


def test_a_choice_does_not_hold_back_what_was_asked_for(night, make_alert):
    night.publish(make_alert("a"))
    night.store.outbox.sent(night.begin_next(), 1, night.now)
    night.store.ledger.resend(night.someone.id, night.now - timedelta(days=1))
    night.later(LATER)
    night.store.holding.set_hours(night.someone.id, replace(NIGHT, workdays=True), night.now)
    assert night.claim() == [("1", "a", 1)]
    assert night.store.outbox.counts()[State.PENDING] == 1


def test_a_silence_that_ends_at_night_ends_in_the_morning(night, make_alert):
    night.store.holding.set_hours(night.someone.id, replace(NIGHT, mute_until=EVENING + timedelta(hours=3)), night.now)
    night.publish(make_alert("a"))
    assert night.store.holding.held(night.someone.id, night.now) == (1, MORNING)
