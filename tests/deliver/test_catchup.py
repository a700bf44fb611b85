"""After an outage: late alerts arrive as one message that names them, and nothing goes missing without a word."""

from datetime import UTC, timedelta

import pytest

from jianbao.deliver.catchup import CatchUp
from jianbao.deliver.telegram.digest import digest
from jianbao.deliver.telegram.html import MESSAGE_UNITS, shown, units
from jianbao.deliver.worker import drain
from jianbao.model import Alert, Channel, Document, Sent
from jianbao.store import State


class Wire:
    """Takes everything, and notes it."""

    def __init__(self):
        self.arrived = []

    async def send(self, delivery, begin):
        await begin()
        self.arrived.append((delivery.subscriber.address, delivery.body))
        return Sent(len(self.arrived))


@pytest.fixture
def outage(store, clock, topics):
    """Publish so many alerts of two parts each, an hour apart, to chats that cannot be reached."""

    class Outage:
        wire = Wire()
        catch_up = CatchUp(lambda backlog: digest(backlog, topics, clock.now, UTC), after=timedelta(hours=6))

        def subscribe(self, *addresses):
            for address in addresses:
                someone = store.subscribers.ensure(Channel.TELEGRAM, address, now=clock.now())
                store.subscribers.subscribe(someone.id, None, None, clock.now())

        def publish(self, count, start=0):
            for number in range(start, start + count):
                alert = Alert(id=str(number), title=f"第{number}条通知", topics=("child_welfare",), region="北京市")
                store.documents.commit(
                    Document(id=str(number), text="x"), source="s", key=str(number), alerts=[alert],
                    shapes={Channel.TELEGRAM: lambda each: (f"{each.title}甲", f"{each.title}乙")}, now=clock.now(),
                )  # fmt: skip
                clock.advance(timedelta(hours=1))

        async def drain(self):
            await drain(store, Channel.TELEGRAM, self.wire, clock=clock.now, catch_up=self.catch_up)
            return [body for _, body in self.wire.arrived]

    return Outage()


async def test_late_alerts_become_one_message_and_young_ones_follow_as_they_are(outage, store, telegram_parse):
    outage.subscribe("1")
    outage.publish(10)
    first, *rest = await outage.drain()
    text = telegram_parse(first)["text"]["text"] if isinstance(telegram_parse(first)["text"], dict) else shown(first)
    assert all(f"第{number}条通知" in text for number in range(4))
    assert rest == [f"第{number}条通知{part}" for number in range(4, 10) for part in "甲乙"]
    counts = store.outbox.counts()
    assert (counts[State.SENT], counts[State.MERGED]) == (13, 7)
    assert {each.merged_into for each in store.ledger.entries([State.MERGED])} == {1}


async def test_two_late_alerts_are_no_flood_and_come_as_they_are(outage, clock):
    outage.subscribe("1")
    outage.publish(2)
    clock.advance(timedelta(days=2))
    assert await outage.drain() == ["第0条通知甲", "第0条通知乙", "第1条通知甲", "第1条通知乙"]


async def test_hundreds_of_late_alerts_are_one_message_within_telegrams_limits_that_counts_the_rest(
    outage, clock, telegram_parse
):
    outage.subscribe("1")
    outage.publish(300)
    clock.advance(timedelta(days=1))
    [message] = await outage.drain()
    parsed = telegram_parse(message)
    assert units(parsed["text"]) <= MESSAGE_UNITS
    assert len(parsed["entities"]) <= 100
    listed = message.count("条通知")
    assert "300 条消息" in shown(message)
    assert f"另有 {300 - listed} 条" in message
    assert "第299条通知" in message


async def test_an_alert_whose_first_part_has_arrived_is_finished_and_not_merged(outage, store, clock):
    outage.subscribe("1")
    outage.publish(4)
    [due] = store.outbox.claim(Channel.TELEGRAM, clock.now(), timedelta(minutes=1), 1)
    store.outbox.begin(due.id, clock.now())
    store.outbox.sent(due.id, 1, clock.now())
    clock.advance(timedelta(days=1))
    first, second = await outage.drain()
    assert first == "第0条通知乙"
    assert all(f"第{number}条通知" in second for number in (1, 2, 3))


async def test_each_chat_gets_its_own_digest_and_a_digest_is_not_merged_again(outage, store, clock):
    outage.subscribe("1", "2")
    outage.publish(5)
    clock.advance(timedelta(days=1))
    store.subscribers.pause("2", "blocked")
    assert len(await outage.drain()) == 1
    outage.publish(3, start=5)
    clock.advance(timedelta(days=1))
    store.subscribers.resume("2")
    await outage.drain()
    told = {address: [body for to, body in outage.wire.arrived if to == address] for address in "12"}
    assert [len(bodies) for bodies in told.values()] == [2, 1]
    assert "<b>积压的 8 条消息" in told["2"][0]


async def test_a_digest_keeps_its_place_and_is_sent_once_after_a_crash(outage, store, clock):
    outage.subscribe("1")
    outage.publish(5)
    clock.advance(timedelta(days=1))
    assert outage.catch_up.merge(store, Channel.TELEGRAM, clock.now()) == 5
    assert outage.catch_up.merge(store, Channel.TELEGRAM, clock.now()) == 0
    store.outbox.claim(Channel.TELEGRAM, clock.now(), timedelta(minutes=1), 1)
    clock.advance(timedelta(minutes=2))
    store.outbox.recover(clock.now())
    assert len(await outage.drain()) == 1
    assert store.outbox.owed() == 0


async def test_what_a_worker_has_taken_meanwhile_is_not_merged(outage, store, clock):
    outage.subscribe("1")
    outage.publish(5)
    clock.advance(timedelta(days=1))
    [backlog] = store.backlogs.find(Channel.TELEGRAM, clock.now(), 3, clock.now())
    store.outbox.claim(Channel.TELEGRAM, clock.now(), timedelta(minutes=1), 1)
    assert not store.backlogs.merge(backlog, "digest")
    assert store.outbox.counts()[State.MERGED] == 0


async def test_resending_takes_a_digest_apart_again(outage, store, clock):
    outage.subscribe("1")
    outage.publish(4)
    clock.advance(timedelta(days=1))
    await outage.drain()
    [someone] = store.subscribers.all()
    assert store.ledger.resend(someone.id, clock.now() - timedelta(days=7)) == 8
    outage.catch_up = None
    assert (await outage.drain())[1:] == [f"第{number}条通知{part}" for number in range(4) for part in "甲乙"]
