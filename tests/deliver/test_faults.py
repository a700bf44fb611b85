"""Every fault of Telegram at every message of an alert, and a store that refuses: the end state is right each time."""

import asyncio
import itertools
import sqlite3
from contextlib import asynccontextmanager, closing
from datetime import timedelta

import pytest
from sqlalchemy import event
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from jianbao.deliver.telegram.sender import TelegramSender
from jianbao.deliver.worker import drain
from jianbao.errors import StoreError
from jianbao.model import Alert, Channel, Document, Promise, Sent
from jianbao.store import State
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi, bad_request, forbidden

PARTS = ("甲", "乙", "丙")


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def owe(store, clock):
    def owe(*addresses, bodies=PARTS, promise=Promise.NEVER_TWICE):
        for address in addresses:
            someone = store.subscribers.ensure(Channel.TELEGRAM, str(address), now=clock.now())
            store.subscribers.subscribe(someone.id, None, None, clock.now())
            store.subscribers.promise(someone.id, promise)
        alert = Alert(id="a", title="a", topics=("t",))
        store.documents.commit(
            Document(id="a", text="x"), source="s", key="a", alerts=[alert],
            shapes={Channel.TELEGRAM: lambda _: bodies}, now=clock.now(),
        )  # fmt: skip

    return owe


def states(store):
    return {state.value: count for state, count in store.outbox.counts().items() if count}


@asynccontextmanager
async def way_to(api, limiter):
    request = HTTPXRequest(connection_pool_size=8, read_timeout=0.3, connect_timeout=2)
    async with request:
        yield TelegramSender(ExtBot(api.token, base_url=api.base_url, request=request, rate_limiter=limiter))


# Fault; does its message arrive; is it in doubt
FAULTS = {
    "502": (lambda faults, chat: faults.bad_gateway(chat=chat), False, False),
    "502 three times": (lambda faults, chat: faults.bad_gateway(3, chat=chat), False, False),
    "429": (lambda faults, chat: faults.too_many_requests(1, chat=chat), False, False),
    "reset": (lambda faults, chat: faults.reset(chat=chat), False, True),
    "answer lost": (lambda faults, chat: faults.answer_lost(chat=chat), True, True),
    "hang": (lambda faults, chat: faults.hang(chat=chat), False, True),
    "hang after delivery": (lambda faults, chat: faults.hang(chat=chat, delivered=True), True, True),
    "slow": (lambda faults, chat: faults.slow(0.1, chat=chat), True, False),
    "bad entities": (
        lambda faults, chat: faults.refuse(bad_request("can't parse entities: x"), chat=chat),
        True,
        False,
    ),
}


@pytest.mark.parametrize("case", list(itertools.product(FAULTS, range(3), Promise)), ids=str)
async def test_a_fault_at_any_message_costs_at_most_a_doubt(store, clock, owe, quick, case):
    """The other chat is told all, in order, whatever happens to the first."""
    fault, part, promise = case
    begin, arrives, doubtful = FAULTS[fault]
    async with FakeBotApi(limits=UNLIMITED) as api, way_to(api, quick) as sender:
        anna, bert = api.user("安娜"), api.user("伯特")
        owe(anna.id, bert.id, promise=promise)
        left = part
        for _ in range(16):
            if len(anna.private.texts) >= left >= 0:
                begin(api.faults, anna.private)
                left = -1
            # One message of each chat at a time, so that the fault meets the one that it is meant for.
            await _one_each(store, sender, clock)
            clock.advance(timedelta(minutes=1))
        again = doubtful and promise is Promise.AT_LEAST_ONCE
        expected = list(PARTS)
        if doubtful and not again and not arrives:
            expected.remove(PARTS[part])
        if again and arrives:
            expected.insert(part, PARTS[part])
        assert anna.private.texts == expected
        assert bert.private.texts == list(PARTS)
        assert not api.faults.left
    unknown = {"unknown": 1} if doubtful and not again else {}
    assert states(store) == {"sent": 6 - len(unknown)} | unknown


async def _one_each(store, sender, clock):
    stop = asyncio.Event()

    class Once:
        async def send(self, delivery, begin):
            stop.set()
            return await sender.send(delivery, begin)

    await drain(store, Channel.TELEGRAM, Once(), clock=clock.now, stop=stop)


