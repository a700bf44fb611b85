"""What is given out to be sent, in which order, and what each end of a delivery means."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from jianbao.errors import LeaseLost, StoreError
from jianbao.model import Channel
from jianbao.store import State
from jianbao.store.tables import delivery

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def states(town):
    return {state: count for state, count in town.store.outbox.counts().items() if count}


def row(town, number):
    with town.store._database.read() as connection:
        return connection.execute(select(delivery).where(delivery.c.id == number)).one()


def test_a_delivery_says_all_that_a_sender_needs(town, make_alert):
    someone = town.subscriber()
    town.publish(make_alert("a"), parts=2)
    [due] = town.deliveries()
    assert (due.subscriber, due.alert) == (someone, make_alert("a"))
    assert (due.part, due.parts, due.body, due.attempts) == (1, 2, "a 1/2", 0)


def test_a_claimed_delivery_is_given_to_nobody_else_until_its_lease_ends(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    assert len(town.claim()) == 1
    town.later(LEASE - SECOND)
    assert town.claim() == []
    town.later(SECOND)
    assert len(town.claim()) == 1


def test_parts_and_alerts_reach_a_chat_in_order_and_one_at_a_time(town, make_alert):
    town.subscriber()
    town.publish(make_alert("a"), make_alert("b"), parts=2)
    told = []
    while due := town.deliveries():
        [one] = due
        town.store.outbox.begin(one.id, town.now)
        assert town.claim() == []
        town.store.outbox.sent(one.id, 1, town.now)
        told.append(one.body)
    assert told == ["a 1/2", "a 2/2", "b 1/2", "b 2/2"]


def test_every_chat_gets_its_oldest_before_anyone_gets_a_second(town, make_alert):
    for address in "123":
        town.subscriber(address)
    town.publish(make_alert("a"), make_alert("b"))
    assert town.claim() == [("1", "a", 1), ("2", "a", 1), ("3", "a", 1)]


def test_the_oldest_go_first_when_not_all_can_go(town, make_alert):
    town.subscriber("late", "party_building")
    town.subscriber("early", "child_welfare")
    town.publish(make_alert("a", topics=("child_welfare",)))
    town.publish(make_alert("b", topics=("party_building",)))
    assert town.claim(limit=1) == [("early", "a", 1)]
    assert town.claim(limit=1) == [("late", "b", 1)]


def test_what_failed_waits_for_its_time_and_holds_back_what_comes_after_it_in_its_chat_only(town, make_alert):
    town.subscriber("1")
    town.publish(make_alert("a"), parts=2)
    failing = town.begin_next()
    town.store.outbox.failed(failing, "429", town.now + 5 * SECOND)
    town.subscriber("2")
    town.publish(make_alert("b"))
    assert town.claim() == [("2", "b", 1)]
    town.later(5 * SECOND)
    [again] = town.deliveries()
    assert (again.id, again.attempts) == (failing, 1)
    town.store.outbox.begin(failing, town.now)
    town.store.outbox.sent(failing, 1, town.now)
    assert (row(town, failing).reason, row(town, failing).next_try) == (None, None)


@pytest.mark.parametrize("settle", ["unknown", "dead"])
def test_what_is_unknown_or_dead_holds_nothing_back(town, make_alert, settle):
    town.subscriber()
    town.publish(make_alert("a"), parts=2)
    first = town.begin_next()
    getattr(town.store.outbox, settle)(first, "no answer")
    assert town.claim() == [("1", "a", 2)]
    assert (row(town, first).state, row(town, first).reason) == (settle, "no answer")


def test_what_was_sent_keeps_its_message_number_and_time(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    number = town.begin_next()
    town.store.outbox.sent(number, 4711, town.now)
    kept = row(town, number)
    assert (kept.state, kept.message_id, kept.sent, kept.leased_until) == (State.SENT, "4711", town.now, None)
    town.later()
    assert town.claim() == []


def test_a_delivery_remembers_which_wish_it_followed_even_after_the_wish_has_ended(town, make_alert):
    someone = town.subscriber("1", "child_welfare")
    town.subscriber("1")
    narrow, _ = town.store.subscribers.subscriptions(someone.id)
    town.publish(make_alert())
    town.store.subscribers.unsubscribe(narrow.id)
    [due] = town.deliveries()
    assert row(town, due.id).subscription_id == narrow.id


def test_a_channel_is_given_only_its_own(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    assert town.store.outbox.claim(Channel.CONSOLE, town.now, LEASE, 10) == []


def test_only_what_is_claimed_can_be_begun_and_only_once(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    with pytest.raises(LeaseLost):
        town.store.outbox.begin(1, town.now)
    number = town.begin_next()
    with pytest.raises(LeaseLost, match=f"delivery {number} is not claimed any more"):
        town.store.outbox.begin(number, town.now)


def test_of_two_workers_that_hold_the_same_delivery_one_sends(town, make_alert):
    """The first was slow, its lease ended, and the second was given the same row."""
    town.subscriber()
    town.publish(make_alert())
    [slow] = town.deliveries()
    town.later()
    [quick] = town.deliveries()
    assert slow.id == quick.id
    town.store.outbox.begin(quick.id, town.now)
    with pytest.raises(LeaseLost):
        town.store.outbox.begin(slow.id, town.now)


def test_beginning_starts_the_lease_again(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    [due] = town.deliveries()
    town.later(LEASE - SECOND)
    town.store.outbox.begin(due.id, town.now)
    town.later(LEASE - SECOND)
    town.store.outbox.recover(town.now)
    assert states(town) == {State.SENDING: 1}


def test_recovering_frees_what_was_not_begun_and_never_repeats_what_was(town, make_alert):
    for address in "12":
        town.subscriber(address)
    town.publish(make_alert())
    begun, claimed = town.deliveries()
    town.store.outbox.begin(begun.id, town.now)
    town.store.outbox.recover(town.now + LEASE - SECOND)
    assert states(town) == {State.PENDING: 1, State.SENDING: 1}
    town.later()
    town.store.outbox.recover(town.now)
    assert states(town) == {State.PENDING: 1, State.UNKNOWN: 1}
    assert "may or may not have arrived" in row(town, begun.id).reason
    assert [each.id for each in town.deliveries()] == [claimed.id]


def test_a_sender_that_died_holds_its_chat_up_no_longer_than_its_lease(town, make_alert):
    town.subscriber()
    town.publish(make_alert("a"), make_alert("b"))
    town.begin_next()
    town.later()
    assert town.claim() == [("1", "b", 1)]


def test_a_late_answer_turns_unknown_into_what_is_true(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    number = town.begin_next()
    town.later()
    town.store.outbox.recover(town.now)
    town.store.outbox.sent(number, 5, town.now)
    assert states(town) == {State.SENT: 1}
    assert row(town, number).reason is None


def test_what_was_sent_stays_sent(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    number = town.begin_next()
    town.store.outbox.sent(number, 5, town.now)
    town.store.outbox.failed(number, "late", town.now)
    town.store.outbox.unknown(number, "late")
    town.store.outbox.dead(number, "late")
    town.store.outbox.sent(number, 6, town.now)
    assert states(town) == {State.SENT: 1}
    assert row(town, number).message_id == "5"


def test_what_is_dead_is_not_tried_again(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    number = town.begin_next()
    town.store.outbox.dead(number, "blocked")
    town.store.outbox.failed(number, "late", town.now)
    assert states(town) == {State.DEAD: 1}


def test_a_delivery_can_be_given_up_before_it_was_begun(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    [due] = town.deliveries()
    town.store.outbox.failed(due.id, "the bot is shutting down", town.now)
    [again] = town.deliveries()
    assert (again.id, again.attempts) == (due.id, 0)


def test_a_delivery_that_is_not_there_is_told(town):
    with pytest.raises(StoreError, match="no delivery 99"):
        town.store.outbox.sent(99, 1, town.now)
    with pytest.raises(LeaseLost):
        town.store.outbox.begin(99, town.now)


def test_counts_name_every_state_and_owed_is_what_is_not_settled(town, make_alert):
    for number in range(6):
        town.subscriber(str(number))
    town.publish(make_alert())
    assert town.store.outbox.counts() == {state: 6 if state is State.PENDING else 0 for state in State}
    pending, sending, sent, failed, unknown, dead = (each.id for each in town.deliveries())
    for number in (sending, sent, failed, unknown, dead):
        town.store.outbox.begin(number, town.now)
    town.store.outbox.sent(sent, 1, town.now)
    town.store.outbox.failed(failed, "r", town.now)
    town.store.outbox.unknown(unknown, "r")
    town.store.outbox.dead(dead, "r")
    assert {state for state, count in town.store.outbox.counts().items() if count == 1} == {*State} - {State.MERGED}
    assert row(town, pending).state == State.PENDING
    assert town.store.outbox.owed() == 3


def test_claiming_reads_the_index_of_what_is_owed_and_not_the_history(empty_sqlite, make_town, make_alert):
    from jianbao.store import Store  # noqa: PLC0415 - only this test asks the planner
    from jianbao.store.delivery import claimable  # noqa: PLC0415

    with Store.open(empty_sqlite) as store:
        town = make_town(store)
        town.subscriber()
        town.publish(make_alert())
        with store._database.read() as connection:
            query = claimable(Channel.TELEGRAM, town.now, 10).compile(
                connection, compile_kwargs={"literal_binds": True}
            )
            plan = [step.detail for step in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert any("ix_delivery_owed" in step for step in plan)
    assert not any(step.startswith("SCAN delivery") for step in plan)
