"""Everything in one process: the scheduler owns time, the store owns what is due, the loop runs it side by side."""

import asyncio
import contextlib
import logging
import math
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from jianbao.deliver.outlets import Terms
from jianbao.deliver.worker import WIDTH, drain
from jianbao.engine.troubles import Troubles
from jianbao.engine.visit import Visitor
from jianbao.errors import NeedsAttention
from jianbao.fetch.folder import SETTLE, is_settling
from jianbao.model import Channel, Sender, Source, SourceKind
from jianbao.store import SourceState, Store

_log = logging.getLogger(__name__)

TICK = 1.0  # seconds between two questions to the store what is due
LEASE = timedelta(minutes=2)  # how long the sources of a process that was killed wait for another one
SET_BACK = timedelta(minutes=1)  # by which the clock must have gone back to be believed
RENEWED = timedelta(seconds=30)  # how often leases of looks that are still under way are renewed
WEB_VISITS = 200  # sources asked at once; one that is silent, or pauses, holds one place and not the house
BACKLOG = 2000  # sources taken over from the store at once
# After a pause everything is due at once. It is caught up with at this multiple of the pace that the configuration
# itself asks for, so that nobody else's network and servers feel that we slept; but never slower than so many a tick.
CATCHING_UP = 3
AT_LEAST = 20
LONGEST_WRITE = 10.0  # seconds that a single round waits for somebody who writes to a drop folder
LONGEST_TURN = 90.0  # seconds that a single round waits for chats that have had their share of a minute
REST = 10.0  # seconds until a channel is tried again whose token is refused or whose store cannot be used


