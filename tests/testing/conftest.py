"""A fake Telegram, and python-telegram-bot's own Bot talking to it."""

import struct
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from jianbao.testing.bot_api import UNLIMITED, FakeBotApi


@pytest.fixture(autouse=True)
def times_of_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's switch to the times of its next version; without it, each 429 warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """Without flood control: most tests send more than one message a second."""
    async with FakeBotApi(limits=UNLIMITED) as api:
        yield api


@pytest.fixture
def bot_of() -> Callable[[FakeBotApi], Bot]:
    def make(api: FakeBotApi, **settings: Any) -> Bot:
        request = HTTPXRequest(connection_pool_size=8, **settings)
        return Bot(api.token, base_url=api.base_url, request=request)

    return make


@pytest.fixture
async def bot(api: FakeBotApi, bot_of: Callable[[FakeBotApi], Bot]) -> AsyncIterator[Bot]:
    async with bot_of(api) as bot:
        yield bot


@pytest.fixture(scope="session")
def png() -> bytes:
    """A grey picture of 64 x 48 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + b"\x80" * 64) * 48)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
