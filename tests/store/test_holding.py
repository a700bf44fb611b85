"""What is held back waits in nobody's way, goes together when its time has come, and follows what its chat chooses."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from jianbao.model import ALWAYS, UNTIL_TOLD, Channel, Hours, Rhythm
from jianbao.store import State

DAY = timedelta(days=1)


@pytest.fixture
def daily(town):
    """Return a town with one chat that has its child welfare news once a day and all others at once."""
    someone = town.subscriber("1", "child_welfare")
    other = town.store.subscribers.subscribe(someone.id, "party_building", None, town.now)
    [first, _] = town.store.subscribers.subscriptions(someone.id)
    town.store.holding.set_rhythm(first.id, Rhythm.DAILY, town.now)
    town.someone, town.first, town.other = someone, first, other
    return town


def publish(town, make_alert, *names, topics=("child_welfare",)):
    for name in names:
        town.publish(make_alert(name, topics=topics), key=name)


def test_news_at_once_overtake_what_is_held_back(daily, make_alert):
    publish(daily, make_alert, "a", "b")
    publish(daily, make_alert, "c", topics=("party_building",))
    assert [name for _, name, _ in daily.claim()] == ["c"]
    assert daily.store.holding.held(daily.someone.id, daily.now)[0] == 2
    assert daily.store.outbox.owed() == 3


def test_what_was_held_back_is_told_in_one_when_its_time_has_come(daily, make_alert):
    publish(daily, make_alert, "a", "b")
    find = daily.store.backlogs.find
    assert find(Channel.TELEGRAM, daily.now - DAY, 3, daily.now) == []
    daily.later(DAY)
    [backlog] = find(Channel.TELEGRAM, daily.now - 7 * DAY, 3, daily.now)
    assert backlog.held
    assert [alert.id for alert in backlog.alerts] == ["a", "b"]
    assert daily.store.backlogs.merge(backlog, "both")
    [delivery] = daily.deliveries()
    assert (delivery.body, delivery.digest) == ("both", True)
    assert daily.store.outbox.counts()[State.MERGED] == 1


def test_one_alert_alone_is_sent_as_itself(daily, make_alert):
    publish(daily, make_alert, "a")
    assert daily.claim() == []
    daily.later(DAY)
    assert daily.store.backlogs.find(Channel.TELEGRAM, daily.now - 7 * DAY, 3, daily.now) == []
    assert [name for _, name, _ in daily.claim()] == ["a"]


def test_a_rhythm_that_changes_takes_what_is_held_back_along(daily, make_alert):
    publish(daily, make_alert, "a")
    daily.store.holding.set_rhythm(daily.first.id, Rhythm.AT_ONCE, daily.now)
    publish(daily, make_alert, "b")
    assert [name for _, name, _ in daily.claim()] == ["a"]
    assert daily.store.holding.held(daily.someone.id, daily.now) == (0, None)


def test_hours_of_a_chat_hold_back_everything_and_let_go_when_they_change(town, make_alert):
    someone = town.subscriber("1")
    night = Hours(quiet=(time(0), time(23, 59)), zone="UTC")
    town.store.holding.set_hours(someone.id, night, town.now)
    town.publish(make_alert("a"))
    assert town.claim() == []
    kept = next(each for each in town.store.subscribers.all() if each.id == someone.id)
    assert kept.hours == night
    town.store.holding.set_hours(someone.id, ALWAYS, town.now)
    assert [name for _, name, _ in town.claim()] == ["a"]


def test_a_chat_can_have_now_what_is_held_back(daily, make_alert):
    publish(daily, make_alert, "a", "b")
    assert daily.store.holding.release(daily.someone.id) == 2
    [backlog] = daily.store.backlogs.find(Channel.TELEGRAM, daily.now - DAY, 3, daily.now)
    assert len(backlog.alerts) == 2


def test_one_chat_s_choice_holds_back_nobody_else_s(town, make_alert):
    muted, awake = town.subscriber("1"), town.subscriber("2")
    hours = replace(ALWAYS, mute_until=town.now + DAY)
    town.store.holding.set_hours(muted.id, hours, town.now)
    town.publish(make_alert("a"))
    assert [address for address, _, _ in town.claim()] == [awake.address]


def test_one_subscription_falls_silent_and_the_others_go_on(daily, make_alert):
    daily.store.holding.mute(daily.other.id, daily.now + DAY, daily.now)
    publish(daily, make_alert, "a", "b", topics=("party_building",))
    daily.store.holding.set_rhythm(daily.first.id, Rhythm.AT_ONCE, daily.now)
    publish(daily, make_alert, "c")
    assert [name for _, name, _ in daily.claim()] == ["c"]
    assert daily.store.holding.held(daily.someone.id, daily.now) == (2, daily.now + DAY)


@pytest.mark.parametrize("until", [timedelta(days=7), None], ids=["a week", "until told"])
def test_what_a_silent_subscription_found_comes_in_one_and_once_when_its_silence_ends(daily, make_alert, until):
    end = daily.now + until if until else UNTIL_TOLD
    publish(daily, make_alert, "early", topics=("party_building",))
    assert daily.store.holding.mute(daily.other.id, end, daily.now) == 1
    publish(daily, make_alert, "a", "b", topics=("party_building",))
    assert daily.claim() == []
    daily.later(timedelta(days=7, minutes=1))
    if until is None:
        assert daily.claim() == []
        assert daily.store.holding.mute(daily.other.id, None, daily.now) == 3
    [backlog] = daily.store.backlogs.find(Channel.TELEGRAM, daily.now - 30 * DAY, 9, daily.now)
    assert (backlog.held, [alert.id for alert in backlog.alerts]) == (True, ["early", "a", "b"])
    assert daily.store.backlogs.merge(backlog, "all")
    assert [each.body for each in daily.deliveries()] == ["all"]


def test_a_subscription_that_ends_in_silence_loses_nothing(daily, make_alert):
    daily.store.holding.mute(daily.other.id, UNTIL_TOLD, daily.now)
    publish(daily, make_alert, "a", "b", topics=("party_building",))
    assert daily.store.holding.end(daily.other.id, daily.now) == 2
    assert daily.store.holding.held(daily.someone.id, daily.now) == (0, None)
    assert [name for _, name, _ in daily.claim()] == ["a"]


def test_the_longer_of_two_silences_counts(daily, make_alert):
    daily.store.holding.set_hours(daily.someone.id, Hours(mute_until=daily.now + 2 * DAY), daily.now)
    daily.store.holding.mute(daily.other.id, daily.now + DAY, daily.now)
    publish(daily, make_alert, "a", topics=("party_building",))
    assert daily.store.holding.held(daily.someone.id, daily.now)[1] == daily.now + 2 * DAY


def test_a_chat_that_speaks_again_early_is_told_in_one(daily, make_alert):
    daily.store.holding.set_hours(daily.someone.id, Hours(mute_until=daily.now + DAY), daily.now)
    publish(daily, make_alert, "a", "b", topics=("party_building",))
    daily.later(timedelta(hours=1))
    daily.store.holding.set_hours(daily.someone.id, ALWAYS, daily.now)
    [backlog] = daily.store.backlogs.find(Channel.TELEGRAM, daily.now - 7 * DAY, 9, daily.now)
    assert [alert.id for alert in backlog.alerts] == ["a", "b"]
