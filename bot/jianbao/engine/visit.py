"""One visit to one source: look, take in what is new, remember, say how it went."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jianbao.engine import due
from jianbao.engine.patience import Patience
from jianbao.engine.threads import to_the_end
from jianbao.errors import FetchError, ReadError, StoreError
from jianbao.fetch.answer import NOTHING_KNOWN, Validators
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.look import Item, Look, bring, look
from jianbao.model import Source, SourceKind
from jianbao.pipeline import alerts_of, understand
from jianbao.plugins import Plugins
from jianbao.read import Raw
from jianbao.stats import Stats
from jianbao.store import Commit, Shapes, SourceState, Store, Visit

_log = logging.getLogger(__name__)


_HOPELESS = 3  # documents of a source that fail in a row before the others are left for the next look, untried
_SHOWN = 3  # documents that were given up, by name, at their source; the log has them all


@dataclass(slots=True)
class _Tally:
    """What became of a look's documents: safe in the store, left for the next look, reported and marked as seen."""

    taken: int = 0
    left_over: int = 0
    given_up: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Visits sources. Everything it needs, nothing that it owns.

    Attributes:
        store: Where documents go, and what is known of sources.
        plugins: Who recognises topics.
        fetcher: For sources out in the world.
        internal: For sources marked as internal.
        shapes: How each channel that is served wants its alerts.
        stats: Counts.
        clock: Now, UTC.
        owed: Called on the loop when a document has made deliveries.
        patience: How often single documents have failed.
        moves: New addresses that were told already.
    """

    store: Store
    plugins: Plugins
    fetcher: Fetcher
    internal: Fetcher
    shapes: Shapes
    stats: Stats
    clock: Callable[[], datetime]
    owed: Callable[[], None]
    patience: Patience = field(default_factory=Patience)
    moves: set[str] = field(default_factory=set)

    async def visit(self, source: Source) -> Visit:
        """Look at *source*, commit what is new there, and record how it went; a cancellation records nothing.

        Raises:
            StoreError: The store cannot be used; the source stays as it was.
        """
        at = self.clock()
        before = await asyncio.to_thread(self.store.sources.state, source.name)
        try:
            visit = await self._look(source, before, at)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the fence round a source: whatever its answer breaks costs only this look
            visit = self._failed(source, before, at, error)
        await to_the_end(self.store.sources.record, source.name, visit)
        self._tell(source, before, visit)
        return visit

    async def _look(self, source: Source, before: SourceState, at: datetime) -> Visit:
        known = Validators(etag=before.etag, last_modified=before.last_modified, content_hash=before.content_hash)
        seen = await look(source, known, self._fetcher(source), at)
        self.stats.add("look/unchanged" if seen.unchanged else "look/changed")
        self._tell_move(source, seen)
        tally = await self._take_all(source, await self._wanted(source, before, seen))
        # A source that says "not modified" would never list again what was left over.
        validators = NOTHING_KNOWN if tally.left_over else seen.validators
        soon = bool(tally.left_over) or seen.more
        return Visit(
            at=at,
            ok=True,
            next_due=due.after_success(source, self.clock(), soon=soon, chance=random.random()),  # noqa: S311
            new_items=tally.taken,
            error=before.error if seen.unchanged and not before.failures else _told(tally.given_up),
            etag=validators.etag,
            last_modified=validators.last_modified,
            content_hash=validators.content_hash,
        )

    def _fetcher(self, source: Source) -> Fetcher:
        return self.internal if source.internal else self.fetcher

    async def _wanted(self, source: Source, before: SourceState, seen: Look) -> Sequence[Item]:
        """Return the items to take in; of a source that nothing is known of, only the newest, the rest quietly."""
        if not seen.items:
            return ()
        fresh = set(await asyncio.to_thread(self.store.sources.unseen, source.name, [item.key for item in seen.items]))
        items = [item for item in seen.items if item.key in fresh]
        first_contact = before.succeeded is None and len(items) == len(seen.items)
        if source.kind is SourceKind.FOLDER or not first_contact:
            return items
        old, new = items[: max(len(items) - source.newest, 0)], items[max(len(items) - source.newest, 0) :]
        # Before anything is taken in: if we are stopped here, what is left counts as new the next time.
        await to_the_end(self.store.sources.remember, source.name, [item.key for item in old], self.clock())
        return new

    async def _take_all(self, source: Source, items: Sequence[Item]) -> _Tally:
        """Bring *items* in, one after the other: their source is one host, or one disk."""
        tally, in_a_row = _Tally(), 0
        for item in items:
            if in_a_row == _HOPELESS:
                tally.left_over += 1
                continue
            left_over = tally.left_over
            await self._take(source, item, tally)
            in_a_row = in_a_row + 1 if tally.left_over > left_over else 0
        return tally

    async def _take(self, source: Source, item: Item, tally: _Tally) -> None:
        """Bring one document in. Nothing marks it as seen before it is safe, or reported."""
        try:
            raw = await bring(source, item, self._fetcher(source))
            commit = await to_the_end(self._commit, source, item, raw)
        except (FetchError, ReadError, StoreError) as error:
            if self.patience.over(source.name, item.key, error):
                _log.warning("%s: %s is given up: %s", source.name, _called(item), error)
                await self._give_up(source, item, error, tally)
            else:
                self._postpone(source, item, error, tally)
        except Exception as error:  # noqa: BLE001
            # The fence round a document: a fault of ours in reading one must not stop the others.
            _log.exception("%s: %s is given up: a fault in jianbao; please report it", source.name, _called(item))
            await self._give_up(source, item, error, tally)
        else:
            tally.taken += 1
            self._count(source, item, commit)

    def _postpone(self, source: Source, item: Item, error: Exception, tally: _Tally) -> None:
        tally.left_over += 1
        self.stats.add("document/postponed")
        if self.patience.tries(source.name, item.key) == 1:
            _log.info("%s: %s is tried again later: %s", source.name, _called(item), error)

    async def _give_up(self, source: Source, item: Item, error: Exception, tally: _Tally) -> None:
        tally.given_up.append(f"{_called(item)}: {error}")
        self.stats.add("document/given-up")
        await to_the_end(self.store.sources.remember, source.name, [item.key], self.clock())

    def _commit(self, source: Source, item: Item, raw: Raw) -> Commit:
        now = self.clock()
        document = understand(raw, self.plugins, source=source, listed=item.date, fetched=now)
        alerts = alerts_of(document)
        return self.store.documents.commit(
            document, source=source.name, key=item.key, alerts=alerts, shapes=self.shapes, now=now
        )

    def _count(self, source: Source, item: Item, commit: Commit) -> None:
        self.patience.forget(source.name, item.key)
        self.stats.add("document/taken")
        self.stats.add("alert/new", commit.alerts)
        self.stats.add("delivery/owed", commit.deliveries)
        if commit.deliveries:
            self.owed()

    def _failed(self, source: Source, before: SourceState, at: datetime, error: Exception) -> Visit:
        if not isinstance(error, (FetchError, ReadError)) and not before.failures:
            _log.error("%s: a fault in jianbao; please report it", source.name, exc_info=error)
        streak = before.failures + 1
        self.stats.add("look/failed")
        next_due = due.after_failure(source, self.clock(), error, streak, chance=random.random())  # noqa: S311
        return Visit(at=at, ok=False, next_due=next_due, error=str(error) or type(error).__name__)

    def _tell(self, source: Source, before: SourceState, visit: Visit) -> None:
        """Tell operators once when a source goes, and once when it is back."""
        if not visit.ok and not before.failures:
            _log.warning("source %s is away: %s", source.name, visit.error)
        elif visit.ok and before.failures:
            _log.info("source %s is back after %d failed looks", source.name, before.failures)

    def _tell_move(self, source: Source, seen: Look) -> None:
        if seen.moved and seen.moved not in self.moves:
            self.moves.add(seen.moved)
            _log.warning("source %s has moved for good: change its url to %s", source.name, seen.moved)


def _called(item: Item) -> str:
    return item.url or item.file or item.title or item.key


def _told(given_up: Sequence[str]) -> str | None:
    """Return what operators see at the source for as long as it does not change."""
    more = f"; and {len(given_up) - _SHOWN} more" if len(given_up) > _SHOWN else ""
    return f"given up: {'; '.join(given_up[:_SHOWN])}{more}" if given_up else None