class LocalEngine:
    """Runs visits and deliveries until it is told to stop.

    Args:
        store: What is due, and what is owed.
        sources: Those to be watched.
        visitor: Visits them.
        senders: The channels that are served.
        wake: Set by whoever has made deliveries, so that they leave at once and not with the next tick.
        clock: Now, UTC.
        terms: How channels are served that want it otherwise than Telegram.
        troubles: Where what goes wrong is said and remembered.
    """

    def __init__(
        self,
        *,
        store: Store,
        sources: Iterable[Source],
        visitor: Visitor,
        senders: Mapping[Channel, Sender],
        wake: asyncio.Event,
        clock: Callable[[], datetime],
        terms: Mapping[Channel, Terms] | None = None,
        troubles: Troubles | None = None,
    ) -> None:
        self._store = store
        self._sources = {source.name: source for source in sources if source.enabled}
        self._visitor = visitor
        self._senders = senders
        self._wake = wake
        self._clock = clock
        self._terms = terms or {}
        self._visits: dict[str, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(WEB_VISITS)
        self._hosts: dict[str, asyncio.Lock] = {}
        self._ticking = asyncio.Lock()
        self._troubles = troubles or Troubles()
        self._pace = pace(self._sources.values())
        self._renewed = clock()
        self._last: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until *stop* is set; then finish what is being sent or written, and leave the rest to the store."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        # A tick that comes late or finds the last one still at work does all that is due by then: none is made up for.
        punctual = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler.add_job(self._tick, "interval", seconds=TICK, next_run_time=datetime.now(UTC), **punctual)
        for source in self._sources.values():
            if source.kind is SourceKind.FOLDER:  # our own disk waits for nobody, neither for a net nor for a lease
                self._start(source)
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as carriers:
                for channel, sender in self._senders.items():
                    carriers.create_task(self._carry(channel, sender, stop), name=f"deliver {channel}")
                await stop.wait()
                self._wake.set()
        finally:
            scheduler.pause()
            async with self._ticking:  # a tick that has begun is not torn off
                scheduler.shutdown(wait=False)
            await self._leave()

    async def once(self) -> None:
        """Visit every source once, then send what can be sent now; files that were just dropped are waited for."""
        for source in self._sources.values():
            self._start(source, self._once(source))
        try:
            await asyncio.gather(*self._visits.values())
        finally:
            await self._leave()
        for channel, sender in self._senders.items():
            with self._troubles.fence(f"sending to {channel}"):
                await self._empty(channel, sender)

    async def _once(self, source: Source) -> None:
        if source.path is not None:
            await self._settled(Path(source.path))
        await self._visit(source)

    async def _settled(self, folder: Path) -> None:
        """Wait until nobody writes to *folder* any more, but not for ever."""
        with contextlib.suppress(NeedsAttention, TimeoutError):
            async with asyncio.timeout(LONGEST_WRITE):
                while await asyncio.to_thread(is_settling, folder, self._clock()):  # noqa: ASYNC110 - a disk has no events
                    await asyncio.sleep(SETTLE / 4)

    async def _tick(self) -> None:
        async with self._ticking:
            with self._troubles.fence("the scheduler"):
                await self._start_due()
        self._wake.set()  # what could not be sent before may be tried again by now

    async def _start_due(self) -> None:
        now = self._clock()
        await self._rewind(now)
        free = min(BACKLOG - len(self._visits), self._pace)
        states = await asyncio.to_thread(self._store.sources.claim, now, free, LEASE) if free > 0 else []
        for state in states:
            if state.name in self._sources and state.name not in self._visits:
                source = self._sources[state.name]
                self._start(source, self._visit(source, state))
        if abs(now - self._renewed) >= RENEWED and self._visits:
            self._renewed = now
            await asyncio.to_thread(self._store.sources.renew, list(self._visits), now + LEASE)

    async def _rewind(self, now: datetime) -> None:
        """Notice that the clock has gone back, while we were at work or before we started."""
        went_back = self._last is None or now < self._last - SET_BACK
        self._last = now
        if went_back and (rewound := await asyncio.to_thread(self._store.sources.rewind, now)):
            _log.warning("the clock has gone back: %d sources that were looked at later than now are due", rewound)

    def _start(self, source: Source, work: Coroutine[None, None, None] | None = None) -> None:
        task = asyncio.create_task(work or self._visit(source), name=f"visit {source.name}")
        self._visits[source.name] = task
        task.add_done_callback(lambda _: self._visits.pop(source.name, None))

    async def _visit(self, source: Source, state: SourceState | None = None) -> None:
        with self._troubles.fence(f"the visit to {source.name}"):
            async with self._host(source), self._place(source):
                await self._visitor.visit(source, state)

    def _host(self, source: Source) -> contextlib.AbstractAsyncContextManager[object]:
        """Return the turn at the source's host: many columns of one site must not take everybody's places to wait."""
        host = urlsplit(source.url or "").hostname
        return self._hosts.setdefault(host, asyncio.Lock()) if host else contextlib.nullcontext()

    def _place(self, source: Source) -> contextlib.AbstractAsyncContextManager[object]:
        return contextlib.nullcontext() if source.kind is SourceKind.FOLDER else self._places

    async def _carry(self, channel: Channel, sender: Sender, stop: asyncio.Event) -> None:
        """Send what *channel* is owed, whenever something may be."""
        while not stop.is_set():
            self._wake.clear()
            drained = False
            with self._troubles.fence(f"sending to {channel}"):
                await self._drain(channel, sender, stop)
                drained = True
            await (self._wake.wait() if drained else either(stop, REST))

    async def _empty(self, channel: Channel, sender: Sender) -> None:
        """Send what can be sent, and wait for chats whose turn comes soon."""
        end = asyncio.get_running_loop().time() + LONGEST_TURN
        while (await self._drain(channel, sender, None))["postponed"]:
            if asyncio.get_running_loop().time() > end:
                return
            await asyncio.sleep(TICK)

    async def _drain(self, channel: Channel, sender: Sender, stop: asyncio.Event | None) -> Counter[str]:
        terms = self._terms.get(channel, Terms())
        width, late = terms.width or WIDTH, terms.catch_up
        return await drain(self._store, channel, sender, clock=self._clock, stop=stop, width=width, catch_up=late)

    async def _leave(self) -> None:
        visits = list(self._visits.values())
        for task in visits:
            task.cancel()
        await asyncio.gather(*visits, return_exceptions=True)


def pace(sources: Iterable[Source]) -> int:
    """Return how many looks may begin in a tick, from how many *sources* would ask for in the long run."""
    steady = sum(TICK / source.interval.total_seconds() for source in sources if source.kind is not SourceKind.FOLDER)
    return max(AT_LEAST, math.ceil(CATCHING_UP * steady))


async def either(stop: asyncio.Event, seconds: float) -> None:
    """Wait for *stop*, but no longer than *seconds*."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
