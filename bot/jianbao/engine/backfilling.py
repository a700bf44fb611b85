"""Reading what a source has published before it was watched: page by page, politely, and telling nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jianbao.engine.threads import to_the_end
from jianbao.errors import FetchError, NeedsAttention, ReadError
from jianbao.fetch.answer import NOTHING_KNOWN
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.look import Item, bring, look
from jianbao.model import Source, SourceKind
from jianbao.pipeline import identity, understand
from jianbao.plugins import Plugins
from jianbao.store import Backfill, Store

_log = logging.getLogger(__name__)
_HELD = timedelta(minutes=10)  # for which a daemon leaves the source alone; renewed with each page


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfiller:
    """Reads history.

    Attributes:
        store: Where documents go, and how far we are.
        plugins: Who recognises topics.
        fetcher: Asks the source, with its pauses.
        clock: Now, UTC.
    """

    store: Store
    plugins: Plugins
    fetcher: Fetcher
    clock: Callable[[], datetime]

    async def run(self, source: Source, since: str) -> AsyncIterator[Backfill]:
        """Read *source* back to *since*; yields how far it is after each document and each page.

        Stopped at any moment it goes on at the page where it stopped, with the documents that are still missing. The
        documents and their figures are stored; no alert is made of them, for they are no news.

        Args:
            source: On the web.
            since: ISO day.

        Raises:
            NeedsAttention: The source is a folder, or of a plugin's kind.
            FetchError: A page cannot be had; the next run goes on there.
        """
        if source.kind is SourceKind.FOLDER or source.url is None:
            raise NeedsAttention(f"{source.name} is a folder: all of it is read anyway")
        if not isinstance(source.kind, SourceKind):
            raise NeedsAttention(
                f"{source.name} is of a plugin's kind: it lists what is new, and leads no further back"
            )
        state = await asyncio.to_thread(self.store.waiting.backfill, source.name)
        if state is None or state.since > since:  # further back than the last time: from the first page again
            state = Backfill(since=since, page=source.url)
        yield state
        while state.page is not None:
            await to_the_end(self.store.sources.renew, [source.name], self.clock() + _HELD)
            seen = await look(source, NOTHING_KNOWN, self.fetcher, self.clock(), page=state.page)
            wanted = [item for item in seen.items if not item.date or item.date >= since]
            unread = await asyncio.to_thread(self.store.waiting.unread, source.name, [item.key for item in wanted])
            for item in reversed(wanted):  # newest first: whoever stops early has what matters most
                if item.key in unread and await self._take(source, item):
                    state = replace(state, taken=state.taken + 1)
                    yield state
            dates = [item.date for item in seen.items if item.date]
            over = bool(dates) and max(dates) < since
            oldest = min([*dates, *([state.oldest] if state.oldest else [])], default=None)
            page = None if over or seen.further == state.page else seen.further
            state = replace(state, page=page, pages=state.pages + 1, oldest=oldest)
            await to_the_end(self.store.waiting.record_backfill, source.name, state, self.clock())
            yield state

    async def _take(self, source: Source, item: Item) -> bool:
        """Store one document; what cannot be read or had is logged and left."""
        try:
            raw = await bring(source, item, self.fetcher)
            now = self.clock()
            document = await asyncio.to_thread(
                understand, raw, self.plugins, source=source, listed=item.date, fetched=now
            )
            commit = await to_the_end(
                self.store.documents.commit,
                document,
                source=source.name,
                key=item.key,
                alerts=(),
                shapes={},
                now=now,
                no_news=[identity(article) for article in document.articles],
            )
        except (FetchError, ReadError) as error:
            _log.warning("%s: %s is left out: %s", source.name, item.url or item.title, error)
            return False
        return commit.new
