"""Beside synchronous code and other processes, the server runs in a thread of its own."""

import subprocess
import sys
import threading
import urllib.parse
import urllib.request

import pytest

from jianbao.testing.bot_api import UNLIMITED, FakeBotApi

OTHER_PROCESS = """
import asyncio, sys
from telegram import Bot

async def main(base_url, token, chat_id):
    async with Bot(token, base_url=base_url) as bot:
        (update,) = await bot.get_updates(timeout=10)
        await bot.send_message(chat_id, f"<b>{update.message.text}</b>!", "HTML")

asyncio.run(main(*sys.argv[1:]))
"""


def post(api: FakeBotApi, method: str, **fields: object) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{api.base_url}{api.token}/{method}", urllib.parse.urlencode(fields).encode(), timeout=10):
        pass


def test_a_bot_in_another_process_talks_to_people_in_this_one() -> None:
    with FakeBotApi.in_thread() as api:
        anna = api.user("安娜")
        command = [sys.executable, "-c", OTHER_PROCESS, api.base_url, api.token, str(anna.id)]
        with subprocess.Popen(command) as process:
            api.wait(lambda: api.calls_of("getUpdates"))
            said = anna.says("你好")
            (answer,) = api.wait(lambda: said.answers)
            assert answer.text == "你好!"
            assert process.wait(timeout=10) == 0


def test_synchronous_code_finds_it_under_its_address_until_it_ends() -> None:
    with FakeBotApi.in_thread(limits=UNLIMITED) as api:
        anna = api.user("安娜")
        for text in ("一", "二"):
            post(api, "sendMessage", chat_id=anna.id, text=text)
        assert anna.private.texts == ["一", "二"]
    with pytest.raises(OSError, match="refused"):
        post(api, "getMe")


def test_many_threads_may_use_it_at_once() -> None:
    with FakeBotApi.in_thread(limits=UNLIMITED) as api:
        group = api.supergroup("志愿者")
        writers = [
            threading.Thread(target=lambda: [post(api, "sendMessage", chat_id=group.id, text="x") for _ in range(10)])
            for _ in range(8)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        ids = [message.message_id for message in group.from_bot]
        assert len(ids) == 80
        assert ids == sorted(set(ids))


def test_two_servers_do_not_know_of_each_other() -> None:
    with FakeBotApi.in_thread() as one, FakeBotApi.in_thread() as other:
        assert one.base_url != other.base_url
        anna = one.user("安娜")
        post(one, "sendMessage", chat_id=anna.id, text="x")
        assert (len(one.calls), len(other.calls)) == (1, 0)


def test_what_goes_wrong_at_the_start_is_raised_where_it_was_started() -> None:
    with pytest.raises(ValueError, match="invalid literal"), FakeBotApi.in_thread("no token"):
        pass


def test_waiting_in_vain_shows_what_happened_instead() -> None:
    with FakeBotApi.in_thread() as api:
        said = api.user("安娜").says("你好")
        with pytest.raises(AssertionError, match=r"(?s)within 0\.1 seconds.*#1 安娜:\n    你好"):
            api.wait(lambda: said.answers, seconds=0.1)
