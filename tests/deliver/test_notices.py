"""What operators hear in their own chats."""

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from jianbao.deliver.telegram.notices import notices, written
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


async def test_what_goes_at_the_same_time_is_told_in_one_message(quick):
    async with FakeBotApi(limits=UNLIMITED) as api:
        chat = api.group("operators")
        request = HTTPXRequest(read_timeout=2)
        bot = ExtBot(api.token, base_url=api.base_url, request=request, rate_limiter=quick)
        async with request, notices(bot, [str(chat.id)], gathered=0.05) as tell:
            tell("source a is away: <b>no answer</b>")
            tell("source b turns us away")
            await api.until(lambda: "source b" in api.transcript(chat.id))
        assert api.transcript(chat.id).count("source a is away: <b>no answer</b>") == 1


def test_a_hundred_sources_make_one_short_message():
    text = written([f"source {number} is away: {'x' * 500}" for number in range(100)])
    assert len(text) < 4096
    assert text.endswith("and 85 more; see `jianbao sources`")
