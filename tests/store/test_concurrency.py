"""Several workers on one store, at the same time."""

import itertools
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import func, select

from jianbao.errors import LeaseLost
from jianbao.model import Channel, Source, SourceKind
from jianbao.store import State, Store
from jianbao.store.matching import Index
from jianbao.store.tables import alert, delivery, subscriber

WORKERS = 4
LEASE = timedelta(minutes=1)


def together(work):
    """Run ``work(number)`` in threads that start at the same moment; return what each returned."""
    barrier = Barrier(WORKERS)

    def run(number):
        barrier.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def drain(store, now):
    """Send all that can be had, a few at a time, and return it in the order of sending."""
    told = []
    while due := store.outbox.claim(Channel.TELEGRAM, now, LEASE, 3):
        for each in due:
            store.outbox.begin(each.id, now)
            told.append((each.subscriber.address, each.alert.id, each.part))
            store.outbox.sent(each.id, each.id, now)
    return told


def test_no_delivery_is_given_to_two_workers(town, url, make_alert):
    """Each worker has a store of its own, as processes would."""
    for number in range(40):
        town.subscriber(str(number))
    town.publish(make_alert("a"), make_alert("b"))

    def work(_):
        with Store.open(url) as mine:
            return drain(mine, town.now)

    told = Counter(message for messages in together(work) for message in messages)
    told.update(drain(town.store, town.now))  # what the others held when the last worker found nothing free
    assert len(told) == 80
    assert set(told.values()) == {1}
    assert town.store.outbox.counts()[State.SENT] == 80


def test_threads_may_share_one_store(town, make_alert):
    for number in range(20):
        town.subscriber(str(number))
    town.publish(make_alert("a"), parts=2)
    told = Counter(message for messages in together(lambda _: drain(town.store, town.now)) for message in messages)
    told.update(drain(town.store, town.now))
    assert len(told) == 40
    assert set(told.values()) == {1}


def test_order_within_a_chat_holds_between_workers(town, make_alert):
    town.subscriber("1")
    town.publish(make_alert("a"), make_alert("b"), parts=5)
    order = []

    def work(_):
        while town.store.outbox.owed():
            for each in town.store.outbox.claim(Channel.TELEGRAM, town.now, LEASE, 1):
                town.store.outbox.begin(each.id, town.now)
                order.append(each.body)
                town.store.outbox.sent(each.id, 1, town.now)

    together(work)
    assert order == [f"{name} {part}/5" for name in "ab" for part in range(1, 6)]


def test_of_workers_that_begin_the_same_delivery_one_succeeds(town, make_alert):
    town.subscriber()
    town.publish(make_alert())
    [due] = town.deliveries()

    def work(_):
        try:
            town.store.outbox.begin(due.id, town.now)
        except LeaseLost:
            return 0
        return 1

    assert sum(together(work)) == 1


def test_the_same_item_committed_by_several_workers_is_one_document(town, make_alert):
    town.subscriber()
    done = together(lambda _: town.publish(make_alert("a"), make_alert("b"), key="k"))
    assert sorted(each.new for each in done) == [False, False, False, True]
    assert town.store.documents.counts()["documents"] == 1
    assert town.store.outbox.owed() == 2


def test_reposts_committed_by_several_workers_are_one_alert(town, make_alert):
    town.subscriber()
    names = ("a", "b")
    done = together(lambda number: town.publish(*map(make_alert, names[:: (-1) ** number]), source=f"s{number}"))
    assert sum(each.alerts for each in done) == 2
    assert town.store.documents.counts()["sightings"] == 2 * WORKERS
    assert town.store.outbox.owed() == 2


def test_alerts_committed_by_several_workers_are_all_owed(town, make_alert):
    town.subscriber()

    def work(number):
        for step in range(5):
            town.publish(make_alert(f"{number}-{step}"), parts=2, source=f"s{number}")

    together(work)
    with town.store._database.read() as connection:
        grouped = select(delivery.c.alert_number, func.count()).group_by(delivery.c.alert_number)
        assert [count for _, count in connection.execute(grouped)] == [2] * 20


def test_no_source_is_given_to_two_workers(town):
    sources = [Source(name=f"s{number}", kind=SourceKind.FEED, url="https://example.org") for number in range(40)]
    together(lambda _: town.store.sources.sync(sources, town.now))

    def work(_):
        mine = []
        while names := town.store.sources.claim_due(town.now, 3, LEASE):
            mine += names
        return mine

    taken = Counter(name for names in together(work) for name in names)
    left = Counter(town.store.sources.claim_due(town.now, 100, LEASE))
    assert taken + left == Counter(each.name for each in sources)


def test_the_same_keys_remembered_in_different_orders_by_several_workers_do_not_block_each_other(town):
    keys = [f"k{number}" for number in range(200)]
    together(lambda number: town.store.sources.remember("s", keys[:: (-1) ** number], town.now))
    assert town.store.sources.unseen("s", keys) == []


def test_people_who_subscribe_twice_at_the_same_moment_are_one(town):
    found = together(lambda _: town.subscriber("1", "child_welfare"))
    assert len(set(found)) == 1
    assert len(town.store.subscribers.subscriptions(found[0].id)) == 1


def owed(town):
    """Return the addresses that are owed each alert."""
    asked = select(alert.c.id, subscriber.c.address).join_from(delivery, alert).join(subscriber)
    found = defaultdict(set)
    with town.store._database.read() as connection:
        for name, address in connection.execute(asked):
            found[name].add(address)
    return found


def test_who_subscribes_while_all_others_are_put_in_order_waits_for_nobody_and_is_heard(town, make_alert, monkeypatch):
    coming = ["2", "3"]

    def order(subscriptions):
        if coming:  # in the same thread: inside of a transaction this would wait for itself
            town.subscriber(coming.pop())
        return Index(subscriptions)

    monkeypatch.setattr("jianbao.store.wishes.Index", order)
    town.subscriber("1")
    town.publish(make_alert("a"))
    assert owed(town)["a"] == {"1", "2", "3"}


def test_what_is_stored_after_a_subscription_was_made_is_heard_however_many_are_made(town, url, make_alert):
    """Two processes publish, two others let chats subscribe and leave, all at once."""
    clock, rounds = itertools.count(), 12
    made, ended, begun = {}, {}, {}

    def work(number):
        with Store.open(url) as mine:
            there = type(town)(mine, keys=(f"{number}.{each}" for each in itertools.count()))
            for each in range(rounds):
                name = f"{number}.{each}"
                if number % 2:
                    begun[name] = next(clock)
                    there.publish(make_alert(name))
                    continue
                someone = there.subscriber(name)
                made[name] = next(clock)
                if each % 3 == 0:
                    [wish] = mine.subscribers.subscriptions(someone.id)
                    ended[name] = next(clock)
                    mine.subscribers.unsubscribe(wish.id)

    together(work)
    heard = owed(town)
    for name, moment in begun.items():
        before = {chat for chat, since in made.items() if since < moment}
        assert before - ended.keys() <= heard[name]


def test_moves_of_chats_are_seen_although_no_subscription_begins_or_ends(town, make_alert):
    for address in ("1", "2", "3"):
        town.subscriber(address)
    town.publish(make_alert("a"))
    town.store.subscribers.ensure(Channel.TELEGRAM, "-1001", now=town.now)
    town.store.subscribers.migrate("2", "-1001")
    town.publish(make_alert("b"))
    assert owed(town)["b"] == {"1", "3", "-1001"}
