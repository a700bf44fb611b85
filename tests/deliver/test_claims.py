"""Readers about their own messages: what did not arrive, what to send again, what to do in doubt."""

from datetime import timedelta

import pytest

from jianbao.deliver.telegram.claims import span_of
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Alert, Channel, Document, Promise
from jianbao.store import State

HERE = Here(address="42", title="小王", words=ZH)
LEASE = timedelta(minutes=1)


@pytest.fixture
def desk(store, clock, topics):
    return Desk(store, tuple(topics.values()), clock.now, "0.1")


@pytest.fixture
def owed(store, clock):
    """Owe chat 42 alerts called by these names, and return their deliveries' numbers, claimed and begun."""

    def owe(*names, address="42"):
        someone = store.subscribers.ensure(Channel.TELEGRAM, address, now=clock.now())
        store.subscribers.subscribe(someone.id, None, None, clock.now())
        numbers = []
        for name in names:
            alert = Alert(id=name, title=name, topics=("child_welfare",))
            store.documents.commit(
                Document(id=name, text="x"), source="s", key=name, alerts=[alert],
                shapes={Channel.TELEGRAM: lambda each: (each.title,)}, now=clock.now(),
            )  # fmt: skip
            [due] = store.outbox.claim(Channel.TELEGRAM, clock.now(), LEASE, 1)
            store.outbox.begin(due.id, clock.now())
            store.outbox.unknown(due.id, "no answer")
            numbers.append(due.id)
        return numbers

    return owe


def data(reply, words):
    return next(button.data for row in reply.buttons for button in row if words in button.text)


def test_failed_lists_what_is_in_doubt_and_lets_its_reader_settle_it(desk, store, owed):
    owed("养老通知", "孤儿保障")
    reply = desk.failed(HERE)
    assert "养老通知" in reply.html
    assert "可能已经送到" in reply.html
    desk.tap(data(reply, "收到了：养老通知"), HERE)
    desk.tap(data(reply, "再发：孤儿保障"), HERE)
    counts = store.outbox.counts()
    assert (counts[State.SENT], counts[State.PENDING], counts[State.UNKNOWN]) == (1, 1, 0)
    assert store.outbox.repeated() == 1


def test_nobody_settles_messages_of_another_chat(desk, store, owed):
    owed("养老通知")
    button = data(desk.failed(HERE), "再发")
    stranger = Here(address="43", title="小李", words=ZH)
    assert desk.tap(button, stranger).html == ZH.stale_button
    assert store.outbox.counts()[State.UNKNOWN] == 1


def test_a_chat_without_trouble_is_told_so(desk):
    assert "都送到了" in desk.failed(HERE).html
    assert "have arrived" in desk.failed(Here(address="42", words=EN)).html


def test_resend_owes_the_alerts_of_that_time_again_and_no_older_ones(desk, store, owed, clock):
    old, new = owed("旧"), None
    clock.advance(timedelta(hours=30))
    new = owed("新")
    for number in (*old, *new):
        store.outbox.sent(number, 1, clock.now())
    assert "1 条" in desk.resend(["24h"], HERE).html
    [due] = store.outbox.claim(Channel.TELEGRAM, clock.now(), LEASE, 9)
    assert due.body == "新"
    assert store.outbox.counts()[State.SENT] == 1


@pytest.mark.parametrize(
    ("text", "hours"), [("24h", 24), ("7d", 168), ("3天", 72), ("12", 12), ("30d", 168), ("0h", None), ("明天", None)]
)
def test_a_span_is_hours_or_days_up_to_a_week(text, hours):
    assert span_of(text) == (timedelta(hours=hours) if hours else None)


def test_a_chat_chooses_what_becomes_of_messages_in_doubt(desk, store, owed):
    reply = desk.promise(HERE)
    assert "绝不重复" in reply.html
    desk.tap(data(reply, "至少一次"), HERE)
    assert [each.promise for each in store.subscribers.all()] == [Promise.AT_LEAST_ONCE]
    owed("养老通知")
    counts = store.outbox.counts()
    assert (counts[State.FAILED], counts[State.UNKNOWN]) == (1, 0)
    desk.tap(data(desk.promise(HERE), "绝不重复"), HERE)
    assert [each.promise for each in store.subscribers.all()] == [Promise.NEVER_TWICE]


def test_who_comes_back_is_told_why_nothing_came_and_how_much_waits(desk, store, owed, clock):
    [number] = owed("养老通知")
    store.ledger.retry([number])
    store.subscribers.pause("42", "Forbidden: bot was blocked by the user")
    told = desk.back("42", None, ZH)
    assert "blocked by the user" in told.html
    assert "1 条" in told.html
    assert desk.back("42", None, ZH) is None


def test_status_counts_what_is_in_doubt_and_what_may_be_there_twice(desk, store, owed):
    [number] = owed("养老通知")
    store.ledger.retry([number])
    assert "可能重复 1" in desk.status(ZH).html