@pytest.mark.parametrize("part", [0, 1, 2])
async def test_who_blocks_in_the_middle_of_an_alert_gets_the_rest_after_coming_back(store, clock, owe, quick, part):
    async with FakeBotApi(limits=UNLIMITED) as api, way_to(api, quick) as sender:
        anna = api.user("安娜")
        owe(anna.id)
        for _ in range(part):
            await _one_each(store, sender, clock)
        api.faults.refuse(forbidden("bot was blocked by the user"))
        await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
        assert anna.private.texts == list(PARTS[:part])
        store.subscribers.resume(str(anna.id))
        await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
        assert anna.private.texts == list(PARTS)


@pytest.mark.parametrize("part", [0, 1, 2])
async def test_a_group_that_moves_in_the_middle_of_an_alert_gets_the_rest_at_its_new_place(
    store, clock, owe, quick, part
):
    async with FakeBotApi(limits=UNLIMITED) as api, way_to(api, quick) as sender:
        group = api.group("群", owner=api.user("群主"))
        owe(group.id)
        for _ in range(part):
            await _one_each(store, sender, clock)
        moved = group.migrate()
        await drain(store, Channel.TELEGRAM, sender, clock=clock.now)
        assert group.texts + moved.texts == list(PARTS)
        assert states(store) == {"sent": 3}


# A store that refuses


class Wire:
    """Takes everything; *on* is called when a message has arrived and is not written down yet."""

    def __init__(self, on=lambda: None):
        self.arrived, self._on = [], on

    async def send(self, delivery, begin):
        await begin()
        self.arrived.append(delivery.body)
        self._on()
        return Sent(len(self.arrived))


def path_of(store):
    return store._database._engine.url.database


def fill_the_disk(store, state):
    """Refuse, in the words of SQLite on a full disk, to write that a delivery is in *state*."""
    with closing(sqlite3.connect(path_of(store))) as connection:
        connection.execute(
            f"CREATE TRIGGER full BEFORE UPDATE ON delivery WHEN NEW.state = '{state}' "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
        connection.commit()


def make_room(store):
    with closing(sqlite3.connect(path_of(store))) as connection:
        connection.execute("DROP TRIGGER full")
        connection.commit()


async def test_on_a_full_disk_nothing_is_sent_that_could_not_be_noted(store, clock, owe):
    owe(1)
    fill_the_disk(store, "sending")
    wire = Wire()
    with pytest.raises(StoreError, match="disk is full"):
        await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
    assert wire.arrived == []
    make_room(store)
    clock.advance(timedelta(minutes=10))
    await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
    assert wire.arrived == list(PARTS)
    assert states(store) == {"sent": 3}


@pytest.mark.parametrize("promise", list(Promise))
async def test_when_the_disk_fills_up_after_a_message_has_left_its_arrival_is_noted_as_soon_as_there_is_room(
    store, clock, owe, promise
):
    owe(1, promise=promise)
    fill_the_disk(store, "sent")
    wire = Wire(
        on=lambda: asyncio.get_running_loop().call_later(0.3, make_room, store) if len(wire.arrived) == 1 else 0
    )
    await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
    assert wire.arrived == list(PARTS)
    assert states(store) == {"sent": 3}


@pytest.fixture
def impatient(store):
    """Let the store wait for a locked database only for a moment, not for its quarter of a minute."""
    store.close()
    event.listen(store._database._engine, "connect", lambda new, _: new.execute("PRAGMA busy_timeout = 50"))


@pytest.mark.usefixtures("impatient")
async def test_while_another_process_keeps_the_database_nothing_is_lost_and_nothing_doubled(store, clock, owe):
    owe(1)
    other = sqlite3.connect(path_of(store), isolation_level=None, check_same_thread=False)
    loop = asyncio.get_running_loop()

    def keep():
        if len(wire.arrived) == 2:
            other.execute("BEGIN IMMEDIATE")
            loop.call_later(0.4, other.execute, "ROLLBACK")

    wire = Wire(on=keep)
    with closing(other):
        await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
    assert wire.arrived == list(PARTS)
    assert states(store) == {"sent": 3}


@pytest.mark.usefixtures("impatient")
async def test_a_database_that_is_kept_before_anything_left_stops_the_round_and_the_next_goes_on(store, clock, owe):
    owe(1)
    wire = Wire()
    with closing(sqlite3.connect(path_of(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process keeps it busy"):
            await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
        other.execute("ROLLBACK")
    assert wire.arrived == []
    await drain(store, Channel.TELEGRAM, wire, clock=clock.now)
    assert wire.arrived == list(PARTS)
    assert store.outbox.counts()[State.SENT] == 3
