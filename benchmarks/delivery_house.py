"""What the campaigns of delivery share: a Telegram in a process of its own, a store full of alerts, a way out."""

import asyncio
import json
import logging
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from jianbao.deliver.telegram.limiter import ChatLimiter
from jianbao.deliver.telegram.past import StoredPast
from jianbao.deliver.telegram.sender import TelegramSender
from jianbao.deliver.worker import drain, utc_now
from jianbao.model import Alert, Channel, Document, Promise
from jianbao.store import Store
from jianbao.testing.bot_api import FakeBotApi, Limits

os.environ["PTB_TIMEDELTA"] = "true"
logging.disable(logging.WARNING)  # each unknown says so; the tables count them
Row = tuple[str, object]


@dataclass
class Telegram:
    """The fake, as the other process sees it.

    Attributes:
        base_url: For the bot.
        token: For the bot.
        people: Ids of private chats.
        groups: Ids of supergroups.
    """

    base_url: str
    token: str
    people: list[int]
    groups: list[int]
    _pid: int
    _pipe: socket.socket

    def report(self) -> dict[str, Any]:
        """Stop it and return what it saw: ``arrived`` texts by chat, ``statuses`` of sendMessage, ``times``."""
        self._pipe.sendall(b"stop\n")
        data = b"".join(iter(lambda: self._pipe.recv(1 << 20), b""))
        os.waitpid(self._pid, 0)
        self._pid = 0
        report: dict[str, Any] = json.loads(data)
        return report

    def close(self) -> None:
        """End it, if it was not asked for its report."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        self._pipe.close()


@contextmanager
def telegram(
    people: int, groups: int, limits: Limits, prepare: Callable[[FakeBotApi], None] = lambda _: None
) -> Iterator[Telegram]:
    """Serve a strict Telegram from another process."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        try:
            asyncio.run(_serve(theirs, people, groups, limits, prepare))
        finally:
            os._exit(0)
    theirs.close()
    hello = json.loads(ours.makefile().readline())
    api = Telegram(**hello, _pid=pid, _pipe=ours)
    try:
        yield api
    finally:
        api.close()


async def _serve(
    pipe: socket.socket, people: int, groups: int, limits: Limits, prepare: Callable[[FakeBotApi], None]
) -> None:
    loop = asyncio.get_running_loop()
    async with FakeBotApi(limits=limits) as api:
        everyone = [api.user(f"第{number}位").id for number in range(people)]
        owner = api.user("群主")
        clubs = [api.supergroup(f"群{number}", owner=owner).id for number in range(groups)]
        prepare(api)
        hello = {"base_url": api.base_url, "token": api.token, "people": everyone, "groups": clubs}
        pipe.setblocking(False)
        await loop.sock_sendall(pipe, (json.dumps(hello) + "\n").encode())
        await loop.sock_recv(pipe, 16)
        arrived = {chat.id: [message.text for message in chat.from_bot] for chat in api.chats.values()}
        times = [message.date for chat in api.chats.values() for message in chat.from_bot]
        statuses = Counter(str(call.status) for call in api.calls_of("sendMessage"))
        report = {"arrived": arrived, "statuses": statuses, "times": times}
        await loop.sock_sendall(pipe, json.dumps(report).encode())
        pipe.close()


def fill(store: Store, chats: Sequence[int], bodies: Sequence[str], promise: Promise = Promise.NEVER_TWICE) -> None:
    """Owe every chat one message for each body, through the transaction that documents take."""
    subscribe_all(store, chats, promise)
    fill_more(store, bodies)


def subscribe_all(store: Store, chats: Sequence[int], promise: Promise = Promise.NEVER_TWICE) -> None:
    """Let every chat be owed everything."""
    now = datetime.now(UTC)
    for chat in chats:
        subscriber = store.subscribers.ensure(Channel.TELEGRAM, str(chat), now=now)
        store.subscribers.subscribe(subscriber.id, None, None, now)
        store.subscribers.promise(subscriber.id, promise)


def fill_more(store: Store, bodies: Sequence[str], first: int = 0) -> None:
    """Commit an alert for each body, numbered from *first*."""
    for number, body in enumerate(bodies, first):
        alert = Alert(id=str(number), title=f"第{number}条", topics=("t",), region="北京市")
        store.documents.commit(
            Document(id=str(number), text="x"),
            source="campaign",
            key=str(number),
            alerts=[alert],
            shapes={Channel.TELEGRAM: lambda _, body=body: (body,)},
            now=datetime.now(UTC),
        )


@asynccontextmanager
async def sender(
    api: Telegram, store: Store, limiter: ChatLimiter | None = None, read_timeout: float = 20.0
) -> AsyncIterator[TelegramSender]:
    """Yield the product's own way to Telegram, with the product's own limits."""
    request = HTTPXRequest(connection_pool_size=64, read_timeout=read_timeout, connect_timeout=10, pool_timeout=60)
    limits = limiter or ChatLimiter(past=StoredPast(store, utc_now))
    async with request:
        yield TelegramSender(ExtBot(api.token, base_url=api.base_url, request=request, rate_limiter=limits))


async def empty(store: Store, way: TelegramSender, watch: Callable[[], None] = lambda: None) -> None:
    """Drain until nothing is owed any more, asking again each half second as the daemon does each second."""
    while store.outbox.owed():
        await drain(store, Channel.TELEGRAM, way)
        watch()
        await asyncio.sleep(0.1)


def table(title: str, rows: Sequence[Row]) -> None:
    """Print a table for people."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}\n" + "\n".join(f"  {name:<{width}}  {value}" for name, value in rows), flush=True)


def database(folder: str) -> str:
    """Return the address of a store in *folder*."""
    return f"sqlite:///{Path(folder) / 'campaign.sqlite3'}"


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the seconds since now."""
    began = time.monotonic()
    return lambda: time.monotonic() - began
