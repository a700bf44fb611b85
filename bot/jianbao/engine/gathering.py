"""What a source has listed since the last look, on its first page and on those that came after it meanwhile."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from jianbao.engine.threads import to_the_end
from jianbao.errors import FetchError, ReadError, Unavailable
from jianbao.fetch.answer import NOTHING_KNOWN
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.look import Item, Look, look
from jianbao.model import Source
from jianbao.store import SourceState, Store, WaitingItem

_log = logging.getLogger(__name__)

PAGES = 20  # that are followed at one look; the rest waits for the next one
BACKDATED = timedelta(days=7)  # what is older than this at the last look cannot have come since: a redesign, mostly
_PAGE = "page:"  # what stands before the address of a page that waits; no key of an item begins like this


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Finds what is new.

    Attributes:
        store: What is known, and what waits.
        fetcher: Asks the source.
        clock: Now, UTC.
    """

    store: Store
    fetcher: Fetcher
    clock: Callable[[], datetime]

    async def unseen(self, source: Source, items: Sequence[Item]) -> list[Item]:
        """Return those of *items* that the source has not brought before."""
        keys = [item.key for item in items]
        fresh = set(await asyncio.to_thread(self.store.sources.unseen, source.name, keys)) if keys else set()
        return [item for item in items if item.key in fresh]

    async def gather(self, source: Source, before: SourceState, seen: Look, fresh: Sequence[Item]) -> list[Item]:
        """Return all that is to be taken in, oldest first: what waits, what slid off the first page, what is on it.

        Args:
            source: Which one.
            before: What is known of it.
            seen: Its first page.
            fresh: What is new there.
        """
        waiting = await asyncio.to_thread(self.store.waiting.of, source.name)
        pages = [item.key.removeprefix(_PAGE) for item in waiting if item.key.startswith(_PAGE)]
        waited = [_item(item) for item in waiting if not item.key.startswith(_PAGE)]
        if seen.further and seen.last in {item.key for item in fresh}:  # nothing on this page is known ground
            pages.insert(0, seen.further)
        older = await self._follow(source, before, pages) if pages else []
        return _unique([*waited, *older, *fresh])

    async def _follow(self, source: Source, before: SourceState, pages: Sequence[str]) -> list[Item]:
        """Return what is new on *pages* and those behind them, until known ground; oldest first."""
        found: list[Item] = []
        for start in dict.fromkeys(pages):
            older, page = await self._leaf(source, before, start)
            # Kept before the page is crossed off: nothing of it will be listed where we look next time.
            await to_the_end(self.store.waiting.add, source.name, list(map(waiting_item, older)), self.clock())
            await self._keep_page(source, start, page)
            found[:0] = older
        return found

    async def _leaf(self, source: Source, before: SourceState, page: str | None) -> tuple[list[Item], str | None]:
        """Return what is new from *page* on, oldest first, and the page at which we had to stop."""
        found: list[Item] = []
        for _ in range(PAGES):
            if page is None:
                break
            try:
                seen = await look(source, NOTHING_KNOWN, self.fetcher, self.clock(), page=page)
            except Unavailable:
                break  # it waits
            except (FetchError, ReadError) as error:
                _log.warning("%s: the page %s is given up: %s", source.name, page, error)
                return found, None
            fresh = await self.unseen(source, seen.items)
            found[:0] = await self._recent(source, before, fresh)
            known_ground = seen.last not in {item.key for item in fresh} or _is_old(seen, before)
            page = None if known_ground else seen.further
        return found, page

    async def _keep_page(self, source: Source, start: str, page: str | None) -> None:
        """Let the page wait at which we had to stop; the one at which we began waits no more."""
        if page != start:
            await to_the_end(self.store.waiting.clear, source.name, [_PAGE + start])
        if page:
            await to_the_end(
                self.store.waiting.add, source.name, [WaitingItem(key=_PAGE + page, fields={})], self.clock()
            )

    async def _recent(self, source: Source, before: SourceState, items: Sequence[Item]) -> list[Item]:
        """Return those of *items* that may have come since the last look; the others are remembered quietly."""
        old = [item for item in items if _is_older(item.date, before)]
        if old:
            await to_the_end(self.store.sources.remember, source.name, [item.key for item in old], self.clock())
        return [item for item in items if not _is_older(item.date, before)]


def _is_old(seen: Look, before: SourceState) -> bool:
    return any(_is_older(item.date, before) for item in seen.items)


def _is_older(date: str | None, before: SourceState) -> bool:
    return bool(date and before.succeeded and date < (before.succeeded - BACKDATED).date().isoformat())


def _unique(items: Sequence[Item]) -> list[Item]:
    return list({item.key: item for item in items}.values())


def waiting_item(item: Item) -> WaitingItem:
    """Return *item* as it waits in the store."""
    fields = asdict(item)
    return WaitingItem(key=fields.pop("key"), fields=fields)


def _item(waiting: WaitingItem) -> Item:
    get = waiting.fields.get
    return Item(
        key=waiting.key,
        title=get("title") or "",
        url=get("url"),
        date=get("date"),
        file=get("file"),
        summary=get("summary"),
    )
