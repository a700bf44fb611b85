"""A web server on loopback, with the pages that offices write: articles, the lists that lead to them, feeds.

Needs ``pip install 'jianbao[testing]'``.
"""

from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Self

from aiohttp import web

from jianbao.testing.threads import in_thread

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ARTICLE = """<html><head><title>{title}_{office}</title><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date} 09:00"><meta name="ContentSource" content="{office}"></head>
<body><h1>{title}</h1><div id="zoom">{paragraphs}</div></body></html>"""
_COLUMN = "<html><head><title>通知公告_{office}</title></head><body><ul>{rows}</ul></body></html>"
_ROW = '<li><a href="{url}" title="{title}">{title}</a><span>{date}</span></li>'
_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>{office}</title>{rows}</channel></rss>'
_ITEM = "<item><title>{title}</title><link>{url}</link><pubDate>{date}T09:00:00+08:00</pubDate></item>"


@dataclass(frozen=True, slots=True)
class Published:
    """An article of the site: its address, its headline, its ISO date."""

    url: str
    title: str
    date: str


@dataclass
class Site:
    """A site that says what it is told to say, and remembers who asked.

    ``async with Site() as site`` serves in the loop of the test, ``with Site.in_thread() as site`` beside synchronous
    code::

        news = site.article("/a1.html", "全市社会组织情况", "截至2023年底，全市共有社会组织3120个。")
        address = site.column("/tzgg/", news)

    Attributes:
        office: Who is named as the source of articles.
        base: Scheme, host and port.
        pages: What answers, by path; anything else is 404.
        requests: Those that came, in order.
        most_at_once: How many were under way side by side.
    """

    office: str = "某市民政局"
    base: str = ""
    pages: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    _failures: dict[str, deque[int | None]] = field(default_factory=dict)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    @classmethod
    @contextmanager
    def in_thread(cls) -> Iterator["Site"]:
        """Serve in a thread of its own."""
        with in_thread(cls, "local-site") as site:
            yield site

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(request.path for request in self.requests)

    def says(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> str:
        """Serve *body* at *path* and return its address; in names of *headers* ``_`` stands for ``-``."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def handler(_: web.Request) -> web.StreamResponse:
            return web.Response(body=data, status=status, headers={"Content-Type": "text/html; charset=utf-8"} | named)

        self.pages[path] = handler
        return self.base + path

    def article(self, path: str, title: str, text: str, date: str = "2026-01-05") -> Published:
        """Serve an article, a paragraph for each line of *text*, as the sites of offices write them."""
        return Published(self.says(path, article_page(title, text, date, self.office)), title, date)

    def column(self, path: str, *articles: Published) -> str:
        """Serve a list of *articles*, the newest first, and return its address.

        Lists are known by what repeats in them: of a single article only a source with an ``entry_selector`` (``li a``)
        knows.
        """
        return self.says(path, _COLUMN.format(office=escape(self.office), rows=_rows(_ROW, articles)))

    def feed(self, path: str, *articles: Published) -> str:
        """Serve *articles* as RSS and return its address."""
        rows = _rows(_ITEM, articles)
        return self.says(path, _FEED.format(office=escape(self.office), rows=rows), Content_Type="application/rss+xml")

    def fails(self, path: str, status: int | None = 503, times: int = 1) -> None:
        """Answer the next requests for *path* with *status*, or hang up on them when it is None."""
        self._failures.setdefault(path, deque()).extend([status] * times)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self._failures.get(request.path):
                return _failure(request, self._failures[request.path].popleft())
            if request.path not in self.pages:
                return web.Response(status=404)
            return await self.pages[request.path](request)
        finally:
            self._at_once -= 1


def article_page(title: str, text: str, date: str = "2026-01-05", office: str = "某市民政局") -> str:
    """Return the page of an article, a paragraph for each line of *text*."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return _ARTICLE.format(title=escape(title), date=date, office=escape(office), paragraphs=paragraphs)


def _rows(row: str, articles: tuple[Published, ...]) -> str:
    newest_first = sorted(articles, key=lambda article: article.date, reverse=True)
    return "\n".join(row.format(url=each.url, title=escape(each.title), date=each.date) for each in newest_first)


def _failure(request: web.Request, status: int | None) -> web.StreamResponse:
    if status is not None:
        return web.Response(status=status)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
