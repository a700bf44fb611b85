"""Trouble on demand: each kind is the error that the library knows it by, and delivers exactly what it says."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from jianbao.testing.bot_api import FakeBotApi, forbidden


async def test_a_gateway_in_trouble_answers_with_a_page(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    api.faults.bad_gateway(times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway") as trouble:
            await bot.send_message(anna.id, "一")
        assert not isinstance(trouble.value, BadRequest | TimedOut)
    await bot.send_message(anna.id, "二")
    assert anna.private.texts == ["二"]
    assert [call.status for call in api.calls_of("sendMessage")] == [502, 502, 200]


async def test_a_reset_connection_delivers_nothing(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    api.faults.reset()
    with pytest.raises(NetworkError) as trouble:
        await bot.send_message(anna.id, "一")
    assert not isinstance(trouble.value, TimedOut)
    assert anna.private.texts == []


async def test_an_answer_can_be_lost_after_delivery(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    api.faults.answer_lost()
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "一")
    assert anna.private.texts == ["一"]


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_hanging_server_times_out(api: FakeBotApi, bot_of: Callable[..., Bot], delivered: bool) -> None:
    anna = api.user("安娜")
    async with bot_of(api, read_timeout=0.2) as bot:
        api.faults.hang(method="sendMessage", delivered=delivered)
        with pytest.raises(TimedOut):
            await bot.send_message(anna.id, "一")
    assert anna.private.texts == ["一"] * delivered


async def test_a_slow_answer_comes_after_the_delivery(api: FakeBotApi, bot_of: Callable[..., Bot]) -> None:
    anna = api.user("安娜")
    async with bot_of(api, read_timeout=0.2) as hasty, bot_of(api) as patient:
        api.faults.slow(0.5, times=2)
        with pytest.raises(TimedOut):
            await hasty.send_message(anna.id, "一")
        await patient.send_message(anna.id, "二")
    assert anna.private.texts == ["一", "二"]


async def test_a_flood_can_be_declared(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    api.faults.too_many_requests(33)
    with pytest.raises(RetryAfter, match="Retry in 0:00:33"):
        await bot.send_message(anna.id, "一")


async def test_any_refusal_can_be_declared(api: FakeBotApi, bot: Bot) -> None:
    api.faults.refuse(forbidden("bot was blocked by the user"))
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(api.user("安娜").id, "一")


async def test_a_fault_meets_only_the_calls_it_was_meant_for(api: FakeBotApi, bot: Bot) -> None:
    anna, channel = api.user("安娜"), api.channel("公告", username="gonggao")
    api.faults.bad_gateway(method="sendMessage", chat=channel)
    await bot.send_message(anna.id, "一")
    await bot.get_chat(channel.id)
    assert api.faults.left == 1
    with pytest.raises(NetworkError):
        await bot.send_message("@gonggao", "一")
    assert api.faults.left == 0


async def test_polling_goes_on_through_faults_of_other_methods(api: FakeBotApi, bot: Bot) -> None:
    api.user("安娜").says("一")
    api.faults.bad_gateway()
    assert len(await bot.get_updates()) == 1
    api.faults.bad_gateway(method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    api.faults.clear()
    await bot.get_me()


async def test_a_hanging_call_does_not_keep_the_server_from_stopping(bot_of: Callable[..., Bot]) -> None:
    async with FakeBotApi() as api:
        bot = bot_of(api)
        await bot.initialize()
        api.faults.hang(method="getMe")
        call = asyncio.create_task(bot.get_me())
        await api.until(lambda: len(api.calls_of("getMe")) == 2)
    with pytest.raises(NetworkError):
        await call
    await bot.shutdown()


@pytest.mark.parametrize("token", ["123456789:AAF-another_token_than_the_one_of_the_bot", "nonsense"])
async def test_a_wrong_token_is_refused(api: FakeBotApi, token: str) -> None:
    with pytest.raises(InvalidToken):
        async with Bot(token, base_url=api.base_url):
            pass
    assert api.calls == []
