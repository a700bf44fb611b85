"""From the outbox over HTTP to a strict Telegram: each fault ends in the right state, and nothing arrives twice."""

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from jianbao.deliver import shapes
from jianbao.deliver.telegram.limiter import ChatLimiter
from jianbao.deliver.telegram.sender import TelegramSender
from jianbao.deliver.worker import drain
from jianbao.errors import ConfigError
from jianbao.model import Alert, Channel, Document, Promise
from jianbao.store import State, Store
from jianbao.testing import FakeClock
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi, Limits, Rate, bad_request


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api():
    async with FakeBotApi(limits=UNLIMITED) as server:
        yield server


@asynccontextmanager
async def sending(api, limiter, token=None):
    """A sender to *api* that gives up on an answer after half a second."""
    request = HTTPXRequest(connection_pool_size=64, read_timeout=0.5, connect_timeout=2, pool_timeout=10)
    bot = ExtBot(token or api.token, base_url=api.base_url, request=request, rate_limiter=limiter)
    async with request:
        yield TelegramSender(bot)


@dataclass
class Post:
    """A store with subscribers and alerts, and the way from it to Telegram."""

    api: FakeBotApi
    store: Store
    clock: FakeClock
    alert: Alert
    sender: TelegramSender | None = None

    def subscribe(self, *chats, thread=None, region=None):
        for chat in chats:
            subscriber = self.store.subscribers.ensure(Channel.TELEGRAM, str(chat.id), thread, now=self.clock.now())
            self.store.subscribers.subscribe(subscriber.id, None, region, self.clock.now())

    def publish(self, *bodies, **changes):
        """Commit the alert, rendered, or as messages with these bodies."""
        alert = replace(self.alert, **changes)
        shape = {Channel.TELEGRAM: lambda _: bodies} if bodies else shapes()
        document = Document(id=alert.id, text="x")
        self.store.documents.commit(
            document, source="s", key=alert.id, alerts=[alert], shapes=shape, now=self.clock.now()
        )

    async def drain(self):
        await drain(self.store, Channel.TELEGRAM, self.sender, clock=self.clock.now)

    @property
    def states(self):
        return {state: number for state, number in self.store.outbox.counts().items() if number}


@pytest.fixture
async def post(api, store, clock, newspaper, quick):
    async with sending(api, quick) as sender:
        yield Post(api, store, clock, newspaper, sender)


