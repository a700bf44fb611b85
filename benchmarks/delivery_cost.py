"""What one delivery costs in CPU time, beside the bare ``bot.send_message``, and that memory stays flat.

Usage: ``python benchmarks/delivery_cost.py [--deliveries 100000] [--folder /dev/shm]``

Telegram is a server that takes everything and costs next to nothing, in a process of its own; our limiter does all its
work on a clock that runs ten thousand times as fast. CPU time is that of all threads of the delivering process. Ends
with 1 when memory grew by more than ``--growth`` MiB after the first fifth.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from delivery_house import Telegram, database, empty, fill_more, sender, stopwatch, subscribe_all, table
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.request import HTTPXRequest

from jianbao.deliver.telegram.limiter import ChatLimiter
from jianbao.deliver.telegram.past import StoredPast
from jianbao.deliver.worker import utc_now
from jianbao.store import State, Store

_TOKEN = "123456789:AAF-of-no-bot-that-exists"  # noqa: S105 - of no bot that exists
_CHATS = 200
_STEPS = 10
_BARE = 2_000
_FASTER = 10_000
_TITLE = "登记资产超1000亿元"
_BODY = (
    '🏢 <a href="https://example.org/a"><b>{title} {number}</b></a>\n#社会组织 · #北京市\n'
    "中国社会报 · 2022年9月30日\n\n"
    "<b>依法登记的社会组织</b>（2012年底）\n7,965 → 12,700 家 +59.4%（原文“约60%” ✓）\n"
    "　社会团体 4,347 + 社会服务机构 7,534 + 基金会 819 = 12,700 ✓\n登记资产 <b>超 1,000 亿元</b>\n"
    "从业人员 14.5 万人 → 21.39 万人\n<blockquote expandable><b>其余 5 项数字</b>\n市级社会组织 1,589 家（2021年底）\n"
    "　其中 5A 227 家、4A 545 家\n脱贫攻坚项目 超 3,500 个，投入 超 20 亿元</blockquote>\n"
    "提取：social_organizations 0.1"
)


class _Taker(asyncio.Protocol):
    """Answers every request with a message; reads no more of it than its length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._data = transport, b""

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end].lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(self._data) < end + 4 + length:
                return
            self._data = self._data[end + 4 + length :]
            self._transport.write(_ANSWER)


_MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
_RESULT = json.dumps({"ok": True, "result": _MESSAGE}).encode()
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(_RESULT), _RESULT)


@contextmanager
def _taker() -> Iterator[Telegram]:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:

        async def serve() -> None:
            server = await asyncio.get_running_loop().create_server(_Taker, sock=listener)
            await server.serve_forever()

        try:
            asyncio.run(serve())
        finally:
            os._exit(0)
    listener.close()
    try:
        yield Telegram(f"http://127.0.0.1:{port}/bot", _TOKEN, list(range(1, _CHATS + 1)), [], pid, ours)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()
        theirs.close()


def _resident() -> float:
    """Return what this process holds in memory, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _bare(api: Telegram) -> float:
    """Return the CPU milliseconds of one bare call, several under way as in the product."""
    request = HTTPXRequest(connection_pool_size=64)
    bot = Bot(api.token, base_url=api.base_url, request=request)
    preview = LinkPreviewOptions(is_disabled=True)

    async def some(first: int) -> None:
        for number in range(first, _BARE, 8):
            body = _BODY.format(title=_TITLE, number=number)
            await bot.send_message(1, body, ParseMode.HTML, link_preview_options=preview)

    async with request:
        await some(_BARE - 100)  # imports and connections
        began = time.process_time()
        await asyncio.gather(*(some(first) for first in range(8)))
        return (time.process_time() - began) / _BARE * 1000


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--folder", help="where the store is made; the system's by default")
    parser.add_argument("--growth", type=float, default=10)
    wanted = parser.parse_args()
    each = wanted.deliveries // _STEPS // _CHATS
    rows: list[tuple[str, object]] = []
    resident: list[float] = []
    costs: list[float] = []

    def later(delay: float, call: object) -> object:
        return asyncio.get_running_loop().call_later(delay / _FASTER, call)  # type: ignore[arg-type]  # as the loop's own

    async def run(store: Store, api: Telegram) -> None:
        limiter = ChatLimiter(
            past=StoredPast(store, utc_now), clock=lambda: time.monotonic() * _FASTER, call_later=later
        )  # fmt: skip
        bare = await _bare(api)
        rows.append(("bare bot.send_message, before", f"{bare:.2f} ms CPU"))
        async with sender(api, store, limiter) as way:
            for step in range(_STEPS):
                names = range(step * each, (step + 1) * each)
                await asyncio.to_thread(
                    fill_more, store, [_BODY.format(title=_TITLE, number=n) for n in names], names.start
                )
                elapsed, began = stopwatch(), time.process_time()
                await empty(store, way)
                cost = (time.process_time() - began) / (each * _CHATS) * 1000
                costs.append(cost)
                resident.append(_resident())
                done = f"{(step + 1) * each * _CHATS:,} deliveries"
                speed = each * _CHATS / elapsed()
                rows.append((done, f"{resident[-1]:.1f} MiB, {cost:.2f} ms CPU each, {speed:.0f} a second"))
        rows.append(("bare bot.send_message, after", f"{await _bare(api):.2f} ms CPU"))

    with (
        tempfile.TemporaryDirectory(dir=wanted.folder) as folder,
        _taker() as api,
        Store.open(database(folder)) as store,
    ):
        subscribe_all(store, api.people)
        asyncio.run(run(store, api))
        sent = store.outbox.counts()[State.SENT]
    growth = max(resident[_STEPS // 5 :]) - resident[_STEPS // 5 - 1]
    rows += [
        ("sent", f"{sent:,}"),
        ("a delivery, median of the steps", f"{sorted(costs)[len(costs) // 2]:.2f} ms CPU"),
        ("growth after the first fifth", f"{growth:.1f} MiB"),
    ]
    table("Cost of a delivery", rows)
    return 0 if growth <= wanted.growth and sent == each * _CHATS * _STEPS else 1


if __name__ == "__main__":
    sys.exit(main())
