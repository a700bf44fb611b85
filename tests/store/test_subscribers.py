"""Who hears of what, and where."""

import pytest

from jianbao.errors import StoreError
from jianbao.model import Channel, Subscriber, Subscription
from jianbao.store import State


def ensure(town, address="1", **more):
    return town.store.subscribers.ensure(Channel.TELEGRAM, address, now=town.now, **more)


def everybody(town):
    return {each.id: each for each in town.store.subscribers.all()}


def test_a_place_is_one_subscriber_however_often_it_is_met(town):
    first = ensure(town, title="群")
    assert first == Subscriber(id=first.id, channel=Channel.TELEGRAM, address="1", title="群")
    assert ensure(town) == first
    assert town.store.subscribers.all() == [first]


def test_a_new_title_replaces_the_old_one(town):
    ensure(town, title="旧")
    assert ensure(town, title="新").title == "新"


def test_threads_and_channels_are_places_of_their_own(town):
    chat, topic = ensure(town), ensure(town, thread=7)
    console = town.store.subscribers.ensure(Channel.CONSOLE, "1", now=town.now)
    assert len({chat.id, topic.id, console.id}) == 3
    assert (chat.thread, topic.thread) == (None, 7)
    assert town.store.subscribers.all() == [chat, topic, console]


def test_the_same_wish_twice_is_one_subscription(town):
    someone = ensure(town)
    first = town.store.subscribers.subscribe(someone.id, "child_welfare", None, town.now)
    again = town.store.subscribers.subscribe(someone.id, "child_welfare", None, town.now)
    assert first == again == Subscription(id=first.id, subscriber=someone.id, topic="child_welfare")
    assert town.store.subscribers.subscriptions(someone.id) == [first]


def test_an_ended_wish_can_be_made_again(town):
    someone = ensure(town)
    first = town.store.subscribers.subscribe(someone.id, None, "北京市", town.now)
    town.store.subscribers.unsubscribe(first.id)
    assert town.store.subscribers.subscriptions(someone.id) == []
    second = town.store.subscribers.subscribe(someone.id, None, "北京市", town.now)
    town.store.subscribers.unsubscribe(first.id)
    assert town.store.subscribers.subscriptions(someone.id) == [second]


def test_a_wish_of_nobody_is_refused(town):
    with pytest.raises(StoreError, match="no subscriber 99"):
        town.store.subscribers.subscribe(99, None, None, town.now)


def test_a_paused_chat_gets_nothing_in_any_thread_until_it_is_resumed(town, make_alert):
    town.subscriber("1")
    town.subscriber("2")
    thread = ensure(town, "1", thread=7)
    town.store.subscribers.subscribe(thread.id, None, None, town.now)
    town.publish(make_alert())
    town.store.subscribers.pause("1", "blocked")
    assert {each.address: each.paused for each in everybody(town).values()} == {"1": "blocked", "2": None}
    assert [address for address, _, _ in town.claim()] == ["2"]
    town.store.subscribers.resume("1")
    assert [address for address, _, _ in town.claim()] == ["1", "1"]


def test_a_chat_that_moves_takes_threads_wishes_and_what_it_is_owed_with_it(town, make_alert):
    chat = town.subscriber("-1", "child_welfare")
    thread = ensure(town, "-1", thread=7)
    town.publish(make_alert())
    town.store.subscribers.migrate("-1", "-100")
    assert {each.id: each.address for each in town.store.subscribers.all()} == {chat.id: "-100", thread.id: "-100"}
    assert town.claim() == [("-100", "a", 1)]
    assert town.store.subscribers.subscriptions(chat.id)


def test_a_chat_that_moves_to_where_it_subscribed_already_is_told_everything_once(town, make_alert):
    old = town.subscriber("-1", "child_welfare")
    town.subscriber("-1", region="北京市")
    town.publish(make_alert("only old"))
    new = town.subscriber("-100", "child_welfare")
    town.publish(make_alert("both"))
    town.store.subscribers.migrate("-1", "-100")

    assert everybody(town)[old.id].paused == "moved to -100"
    assert town.store.subscribers.subscriptions(old.id) == []
    wishes = town.store.subscribers.subscriptions(new.id)
    assert {(wish.topic, wish.region) for wish in wishes} == {("child_welfare", None), (None, "北京市")}

    told = []
    while due := town.deliveries():
        told += [(each.subscriber.address, each.alert.id) for each in due]
        for each in due:
            town.store.outbox.begin(each.id, town.now)
            town.store.outbox.sent(each.id, 1, town.now)
    assert told == [("-100", "only old"), ("-100", "both")]
    assert town.store.outbox.counts()[State.DEAD] == 1
    assert town.publish(make_alert("later")).deliveries == 1


def test_moving_an_unknown_chat_changes_nothing(town):
    someone = town.subscriber("1")
    town.store.subscribers.migrate("5", "6")
    assert everybody(town) == {someone.id: someone}
