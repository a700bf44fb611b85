"""Flood control: the documented limits, no bursts, and a 429 that means what it says."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from jianbao.testing import FakeClock
from jianbao.testing.bot_api import FakeBotApi, Limits, Rate


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def api(clock: FakeClock) -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi(clock=clock.now) as api:
        yield api


def wait_of(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


async def refused(bot: Bot, chat_id: int) -> float:
    """Return the seconds that Telegram asks to wait."""
    with pytest.raises(RetryAfter, match="Flood control exceeded") as flood:
        await bot.send_message(chat_id, "x")
    return wait_of(flood.value)


async def test_one_message_a_second_in_a_chat(api: FakeBotApi, bot: Bot, clock: FakeClock) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "一")
    clock.advance(timedelta(milliseconds=999))
    assert await refused(bot, anna.id) == 1
    clock.advance(timedelta(seconds=1))
    await bot.send_message(anna.id, "二")
    assert anna.private.texts == ["一", "二"]


async def test_who_comes_back_before_retry_after_is_over_is_refused_again(
    api: FakeBotApi, bot: Bot, clock: FakeClock
) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "一")
    clock.advance(timedelta(milliseconds=500))
    assert await refused(bot, anna.id) == 1
    clock.advance(timedelta(milliseconds=900))  # the window has room again, the second is not over
    assert await refused(bot, anna.id) == 1
    clock.advance(timedelta(milliseconds=100))  # asking too early has not made the wait longer
    await bot.send_message(anna.id, "二")


async def test_thirty_messages_a_second_overall(api: FakeBotApi, bot: Bot, clock: FakeClock) -> None:
    people = [api.user(str(number)) for number in range(31)]
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    assert await refused(bot, people[30].id) == 1
    clock.advance(timedelta(seconds=1))
    await bot.send_message(people[30].id, "x")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_twenty_messages_a_minute_in_a_group(api: FakeBotApi, bot: Bot, clock: FakeClock, kind: str) -> None:
    chat = getattr(api, kind)("志愿者")
    for _ in range(20):
        await bot.send_message(chat.id, "x")
        clock.advance(timedelta(seconds=1))
    assert await refused(bot, chat.id) == 40
    await bot.send_message(api.user("安娜").id, "x")  # others are not concerned
    clock.advance(timedelta(seconds=40))
    await bot.send_message(chat.id, "x")


async def test_what_is_refused_for_another_reason_does_not_count(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    with pytest.raises(Exception, match=r"(?i)can't parse entities"):
        await bot.send_message(anna.id, "<b>", "HTML")
    await bot.send_message(anna.id, "一")


async def test_edits_and_answers_are_not_limited_unless_asked_for(
    api: FakeBotApi, bot: Bot, bot_of: Callable[[FakeBotApi], Bot]
) -> None:
    anna = api.user("安娜")
    sent = await bot.send_message(anna.id, "一")
    await bot.edit_message_text("二", anna.id, sent.message_id)
    await bot.send_chat_action(anna.id, "typing")
    strict = Limits(chat=Rate(1, 60), counted=frozenset({"sendMessage", "editMessageText"}))
    async with FakeBotApi(limits=strict) as other, bot_of(other) as stricter:
        bo = other.user("波")
        sent = await stricter.send_message(bo.id, "一")
        with pytest.raises(RetryAfter):
            await stricter.edit_message_text("二", bo.id, sent.message_id)
        assert bo.private.texts == ["一"]


async def test_the_answer_carries_the_seconds_for_any_client(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "一")
    await refused(bot, anna.id)
    call = api.calls_of("sendMessage")[-1]
    assert call.status == 429
    assert '"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}' in call.description
