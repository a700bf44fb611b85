"""What a guest who was shown out has subscribed: halted in chats of others, and taken over at most once."""

from datetime import timedelta

import pytest

from jianbao.model import ANYTHING, UNTIL_TOLD, Channel, Keywords, Narrowing, Rhythm
from jianbao.store import State

GUEST, HEIR = "7", "8"
NARROWING = Narrowing(issuer="民政部", keywords=Keywords.parse("慈善"))


@pytest.fixture
def house(town):
    """A guest with a chat of their own, a group with two threads, and a channel that another has subscribed too."""
    store = town.store
    store.guests.invite("t", 5, town.now + timedelta(days=1))
    store.guests.admit("t", GUEST, town.now)

    def subscribe(address, asker, topic=None, thread=None, narrowing=ANYTHING):
        someone = store.subscribers.ensure(Channel.TELEGRAM, address, thread, f"chat {address}", now=town.now)
        return store.subscribers.subscribe(someone.id, topic, None, town.now, narrowing, asker=asker)

    town.own = subscribe(GUEST, GUEST)
    town.group = subscribe("-1", GUEST, "child_welfare")
    town.thread = subscribe("-1", GUEST, "child_welfare", thread=5)
    town.channel = subscribe("-2", GUEST, "child_welfare")
    town.others = subscribe("-2", HEIR)
    town.unknown = subscribe("-3", "")
    town.subscribe = subscribe
    return town


def heard(town):
    """Return the chats that are owed the next alert."""
    town.later()
    name = f"at {town.now}"
    town.publish(town.make_alert(name))
    return sorted({address for address, alert, _ in town.claim() if alert == name})


@pytest.fixture(autouse=True)
def _alerts(town, make_alert):
    town.make_alert = make_alert


def test_all_that_a_guest_asked_for_is_halted_and_nothing_of_others(house):
    told = house.store.guests.show_out(GUEST, house.now)
    assert [each.address for each in told] == ["-1", "-2"]
    assert told[0].title == "chat -1"
    assert heard(house) == ["-2", "-3"]


def test_what_waits_is_given_up_but_in_chats_that_others_have_subscribed(house, make_alert):
    house.publish(make_alert("a"))
    house.store.guests.show_out(GUEST, house.now)
    counts = house.store.outbox.counts()
    assert (counts[State.DEAD], counts[State.PENDING]) == (3, 2)
    assert sorted(address for address, _, _ in house.claim()) == ["-2", "-3"]


def test_what_was_held_back_in_silence_is_not_held_for_ever(house, make_alert):
    house.store.holding.mute(house.channel.id, UNTIL_TOLD, house.now)
    house.publish(make_alert("a"))
    house.store.guests.show_out(GUEST, house.now)
    [lost] = [each for each in house.store.ledger.entries([State.DEAD]) if each.address == "-2"]
    assert "may not use the bot" in lost.reason


def test_all_threads_of_a_chat_are_taken_over_with_rhythm_and_conditions_and_once_only(house):
    narrow = house.subscribe("-1", GUEST, "child_welfare", None, NARROWING)
    house.store.holding.set_rhythm(narrow.id, Rhythm.WEEKLY, house.now)
    [group, _] = house.store.guests.show_out(GUEST, house.now)
    taken = house.store.orphans.adopt(group.id, HEIR, house.now)
    assert sorted((each.narrowing, each.rhythm) == (NARROWING, Rhythm.WEEKLY) for each in taken) == [False, False, True]
    assert house.store.orphans.adopt(group.id, "9", house.now) == []
    assert heard(house) == ["-1", "-2", "-3"]
    assert house.store.guests.show_out(GUEST, house.now) is None
    house.store.guests.invite("u", 1, house.now + timedelta(days=1))
    house.store.guests.admit("u", HEIR, house.now)
    assert [each.address for each in house.store.guests.show_out(HEIR, house.now)] == ["-1", "-2"]


def test_who_has_subscribed_the_same_meanwhile_has_it_once(house):
    house.store.guests.show_out(GUEST, house.now)
    again = house.subscribe("-1", HEIR, "child_welfare")
    taken = house.store.orphans.adopt(house.group.subscriber, HEIR, house.now)
    assert [each.id for each in taken if each.subscriber == house.group.subscriber] == [again.id]


def test_a_group_that_becomes_a_supergroup_can_still_be_taken_over(house):
    twin = house.store.subscribers.ensure(Channel.TELEGRAM, "-1001", now=house.now)
    house.store.guests.show_out(GUEST, house.now)
    house.store.subscribers.migrate("-1", "-1001")
    assert len(house.store.orphans.adopt(twin.id, HEIR, house.now)) == 2
    assert "-1001" in heard(house)


def test_a_chat_that_nobody_knows_has_nothing_to_take_over(house):
    assert house.store.orphans.chat(99) is None
    assert house.store.orphans.adopt(99, HEIR, house.now) == []


def test_chats_that_are_let_in_by_themselves_go_on(house):
    told = house.store.guests.show_out(GUEST, house.now, {"-1"})
    assert [each.address for each in told] == ["-2"]
    assert heard(house) == ["-1", "-2", "-3"]
