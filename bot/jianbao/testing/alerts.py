"""What a chat would be told: a document goes through the real pipeline, store and worker, and its alerts come back."""

import asyncio
import os
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TypeVar

from jianbao.deliver import shapes
from jianbao.deliver.worker import drain
from jianbao.errors import FetchError, PluginError, ReadError
from jianbao.fetch.fetcher import Fetcher
from jianbao.model import Alert, Channel, Source, SourceKind
from jianbao.plugins import Plugins
from jianbao.store import Store, Visit
from jianbao.testing.house import House
from jianbao.testing.traces import traces

T = TypeVar("T")
_TAG = re.compile(r"<[^>]*>")
_LONG_AGO = timedelta(minutes=1)  # since when a dropped file has been left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert as a chat on Telegram gets it.

    Attributes:
        alert: What it says, for programs.
        messages: Telegram's HTML, one text for each message.
    """

    alert: Alert
    messages: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is read: all messages, without markup."""
        return unescape(_TAG.sub("", "\n".join(self.messages)))


class Alerts:
    r"""A house of its own, with one chat that follows everything; called with documents, it returns what that hears.

    ::

        (told,) = alerts("全市养老服务情况\n截至2023年底，全市共有养老机构186家。\n")
        assert told.alert.topics == ("elderly_care",)
        assert "186 家" in told.text

    What was told before is not told again, as everywhere. A plugin that fails is an error here, with its trace.

    Args:
        folder: An empty one, for the store and the documents.
        plugins: Who recognises topics. Without limits they run in this process: debuggers and coverage see them.
        clock: Now, UTC.
    """

    def __init__(self, folder: Path, plugins: Plugins, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._plugins = plugins
        self._clock = clock
        self._dropped = 0
        self._url = f"sqlite:///{folder / 'jianbao.sqlite3'}"

    def __call__(self, *documents: str | Path) -> list[Told]:
        """Drop *documents*, each a text or a file of any kind that jianbao reads, and return what the chat is told.

        Raises:
            ReadError: One of them cannot be read.
            PluginError: A plugin fails.
        """
        inbox = self._folder / "inbox"
        inbox.mkdir(exist_ok=True)
        for document in documents:
            self._dropped += 1
            name = document.name if isinstance(document, Path) else "document.txt"
            file = inbox / f"{self._dropped:04}-{name}"
            file.write_bytes(document.read_bytes() if isinstance(document, Path) else document.encode())
            settled = (self._clock() - _LONG_AGO).timestamp()
            os.utime(file, (settled, settled))
        source = Source(name="inbox", kind=SourceKind.FOLDER, path=str(inbox))
        visit, told = _run(self._look(source))
        if visit.error:
            raise ReadError(visit.error)
        return told

    def watch(self, source: Source) -> list[Told]:
        """Look at *source* once, as the daemon does when it is due, and return what the chat is told.

        Addresses on loopback may be asked, without pauses. Of a source that is seen for the first time only the
        ``source.newest`` documents become alerts.

        Raises:
            FetchError: It does not answer as it should, or a document on it cannot be read.
            PluginError: A plugin fails.
        """
        visit, told = _run(self._look(source))
        if visit.error:
            raise FetchError(visit.error)
        return told

    async def _look(self, source: Source) -> tuple[Visit, list[Told]]:
        before = sum(failure.count for failure in self._plugins.failures)
        with Store.open(self._url) as store, traces() as raised:
            async with Fetcher(allow_private=True, pause=0) as fetcher:
                house = House(
                    self._folder,
                    store=store,
                    fetcher=fetcher,
                    plugins=self._plugins,
                    clock=self._clock,
                    channel=Channel.TELEGRAM,
                    write=shapes(self._plugins.topics)[Channel.TELEGRAM],
                )
                visit = await house.visit(house.add(source))
            await drain(store, house.channel, house, clock=self._clock)
        failures = self._plugins.failures
        if sum(failure.count for failure in failures) > before:
            error = PluginError("; ".join(failure.told for failure in failures))
            for trace in raised:
                error.add_note(trace)
            raise error
        return visit, _told(house)


def _told(house: House) -> list[Told]:
    alerts = {delivery.alert.id: delivery.alert for delivery in house.deliveries}
    parts: dict[str, dict[int, str]] = {}
    for delivery in house.deliveries:
        parts.setdefault(delivery.alert.id, {})[delivery.part] = delivery.body
    return [
        Told(alert=alert, messages=tuple(body for _, body in sorted(parts[key].items())))
        for key, alert in alerts.items()
    ]


def _run(work: Coroutine[None, None, T]) -> T:
    """Run *work* to its end, whether or not a loop runs here already."""
    with ThreadPoolExecutor(1, "alerts") as thread:
        return thread.submit(asyncio.run, work).result()
