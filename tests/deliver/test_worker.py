"""Deliveries on a real store: each outcome is settled as the table says, and none disturbs another."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from jianbao.deliver.worker import LONGEST_WAIT, drain, patience
from jianbao.errors import ConfigError
from jianbao.model import Alert, Channel, Dead, Document, Failed, Moved, Sent, Unknown, Unreachable
from jianbao.store import State

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def subscribe(store, *addresses):
    for address in addresses:
        subscriber = store.subscribers.ensure(Channel.TELEGRAM, address, now=NOW)
        store.subscribers.subscribe(subscriber.id, None, None, NOW)


def publish(store, *names, parts=1):
    """Commit an alert of so many parts for each name."""
    for name in names:
        alert = Alert(id=name, title=name, topics=("child_welfare",), region="北京市")
        bodies = [f"{name}/{part}" for part in range(1, parts + 1)]
        store.documents.commit(
            Document(id=name, text=name),
            source="test",
            key=name,
            alerts=[alert],
            shapes={Channel.TELEGRAM: lambda _, bodies=bodies: bodies},
            now=NOW,
        )


class Script:
    """A sender that does what the test says; it notes what left the house."""

    def __init__(self, outcome=None, *, before=None):
        self.left = []
        self._outcome = outcome or (lambda _: Sent(1))
        self._before = before or (lambda _: None)

    async def send(self, delivery, begin):
        early = self._before(delivery)
        if early is not None:
            return early
        await begin()
        self.left.append((delivery.subscriber.address, delivery.body))
        outcome = self._outcome(delivery)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def states(store):
    return {state: number for state, number in store.outbox.counts().items() if number}


async def test_everything_owed_is_sent_once(store, clock):
    subscribe(store, "1", "2", "3")
    publish(store, "a", "b")
    sender = Script()
    tally = await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert tally == {"sent": 6}
    assert sorted(sender.left) == sorted((who, body) for who in "123" for body in ("a/1", "b/1"))
    assert await drain(store, Channel.TELEGRAM, sender, clock=clock.now) == {}
    assert states(store) == {State.SENT: 6}


async def test_parts_and_alerts_keep_their_order_within_a_chat(store, clock):
    subscribe(store, "1")
    publish(store, "a", "b", parts=3)
    sender = Script()
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert [body for _, body in sender.left] == ["a/1", "a/2", "a/3", "b/1", "b/2", "b/3"]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent(5), State.SENT),
        (Failed("no connection"), State.FAILED),
        (Unknown("answer lost"), State.UNKNOWN),
        (Dead("too long"), State.DEAD),
        (Unreachable("blocked"), State.FAILED),
    ],
    ids=str,
)
async def test_each_outcome_is_written_down(store, clock, outcome, state):
    subscribe(store, "1")
    publish(store, "a")
    await drain(store, Channel.TELEGRAM, Script(lambda _: outcome), clock=clock.now)
    assert states(store) == {state: 1}


async def test_what_failed_is_sent_at_its_time_and_not_before(store, clock):
    subscribe(store, "1")
    publish(store, "a")
    await drain(store, Channel.TELEGRAM, Script(lambda _: Failed("429", timedelta(seconds=30))), clock=clock.now)
    sender = Script()
    clock.advance(timedelta(seconds=29))
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert sender.left == []
    clock.advance(timedelta(seconds=1))
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert sender.left == [("1", "a/1")]


async def test_what_may_have_arrived_is_never_sent_again(store, clock):
    subscribe(store, "1")
    publish(store, "a", "b")
    sender = Script(lambda delivery: Unknown("answer lost") if delivery.body == "a/1" else Sent(1))
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    clock.advance(timedelta(days=3))
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert [body for _, body in sender.left] == ["a/1", "b/1"]
    assert states(store) == {State.UNKNOWN: 1, State.SENT: 1}


async def test_who_blocks_is_paused_and_gets_what_waited_after_coming_back(store, clock):
    subscribe(store, "1", "2")
    publish(store, "a", "b")
    blocked = Script(lambda delivery: Unreachable("blocked") if delivery.subscriber.address == "1" else Sent(1))
    await drain(store, Channel.TELEGRAM, blocked, clock=clock.now)
    assert blocked.left.count(("1", "a/1")) == 1
    assert ("1", "b/1") not in blocked.left
    assert {each.address: each.paused for each in store.subscribers.all()} == {"1": "blocked", "2": None}
    store.subscribers.resume("1")
    sender = Script()
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert sender.left == [("1", "a/1"), ("1", "b/1")]


async def test_a_group_that_moved_gets_its_alert_at_the_new_address(store, clock):
    subscribe(store, "-5")
    publish(store, "a")
    sender = Script(lambda delivery: Moved("-1005") if delivery.subscriber.address == "-5" else Sent(1))
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert sender.left == [("-5", "a/1"), ("-1005", "a/1")]
    assert states(store) == {State.SENT: 1}


async def test_a_refused_token_ends_the_channel_and_loses_nothing(store, clock):
    subscribe(store, *map(str, range(40)))
    publish(store, "a")
    with pytest.raises(ConfigError, match="token"):
        await drain(store, Channel.TELEGRAM, Script(lambda _: ConfigError("token")), clock=clock.now)
    clock.advance(timedelta(minutes=10))
    sender = Script()
    await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert len(sender.left) == 40


async def test_a_fault_in_a_sender_costs_one_delivery(store, clock, caplog):
    subscribe(store, "1", "2")
    publish(store, "a")
    sender = Script(lambda delivery: ValueError("oops") if delivery.subscriber.address == "1" else Sent(1))
    with caplog.at_level(logging.ERROR):
        await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
    assert states(store) == {State.UNKNOWN: 1, State.SENT: 1}
    assert "went wrong" in caplog.text


async def test_a_failure_before_anything_left_is_no_unknown(store, clock):
    subscribe(store, "1")
    publish(store, "a")
    await drain(store, Channel.TELEGRAM, Script(before=lambda _: Failed("chat is stopped")), clock=clock.now)
    assert states(store) == {State.FAILED: 1}


async def test_a_worker_whose_lease_ran_out_sends_nothing(store, clock):
    subscribe(store, "1")
    publish(store, "a")

    late = [True]

    def lose_it(_):
        if late.pop() if late else False:
            clock.advance(timedelta(hours=1))
            store.outbox.recover(clock.now())

    sender = Script(before=lose_it)
    assert await drain(store, Channel.TELEGRAM, sender, clock=clock.now) == {"lost": 1, "sent": 1}
    assert sender.left == [("1", "a/1")]


async def test_after_stop_nothing_new_is_begun_and_what_is_under_way_is_finished(store, clock):
    subscribe(store, *map(str, range(10)))
    publish(store, "a")
    stop = asyncio.Event()
    sender = Script(before=lambda _: stop.set())
    tally = await drain(store, Channel.TELEGRAM, sender, clock=clock.now, stop=stop, width=3)
    assert tally == {"sent": 3}
    assert states(store) == {State.SENT: 3, State.PENDING: 7}


async def test_a_slow_chat_holds_up_no_other(store, clock):
    subscribe(store, "slow", *map(str, range(20)))
    publish(store, "a")
    others_done = asyncio.Event()

    class Slow(Script):
        async def send(self, delivery, begin):
            if delivery.subscriber.address == "slow":
                await others_done.wait()
            result = await super().send(delivery, begin)
            if len(self.left) == 20:
                others_done.set()
            return result

    tally = await drain(store, Channel.TELEGRAM, Slow(), clock=clock.now, width=2)
    assert tally == {"sent": 21}


async def test_other_channels_are_left_alone(store, clock):
    subscribe(store, "1")
    publish(store, "a")
    assert await drain(store, Channel.CONSOLE, Script(), clock=clock.now) == {}
    assert states(store) == {State.PENDING: 1}


def test_patience_doubles_up_to_ten_minutes():
    waits = [patience(attempts) for attempts in range(20)]
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert max(waits) == waits[-1] == LONGEST_WAIT
