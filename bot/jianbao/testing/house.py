"""The engine room on a real store, and one chat that remembers all it is told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from jianbao.engine.local import LocalEngine
from jianbao.engine.visit import Visitor
from jianbao.fetch.fetcher import Fetcher
from jianbao.model import Alert, Channel, Delivery, Outcome, Sent, Source, SourceKind
from jianbao.plugins import Plugins
from jianbao.stats import Stats
from jianbao.store import Store, Visit


class House:
    """Sources are visited and deliveries sent as the daemon does it; the way out ends in :attr:`deliveries`.

    Args:
        root: Where drop folders are made.
        store: Where everything is kept.
        fetcher: Asks sources on the web.
        plugins: Who recognises topics.
        clock: Now, UTC.
        channel: What the chat is on; it is subscribed to everything.
        write: An alert in the messages of that channel.
    """

    def __init__(
        self,
        root: Path,
        *,
        store: Store,
        fetcher: Fetcher,
        plugins: Plugins,
        clock: Callable[[], datetime],
        channel: Channel,
        write: Callable[[Alert], Sequence[str]],
    ) -> None:
        self.root = root
        self.store = store
        self.fetcher = fetcher
        self.plugins = plugins
        self.channel = channel
        self.now = clock
        self.deliveries: list[Delivery] = []
        self.sources: dict[str, Source] = {}
        self.stats = Stats()
        self.wake = asyncio.Event()
        subscriber = store.subscribers.ensure(channel, "1", now=clock())
        store.subscribers.subscribe(subscriber.id, None, None, clock())
        self.visitor = Visitor(
            store=store,
            plugins=plugins,
            fetchers=lambda _: self.fetcher,
            shapes={channel: write},
            stats=self.stats,
            clock=clock,
            owed=self.wake.set,
        )

    def add(self, source: Source) -> Source:
        """Watch *source*, too."""
        self.sources[source.name] = source
        self.store.sources.sync(self.sources.values(), self.now())
        return source

    def folder(self, name: str = "inbox") -> tuple[Source, Path]:
        """Watch a new drop folder, and return the source and the folder."""
        path = self.root / name
        path.mkdir()
        return self.add(Source(name=name, kind=SourceKind.FOLDER, path=str(path), interval=timedelta(seconds=1))), path

    async def visit(self, source: Source) -> Visit:
        """Look at *source* once."""
        return await self.visitor.visit(source)

    def engine(self) -> LocalEngine:
        """Return what runs visits and deliveries."""
        return LocalEngine(
            store=self.store,
            sources=self.sources.values(),
            visitor=self.visitor,
            senders={self.channel: self},
            wake=self.wake,
            clock=self.now,
        )

    async def send(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Outcome:
        """Take a message as the chat."""
        await begin()
        self.deliveries.append(delivery)
        return Sent()
