"""The engine room on a real store, with sites on loopback, a clock that can be set, and a channel that remembers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jianbao.engine.local import LocalEngine
from jianbao.engine.visit import Visitor
from jianbao.fetch.fetcher import Fetcher, Limits
from jianbao.model import Channel, Delivery, Outcome, Sent, Source, SourceKind
from jianbao.plugins import Plugins
from jianbao.stats import Stats
from jianbao.store import Store, Visit


@dataclass
class Room:
    """An engine room. ``told`` are the titles of the alerts that have arrived."""

    root: Path
    store: Store
    fetcher: Fetcher
    plugins: Plugins
    told: list[str] = field(default_factory=list)
    ahead: timedelta = timedelta(hours=1)  # the clock is ahead of the disk's: every file has settled
    sources: dict[str, Source] = field(default_factory=dict)
    stats: Stats = field(default_factory=Stats)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    visitor: Visitor = field(init=False)

    def __post_init__(self) -> None:
        subscriber = self.store.subscribers.ensure(Channel.CONSOLE, "", now=self.now())
        self.store.subscribers.subscribe(subscriber.id, None, None, self.now())
        self.visitor = Visitor(
            store=self.store,
            plugins=self.plugins,
            fetchers=lambda _: self.fetcher,
            shapes={Channel.CONSOLE: lambda alert: (alert.title,)},
            stats=self.stats,
            clock=self.now,
            owed=self.wake.set,
        )

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def add(self, source: Source) -> Source:
        self.sources[source.name] = source
        self.store.sources.sync(self.sources.values(), self.now())
        return source

    def folder(self, name: str = "inbox") -> tuple[Source, Path]:
        path = self.root / name
        path.mkdir()
        return self.add(Source(name=name, kind=SourceKind.FOLDER, path=str(path), interval=timedelta(seconds=1))), path

    async def visit(self, source: Source) -> Visit:
        return await self.visitor.visit(source)

    def engine(self) -> LocalEngine:
        return LocalEngine(
            store=self.store,
            sources=self.sources.values(),
            visitor=self.visitor,
            senders={Channel.CONSOLE: self},
            wake=self.wake,
            clock=self.now,
        )

    async def send(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Outcome:
        await begin()
        self.told.append(delivery.body)
        return Sent()

    def owed(self) -> list[str]:
        """Return the titles of the alerts that are owed, in order, by taking them."""
        titles: list[str] = []
        while due := self.store.outbox.claim(Channel.CONSOLE, self.now(), timedelta(minutes=1), 10):
            for delivery in due:
                titles.append(delivery.body)
                self.store.outbox.begin(delivery.id, self.now())
                self.store.outbox.sent(delivery.id, None, self.now())
        return titles


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    return Plugins.load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        yield store


@pytest.fixture
async def room(tmp_path: Path, store: Store, plugins: Plugins) -> AsyncIterator[Room]:
    async with Fetcher(allow_private=True, pause=0, limits=Limits(read=0.5, total=1.0)) as fetcher:
        yield Room(tmp_path, store, fetcher, plugins)


@pytest.fixture
def page(news: Callable[[int], str]) -> Callable[[int], str]:
    """Return :func:`news` as an article page of a government site."""

    def write(number: int) -> str:
        title, body = news(number).strip().split("\n")
        return (
            f'<html><head><title>栏目_网站</title><meta name="ArticleTitle" content="{title}">'
            f'<meta name="PubDate" content="2022-01-{number:02} 09:00"></head>'
            f'<body><h1>{title}</h1><div id="zoom"><p>{body}</p></div></body></html>'
        )

    return write
