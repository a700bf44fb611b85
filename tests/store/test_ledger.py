"""The outbox in the hands of people, and what outlives a process for the limiter."""

from datetime import timedelta

import pytest

from jianbao.model import Channel, Promise
from jianbao.store import State
from jianbao.store.delivery import MOST_REPEATS
from jianbao.store.halts import EVERYWHERE

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def states(town):
    return {state: count for state, count in town.store.outbox.counts().items() if count}


def test_an_operator_sees_where_each_message_stands_and_why(town, make_alert):
    town.subscriber("7")
    town.publish(make_alert("a"))
    number = town.begin_next()
    town.store.outbox.unknown(number, "no answer")
    [entry] = town.store.ledger.entries([State.UNKNOWN])
    assert (entry.id, entry.address, entry.state, entry.reason) == (number, "7", State.UNKNOWN, "no answer")
    assert (entry.alert, entry.attempts, entry.begun) == (make_alert("a"), 1, town.now)
    assert town.store.ledger.entries([State.SENT]) == []


def test_retrying_sends_again_what_did_not_arrive_and_counts_what_may_have(town, make_alert):
    town.subscriber("7")
    town.publish(make_alert("a"), make_alert("b"), make_alert("c"))
    settle = (
        town.store.outbox.unknown,
        town.store.outbox.dead,
        lambda number, _: town.store.outbox.sent(number, 1, town.now),
    )
    numbers = []
    for end in settle:
        numbers.append(town.begin_next())
        end(numbers[-1], "reason")
    assert town.store.ledger.retry(numbers) == 2
    assert states(town) == {State.PENDING: 2, State.SENT: 1}
    assert town.store.outbox.repeated() == 1
    assert town.claim() == [("7", "a", 1)]


def test_what_is_on_the_wire_or_has_arrived_cannot_be_dropped(town, make_alert):
    town.subscriber("7")
    town.subscriber("8")
    town.publish(make_alert("a"))
    first, second = town.deliveries()
    town.store.outbox.begin(first.id, town.now)
    assert town.store.ledger.drop([first.id, second.id, 99], "by hand") == 0
    town.store.outbox.sent(first.id, 1, town.now)
    town.later()
    assert town.store.ledger.drop([first.id], "by hand") == 0
    town.store.outbox.recover(town.now)
    assert town.store.ledger.drop([second.id], "by hand") == 1
    assert states(town) == {State.SENT: 1, State.DEAD: 1}


def test_at_least_once_sends_again_after_a_crash_and_gives_in_after_some(town, make_alert):
    someone = town.subscriber("7")
    town.store.subscribers.promise(someone.id, Promise.AT_LEAST_ONCE)
    town.publish(make_alert("a"))
    for _ in range(MOST_REPEATS):
        town.begin_next()
        town.later()
        town.store.outbox.recover(town.now)
        assert states(town) == {State.FAILED: 1}
    town.begin_next()
    town.later()
    town.store.outbox.recover(town.now)
    assert states(town) == {State.UNKNOWN: 1}
    assert town.store.outbox.repeated() == MOST_REPEATS


def test_a_promise_holds_for_its_own_chat_only(town, make_alert):
    careful = town.subscriber("7")
    town.subscriber("8")
    town.store.subscribers.promise(careful.id, Promise.AT_LEAST_ONCE)
    town.publish(make_alert("a"))
    for each in town.deliveries():
        town.store.outbox.begin(each.id, town.now)
    town.later()
    town.store.outbox.recover(town.now)
    assert states(town) == {State.FAILED: 1, State.UNKNOWN: 1}


def test_chats_take_turns_however_much_is_owed_to_one_of_them(town, make_alert):
    town.subscriber("busy")
    town.publish(*(make_alert(name) for name in "abc"))
    number = town.begin_next()
    town.store.outbox.sent(number, 1, town.now)
    town.subscriber("new")
    town.publish(make_alert("d"))
    assert town.claim(limit=1) == [("new", "d", 1)]


def test_what_is_postponed_is_untouched_and_comes_back_at_its_time(town, make_alert):
    town.subscriber("7")
    town.publish(make_alert("a"))
    [due] = town.deliveries()
    town.store.outbox.postpone(due.id, town.now + 5 * SECOND)
    assert states(town) == {State.PENDING: 1}
    assert town.claim() == []
    town.later(5 * SECOND)
    [again] = town.deliveries()
    assert (again.id, again.attempts) == (due.id, 0)


def test_a_thread_can_be_paused_and_resumed_alone(town):
    for thread in (None, 5):
        town.store.subscribers.ensure(Channel.TELEGRAM, "-100", thread, now=town.now)
    town.store.subscribers.pause("-100", "closed", 5)
    assert [each.paused for each in town.store.subscribers.all()] == [None, "closed"]
    assert town.store.subscribers.resume("-100", 5) == "closed"
    assert town.store.subscribers.resume("-100") is None


def test_halts_are_remembered_until_they_are_over(town):
    town.store.halts.note(Channel.TELEGRAM, "7", town.now + SECOND)
    town.store.halts.note(Channel.TELEGRAM, "7", town.now + 9 * SECOND)
    town.store.halts.note(Channel.TELEGRAM, EVERYWHERE, town.now + 3 * SECOND)
    assert set(town.store.halts.standing(Channel.TELEGRAM, town.now)) == {"7", EVERYWHERE}
    town.later(3 * SECOND)
    assert town.store.halts.standing(Channel.TELEGRAM, town.now) == {"7": town.now + 6 * SECOND}


def test_the_calls_of_the_last_minute_are_remembered_with_their_answers(town, make_alert):
    for address in "78":
        town.subscriber(address)
    town.publish(make_alert("a"))
    first, second = town.deliveries()
    town.store.outbox.begin(first.id, town.now)
    town.store.outbox.sent(first.id, 1, town.now)
    town.store.outbox.begin(second.id, town.now)
    recent = town.store.halts.recent(Channel.TELEGRAM, town.now, LEASE)
    assert sorted(recent) == [("7", town.now), ("8", None)]
    town.later(2 * LEASE)
    assert town.store.halts.recent(Channel.TELEGRAM, town.now, LEASE) == []


def test_a_message_that_was_not_sent_as_rendered_can_be_found(town, make_alert):
    town.subscriber("7")
    town.publish(make_alert("a"), make_alert("b"))
    for note in (None, "plain text: can't parse entities"):
        town.store.outbox.sent(town.begin_next(), 1, town.now, note)
    [entry] = town.store.ledger.entries([State.SENT], noted=True)
    assert entry.alert.id == "b"


@pytest.mark.parametrize("wrong", ["later", "never twice"])
def test_a_promise_is_one_of_two(wrong):
    with pytest.raises(ValueError, match="Promise"):
        Promise(wrong)