async def test_an_alert_arrives_as_it_was_rendered(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish()
    await post.drain()
    (message,) = anna.private.from_bot
    assert "7,965 → 12,700 家 +59.4%（原文“约60%” ✓）" in message.text
    assert {"type": "text_link", "url": post.alert.url}.items() <= message.entities[0].items() | message.entities[
        1
    ].items()
    assert message.link_preview == {"is_disabled": True}
    assert post.states == {State.SENT: 1}


async def test_several_parts_ring_once_and_stay_in_their_topic(api, post):
    owner = api.user("群主")
    forum = api.supergroup("论坛", owner=owner, forum=True)
    owner.says("欢迎", forum)
    topic = forum.topic("民政")
    post.subscribe(forum, thread=topic.thread)
    post.publish("一", "二", "三")
    await post.drain()
    assert [(each.text, each.thread, each.silent) for each in forum.from_bot] == [
        ("一", topic.thread, False),
        ("二", topic.thread, True),
        ("三", topic.thread, True),
    ]


async def test_a_429_delays_its_own_chat_only(api, post):
    anna, bert = api.user("安娜"), api.user("伯特")
    post.subscribe(anna.private, bert.private)
    post.publish("一", "二")
    api.faults.too_many_requests(60, chat=anna.private)
    await post.drain()
    assert (anna.private.texts, bert.private.texts) == ([], ["一", "二"])
    assert post.states == {State.SENT: 2, State.FAILED: 1, State.PENDING: 1}


async def test_who_blocked_the_bot_is_paused_and_gets_all_after_coming_back(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("一")
    anna.blocks()
    await post.drain()
    assert [each.paused for each in post.store.subscribers.all()] == ["Forbidden: bot was blocked by the user"]
    anna.unblocks()
    post.store.subscribers.resume(str(anna.id))
    await post.drain()
    assert anna.private.texts == ["一"]


async def test_chats_that_cannot_be_written_to_are_paused(api, post):
    owner = api.user("群主")
    kicked = api.group("踢", owner=owner, bot="kicked")
    channel = api.channel("频道", owner=owner, bot="left")
    silent = api.channel("无权", owner=owner)
    owner.promotes(silent, can_post_messages=False)
    post.subscribe(kicked, channel, silent)
    post.publish("一")
    await post.drain()
    assert all(each.paused for each in post.store.subscribers.all())
    assert post.states == {State.FAILED: 3}


async def test_a_group_that_moved_gets_its_alert_once_at_its_new_place(api, post):
    group = api.group("群", owner=api.user("群主"))
    post.subscribe(group)
    post.publish("一", "二")
    moved = group.migrate()
    await post.drain()
    assert (group.texts, moved.texts) == ([], ["一", "二"])
    assert [each.address for each in post.store.subscribers.all()] == [str(moved.id)]


async def test_html_that_telegram_refuses_arrives_as_plain_text_and_is_kept_for_us(api, post, caplog):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("<b>甲 &amp; <i>乙")
    with caplog.at_level(logging.ERROR):
        await post.drain()
    assert anna.private.texts == ["甲 & 乙"]
    assert post.states == {State.SENT: 1}
    assert "<b>甲 &amp; <i>乙" in caplog.text


async def test_what_telegram_will_never_take_is_given_up_with_its_reason(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish(" ", "二")
    await post.drain()
    assert anna.private.texts == ["二"]
    assert post.states == {State.DEAD: 1, State.SENT: 1}


async def test_after_a_502_it_is_tried_again_and_arrives_once(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("一")
    api.faults.bad_gateway(2)
    for _ in range(3):
        await post.drain()
        post.clock.advance(timedelta(minutes=1))
    assert anna.private.texts == ["一"]
    assert post.states == {State.SENT: 1}


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (lambda faults: faults.answer_lost(), ["一", "二"]),
        (lambda faults: faults.hang(delivered=True), ["一", "二"]),
        (lambda faults: faults.reset(), ["二"]),
        (lambda faults: faults.hang(), ["二"]),
    ],
    ids=["answer lost", "hangs after delivery", "reset", "hangs"],
)
async def test_what_may_have_arrived_is_unknown_and_never_sent_again(api, post, fault, arrived):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("一", "二")
    fault(api.faults)
    for _ in range(3):
        await post.drain()
        post.clock.advance(timedelta(days=1))
    assert anna.private.texts == arrived
    assert post.states == {State.UNKNOWN: 1, State.SENT: 1}


async def test_while_telegram_is_out_of_reach_nothing_is_lost(api, post, quick):
    async with FakeBotApi(limits=UNLIMITED) as gone:
        pass
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("一")
    there = post.sender
    async with sending(gone, quick) as post.sender:
        await post.drain()
    assert post.states == {State.FAILED: 1}
    post.clock.advance(timedelta(minutes=1))
    post.sender = there
    await post.drain()
    assert anna.private.texts == ["一"]


async def test_a_refused_token_stops_and_says_so(api, post, quick):
    post.subscribe(api.user("安娜").private)
    post.publish("一")
    async with sending(api, quick, token="42:wrong") as post.sender:
        with pytest.raises(ConfigError, match="JIANBAO_TELEGRAM_TOKEN"):
            await post.drain()
    assert post.states == {State.FAILED: 1}


async def test_a_busy_outbox_meets_no_429_of_a_strict_telegram(store, clock, newspaper):
    """A second of Telegram's limits is a twentieth of one here, on both sides."""
    limits = Limits(overall=Rate(30, 0.05), chat=Rate(1, 0.05), group=Rate(20, 3.0))

    def shorter(delay, call):
        return asyncio.get_running_loop().call_later(delay / 20, call)

    limiter = ChatLimiter(clock=lambda: 20 * monotonic(), call_later=shorter)
    async with FakeBotApi(limits=limits) as api, sending(api, limiter) as sender:
        post = Post(api, store, clock, newspaper, sender)
        people = [api.user(f"第{number}位").private for number in range(60)]
        group = api.supergroup("群", owner=api.user("群主"))
        post.subscribe(*people, region="青海省")
        post.subscribe(group)
        for number in range(25):
            post.publish(str(number), id=str(number), region="青海省" if number < 3 else "北京市")
        while post.store.outbox.owed():
            await post.drain()
            clock.advance(timedelta(seconds=1))
            await asyncio.sleep(0.05)
        assert {call.status for call in api.calls} == {200}
        assert group.texts == [str(number) for number in range(25)]
        assert all(chat.texts == ["0", "1", "2"] for chat in people)


async def test_what_telegram_finds_too_long_arrives_whole_in_pieces_and_no_figure_is_cut(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    rows = "\n".join(f"第{number}行：登记社会组织 12,700 家，从业人员 14.5 万人" for number in range(200))
    post.publish(f"<b>总量</b>\n{rows}")
    await post.drain()
    assert "".join(anna.private.texts).replace("\n", "") == f"总量{rows}".replace("\n", "")
    assert all(text.endswith("万人") for text in anna.private.texts)
    assert post.states == {State.SENT: 1}
    [entry] = post.store.ledger.entries([State.SENT], noted=True)
    assert "too long" in entry.reason


@pytest.mark.parametrize("what", ["closed", "deleted"])
async def test_a_topic_that_is_closed_or_deleted_is_paused_and_its_neighbours_are_not(api, post, what):
    forum = api.supergroup("论坛", owner=api.user("群主"), forum=True)
    shut, open_ = forum.topic("民政"), forum.topic("养老")
    post.subscribe(forum, thread=shut.thread)
    post.subscribe(forum, thread=open_.thread)
    shut.close() if what == "closed" else shut.delete()
    post.publish("一")
    await post.drain()
    assert [(each.text, each.thread) for each in forum.from_bot] == [("一", open_.thread)]
    assert [bool(each.paused) for each in post.store.subscribers.all()] == [True, False]


async def test_a_name_becomes_an_id_before_anything_is_sent_to_it(api, post):
    channel = api.channel("频道", owner=api.user("主"), username="minzheng")
    subscriber = post.store.subscribers.ensure(Channel.TELEGRAM, "@minzheng", now=post.clock.now())
    post.store.subscribers.subscribe(subscriber.id, None, None, post.clock.now())
    post.publish("一")
    await post.drain()
    assert channel.texts == ["一"]
    assert [each.address for each in post.store.subscribers.all()] == [str(channel.id)]
    assert {call.arguments.text("chat_id") for call in api.calls_of("sendMessage")} == {str(channel.id)}


async def test_a_bots_error_of_another_kind_is_noted_with_its_words(api, post):
    anna = api.user("安娜")
    post.subscribe(anna.private)
    post.publish("一")
    api.faults.refuse(bad_request("BUTTON_DATA_INVALID"))
    await post.drain()
    assert post.states == {State.DEAD: 1}
    assert "Button_data_invalid" in post.store.ledger.entries([State.DEAD])[0].reason


async def test_a_chat_that_prefers_it_gets_what_may_have_arrived_again_and_it_is_counted(api, post):
    anna, bert = api.user("安娜"), api.user("伯特")
    post.subscribe(anna.private, bert.private)
    post.store.subscribers.promise(post.store.subscribers.all()[0].id, Promise.AT_LEAST_ONCE)
    post.publish("一")
    api.faults.answer_lost(chat=anna.private)
    api.faults.answer_lost(chat=bert.private)
    for _ in range(2):
        await post.drain()
        post.clock.advance(timedelta(minutes=1))
    assert (anna.private.texts, bert.private.texts) == (["一", "一"], ["一"])
    assert post.states == {State.SENT: 1, State.UNKNOWN: 1}
    assert post.store.outbox.repeated() == 1
