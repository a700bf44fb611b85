"""A farm of web sites on loopback: each address 127.x.y.z is a host of its own, with manners of its own.

Started by ``watch.py`` as a process; prints its port, answers until its standard input ends (or half an hour is over),
then prints what it has seen as JSON. Bound to the loopback device: nobody from outside can reach it.
"""

import asyncio
import json
import socket
import sys
from collections import Counter
from typing import ClassVar

LIFETIME = 2400.0  # seconds, whatever happens
SLOW = 6.0  # seconds until a slow site answers
ITEMS = 20
_FILLING = "<p>" + "政务公开 办事服务 互动交流 " * 800 + "</p>"  # what surrounds a list: about 30 kB
_REASONS = {200: "OK", 302: "Found", 304: "Not Modified", 404: "Not Found", 503: "Service Unavailable"}


def address(number: int) -> str:
    """Return the address of site *number*."""
    return f"127.{16 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def number_of(host: str) -> int:
    """Return the number of the site at *host*."""
    _, high, middle, low = map(int, host.split("."))
    return (high - 16 << 16) + (middle << 8) + low


def temper(number: int) -> str:
    """Return how site *number* behaves; of a hundred sites in a row each kind has its share."""
    share = number * 37 % 100
    bounds = (
        (60, "validated"),  # ETag: 304
        (85, "hashed"),  # neither ETag nor date: the same 200 each time
        (89, "feed"),  # a feed with an ETag, and something new at every fourth look
        (93, "restless"),  # nothing new, but a counter in the page changes it at every look
        (94, "busy"),  # a new article at every look
        (96, "failing"),  # 503
        (97, "missing"),  # 404
        (98, "slow"),  # 304 after six seconds
        (100, "moved"),  # 302 to where it is a 304
    )
    return next(name for bound, name in bounds if share < bound)


def rows(number: int, newest: int) -> str:
    """Return the rows of the list of site *number* whose newest article is *newest*."""
    line = '<li><a href="/a/{0}.html" title="{1}">{1}</a><span>2026-{2:02}-{3:02}</span></li>'
    shown = range(newest, newest - ITEMS, -1)
    return "".join(line.format(n, title(number, n), 1 + n // 28 % 12, 1 + n % 28) for n in shown)


def title(number: int, article: int) -> str:
    """Return the headline of an article."""
    return f"第{number}号民政局关于第{article}批社会组织登记管理情况的通报"


def page(number: int, newest: int, extra: str = "") -> str:
    """Return a list page."""
    return f"<html><body>{_FILLING}<ul class='list'>{rows(number, newest)}</ul>{extra}</body></html>"


def feed(number: int, newest: int) -> str:
    """Return a feed."""
    item = "<item><title>{1}</title><link>/a/{0}.html</link><pubDate>2026-{2:02}-{3:02}</pubDate></item>"
    shown = range(newest, newest - ITEMS, -1)
    items = "".join(item.format(n, title(number, n), 1 + n // 28 % 12, 1 + n % 28) for n in shown)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{number}</title>{items}</channel></rss>'


def article(number: int, name: str) -> str:
    """Return an article."""
    count = 1000 + number + int(name)
    text = f"截至2025年底，第{number}号民政局登记社会组织{count}家，其中社会团体{count // 2}家，基金会{count // 9}家。"
    return (
        f'<html><head><meta name="ArticleTitle" content="{title(number, int(name))}"></head><body>{_FILLING}'
        f'<h1>{title(number, int(name))}</h1><div id="zoom"><p>{text}</p></div></body></html>'
    )


class Site(asyncio.Protocol):
    """One connection; what all of them have seen is counted by the class."""

    seen: ClassVar[Counter[str]] = Counter()
    looks: ClassVar[Counter[int]] = Counter()
    at_once: ClassVar[Counter[int]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Learn which site is asked: that of the address that was connected to."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - tells mypy
        self.transport = transport
        self.number = number_of(transport.get_extra_info("sockname")[0])
        self.data = b""

    def data_received(self, data: bytes) -> None:
        """Take a request, and answer it when the site would."""
        self.data += data
        if not self.data.endswith(b"\r\n\r\n"):
            return
        request, self.data = self.data.decode("latin-1"), b""
        path = request.split(" ", 2)[1]
        Site.at_once[self.number] += 1
        if Site.at_once[self.number] > 1:
            Site.seen["two requests at once"] += 1
        delay = SLOW if temper(self.number) == "slow" and path == "/n/" else 0.02
        asyncio.get_running_loop().call_later(delay, self.answer, path, request)

    def answer(self, path: str, request: str) -> None:
        """Send what the site says."""
        status, body, headers = self.said(path, request)
        Site.at_once[self.number] -= 1
        Site.seen[f"{status} {'robots' if path == '/robots.txt' else path[:3]}"] += 1
        data = body.encode()
        head = f"HTTP/1.1 {status} {_REASONS[status]}\r\n{headers}Content-Length: {len(data)}\r\n\r\n"
        self.transport.write(head.encode() + data)

    def said(self, path: str, request: str) -> tuple[int, str, str]:
        """Return status, body and headers."""
        html, kind = "Content-Type: text/html; charset=utf-8\r\n", temper(self.number)
        if path == "/robots.txt":
            return (200, "User-agent: *\nDisallow: /admin/\n", "") if self.number % 2 else (404, "", "")
        if path.startswith("/a/"):
            return 200, article(self.number, path[3:-5]), html
        if kind in {"failing", "missing"}:
            return (503 if kind == "failing" else 404), "", ""
        if kind == "moved" and path == "/n/":
            return 302, "", "Location: /m/\r\n"
        Site.looks[self.number] += 1
        newest = self.newest(kind, Site.looks[self.number])
        if kind in {"hashed", "restless", "busy"}:
            counter = f"<p>{Site.looks[self.number]}</p>" if kind == "restless" else ""
            return 200, page(self.number, newest, counter), html
        tag = f'"{newest}"'
        if f"if-none-match: {tag}" in request.lower():
            return 304, "", f"ETag: {tag}\r\n"
        return 200, feed(self.number, newest) if kind == "feed" else page(self.number, newest), f"{html}ETag: {tag}\r\n"

    @staticmethod
    def newest(kind: str, looks: int) -> int:
        """Return the number of the newest article after so many looks."""
        return 100 + (looks if kind == "busy" else looks // 4 if kind == "feed" else 0)


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
    listener.bind(("", 0))  # every loopback address, and, by the line above, no other
    listener.listen(4096)
    server = await loop.create_server(Site, sock=listener)
    print(listener.getsockname()[1], flush=True)
    try:
        async with asyncio.timeout(LIFETIME):
            await asyncio.to_thread(sys.stdin.read)
    except TimeoutError:
        pass
    server.close()
    print(json.dumps(Site.seen), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
