"""The engine room on a real store, with sites on loopback, a clock that can be set, and a channel that remembers."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jianbao.fetch.fetcher import Fetcher, Limits
from jianbao.model import Channel
from jianbao.plugins import Plugins
from jianbao.store import Store
from jianbao.testing.house import House
from jianbao.testing.site import article_page


class Room(House):
    """An engine room whose clock can be set; its chat is the terminal and reads titles only."""

    def __init__(self, root: Path, store: Store, fetcher: Fetcher, plugins: Plugins) -> None:
        self.ahead = timedelta(hours=1)  # the clock is ahead of the disk's: every file has settled
        super().__init__(
            root,
            store=store,
            fetcher=fetcher,
            plugins=plugins,
            clock=lambda: datetime.now(UTC) + self.ahead,
            channel=Channel.CONSOLE,
            write=lambda alert: (alert.title,),
        )

    @property
    def told(self) -> list[str]:
        """The titles of the alerts that have arrived."""
        return [delivery.body for delivery in self.deliveries]

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
        return article_page(title, body, f"2022-01-{number:02}")

    return write
