"""A campaign of faults: whatever happens on the wire, every item is delivered exactly once in the end."""

import asyncio
import gzip
import random
import socket
from datetime import timedelta

import pytest

from jianbao.fetch.fetcher import Fetcher, Limits
from jianbao.fetch.network import GuardedBackend, Resolver
from jianbao.fetch.robots import Robots
from jianbao.model import Source, SourceKind

LIMIT = 40_000  # bytes of a body, so that endless ones end soon
ITEMS = 40
PER_PAGE = 6
FAULTS = (
    "reset half endless drip long short loop chain error busy garbage bomb headers silence status empty wall dns"
).split()


class Wire:
    """A site whose every answer may be spoilt; faults are drawn from a seed, so that a failure can be repeated."""

    def __init__(self, page, seed):
        self.page, self.random = page, random.Random(seed)
        self.newest, self.share, self.port, self.drawn = PER_PAGE, 0.0, 0, dict.fromkeys(FAULTS, 0)

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()

    async def talk(self, reader, writer):
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                if not await self.answer(path, writer):
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, path, writer):
        fault = self.fault() if path != "/robots.txt" and not path.startswith("/chain") else None
        number = int(path[6:]) if path.startswith("/chain") else 0
        if fault == "chain" or 0 < number < 10_000:
            writer.write(head(302, 0, f"Location: /chain{number + 1}"))
            return True
        if fault is None:
            body = self.body(path)
            writer.write(head(200 if body else 404, len(body)) + body)
            return True
        await self.spoil(fault, path, writer)
        return False

    def fault(self):
        if self.random.random() >= self.share:
            return None
        name = self.random.choice(FAULTS)
        self.drawn[name] += 1
        return name

    def body(self, path):
        if path == "/robots.txt":
            return b""
        if path.startswith("/a"):
            return self.page(int(path[2:].partition(".")[0])).encode()
        number = int(path.partition("page=")[2] or 1)
        last = self.newest - (number - 1) * PER_PAGE
        shown = range(last, max(last - PER_PAGE, 0), -1)
        rows = "".join(f'<li><a href="/a{n}.html">第{n}区社会组织登记数量稳步增长情况的通报</a></li>' for n in shown)
        more = f'<a href="/n/?page={number + 1}">下一页</a>' if last > PER_PAGE else ""
        return f"<ul>{rows}</ul>{more}".encode()

    async def spoil(self, fault, path, writer):
        if fault == "reset":
            writer.transport.abort()
        elif fault == "endless":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not writer.is_closing():
                writer.write(b"x" * 4096)
                await writer.drain()
        elif fault == "drip":
            body = self.body(path)
            writer.write(head(200, len(body)))
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.02)
        elif fault == "silence":
            await asyncio.sleep(0.4)
        else:
            writer.write(spoilt(fault, path, self.body(path)))
        await writer.drain()


def spoilt(fault, path, body):
    """What is sent at once in place of an answer; "short" leaves a rest where the next answer should begin."""
    bomb = gzip.compress(b"x" * 50 * LIMIT)
    wall = b"<script>acw_sc__v2</script>" if path == "/n/" else b"\x00\x01\x02\x03" * 50
    return {
        "error": head(500, 0),
        "busy": head(429, 0, "Retry-After: 1"),
        "status": head(404, 0),
        "half": head(200, len(body)) + body[: len(body) // 2],
        "long": head(200, len(body) + 100) + body,
        "short": head(200, len(body)) + body + b"left over",
        "loop": head(301, 0, f"Location: {path}"),
        "garbage": b"\x00\xff not http at all \r\n\r\n",
        "headers": b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",
        "bomb": head(200, len(bomb), "Content-Encoding: gzip") + bomb,
        "empty": head(200, 0),
        "wall": head(200, len(wall)) + wall,
        "dns": b"",  # drawn where names are resolved as well; here the connection just ends
    }[fault]


def head(status, length, more="X-Nothing: 1"):
    lines = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\nContent-Length: {length}"
    return f"{lines}\r\n\r\n".encode()


class FlakyNames(Resolver):
    """A name server that is away as often as the wire says."""

    def __init__(self, wire):
        super().__init__()
        self.wire = wire

    async def addresses(self, host, port):  # noqa: ARG002 - the real one asks for it
        if self.wire.random.random() < self.wire.share / 10:
            self.wire.drawn["dns"] += 1
            raise socket.gaierror(-3, "temporary failure in name resolution")
        return ["127.0.0.1"]


@pytest.mark.parametrize("seed", range(3))
async def test_every_item_is_delivered_exactly_once_in_the_end(room, page, seed):
    limits = Limits(connect=0.3, read=0.2, total=0.3, body=LIMIT)
    async with Wire(page, seed) as wire:
        backend = GuardedBackend(allow_private=True, resolver=FlakyNames(wire))
        async with Fetcher(backend=backend, pause=0, robots=Robots(), limits=limits) as fetcher:
            room.fetcher = fetcher
            source = room.add(Source(name="s", kind=SourceKind.LIST, url=f"http://site.example:{wire.port}/n/"))
            await room.visit(source)
            told = room.owed()
            looks = 0
            while len(told) <= ITEMS - PER_PAGE and looks < 400:
                wire.share = 0.35 if looks < 60 else 0.0
                wire.newest = min(wire.newest + wire.random.randrange(4), ITEMS)
                if looks < 60:  # clocks go wrong too: months ahead, and days back
                    room.ahead += timedelta(minutes=wire.random.choice([6, 30, 600, 90_000, -3000]))
                    room.store.sources.rewind(room.now())
                for state in room.store.sources.claim(room.now() + timedelta(days=40), 5, timedelta(minutes=1)):
                    await room.visitor.visit(source, state)
                told += room.owed()
                looks += 1
    numbers = sorted(int(title[1:].partition("区")[0]) for title in told)
    assert numbers == list(range(PER_PAGE, ITEMS + 1))
    assert sum(1 for count in wire.drawn.values() if count) >= len(FAULTS) // 2
    assert room.store.waiting.of("s") == []


async def test_a_clock_that_was_ahead_for_a_while_silences_nobody(room, site, page):
    source = room.add(Source(name="s", kind=SourceKind.LIST, url=site.says("/n/", "<p>x</p>")))
    room.ahead = timedelta(days=365)
    await room.visit(source)
    room.ahead = timedelta(0)
    assert room.store.sources.claim_due(room.now(), 5, timedelta(minutes=1)) == []
    assert room.store.sources.rewind(room.now()) == 1
    assert room.store.sources.claim_due(room.now(), 5, timedelta(minutes=1)) == ["s"]
