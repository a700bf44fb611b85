"""One visit to one source: look, take in what is new, remember, say how it went."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jianbao.engine import due, experience, health
from jianbao.engine.chorus import AT_ONCE, Chorus
from jianbao.engine.gathering import Gathering, waiting_item
from jianbao.engine.patience import Patience
from jianbao.engine.recorder import Recorder
from jianbao.engine.threads import to_the_end
from jianbao.errors import FetchError, JianbaoError, ReadError, StoreError
from jianbao.fetch.answer import NOTHING_KNOWN, Validators
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.look import Item, Look, bring, look
from jianbao.model import Source, SourceKind
from jianbao.pipeline import alerts_of, texts_of, understand
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
        fetchers: Who asks a source.
        shapes: How each channel that is served wants its alerts.
        stats: Counts.
        clock: Now, UTC.
        owed: Called on the loop when a document has made deliveries.
        patience: How often single documents have failed.
        notify: Called on the loop with a sentence for operators: once when a source goes, once when it is back.
        chorus: Keeps the log readable when a hundred sources go at once.
    """

    store: Store
    plugins: Plugins
    fetchers: Callable[[Source], Fetcher]
    shapes: Shapes
    stats: Stats
    clock: Callable[[], datetime]
    owed: Callable[[], None]
    patience: Patience = field(default_factory=Patience)
    notify: Callable[[str], None] = field(default=lambda _: None)
    chorus: Chorus = field(default_factory=Chorus)
    recorder: Recorder = field(init=False)

    def __post_init__(self) -> None:
        """Begin to collect what is to be recorded."""
        object.__setattr__(self, "recorder", Recorder(self.store))

    async def visit(self, source: Source, before: SourceState | None = None) -> Visit:
        """Look at *source*, commit what is new there, and record how it went; a cancellation records nothing.

        Args:
            source: Which one.
            before: What the store knows of it, when that was read already.

        Raises:
            StoreError: The store cannot be used; the source stays as it was.
        """
        at = self.clock()
        if before is None:
            before = await asyncio.to_thread(self.store.sources.state, source.name)
        try:
            visit = await self._look(source, before, at)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the fence round a source: whatever its answer breaks costs only this look
            visit = self._failed(source, before, at, error)
        await self.recorder.record(source.name, visit)
        self._tell(source, before, visit)
        return visit

    async def _look(self, source: Source, before: SourceState, at: datetime) -> Visit:
        known = Validators(etag=before.etag, last_modified=before.last_modified, content_hash=before.content_hash)
        asked = experience.present(source, before.watched)
        seen = await look(asked, known, self.fetchers(source), at, kinds=self.plugins)
        self.stats.add("look/unchanged" if seen.unchanged else "look/changed")
        wanted = await self._wanted(asked, before, seen)
        tally = await self._take_all(asked, wanted)
        # A source that says "not modified" would never list again what was left over.
        validators = NOTHING_KNOWN if tally.left_over else seen.validators
        watched = experience.after_success(source, before.watched, seen, self.clock(), new=bool(tally.taken))
        next_due = due.after_success(
            source,
            self.clock(),
            soon=bool(tally.left_over) or seen.more,
            chance=random.random(),  # noqa: S311
            watched=watched,
            freshness=seen.answer.freshness if seen.answer else 0.0,
        )
        return Visit(
            at=at,
            ok=True,
            next_due=next_due,
            new_items=tally.taken,
            error=before.error if seen.unchanged and not before.failures else _told(tally.given_up),
            etag=validators.etag,
            last_modified=validators.last_modified,
            content_hash=validators.content_hash,
            watched=watched,
        )

    async def _wanted(self, source: Source, before: SourceState, seen: Look) -> Sequence[Item]:
        """Return the items to take in; of a source that nothing is known of, only the newest, the rest quietly."""
        if seen.unchanged:
            return ()
        gathering = Gathering(store=self.store, fetcher=self.fetchers(source), clock=self.clock)
        fresh = await gathering.unseen(source, seen.items)
        first_contact = before.succeeded is None and len(fresh) == len(seen.items)
        if source.kind is SourceKind.FOLDER or not seen.items:
            return fresh
        if not first_contact:
            return await gathering.gather(source, before, seen, fresh)
        old, new = fresh[: max(len(fresh) - source.newest, 0)], fresh[max(len(fresh) - source.newest, 0) :]
        # Before anything is taken in: if we are stopped here, what is left counts as new the next time.
        await to_the_end(self.store.sources.remember, source.name, [item.key for item in old], self.clock())
        return new

    async def _take_all(self, source: Source, items: Sequence[Item]) -> _Tally:
        """Bring *items* in, one after the other: their source is one host, or one disk."""
        tally, in_a_row, left = _Tally(), 0, list[Item]()
        for item in items:
            if in_a_row == _HOPELESS:
                tally.left_over += 1
                left.append(item)
                continue
            left_over = tally.left_over
            await self._take(source, item, tally)
            if tally.left_over > left_over:
                left.append(item)
            in_a_row = in_a_row + 1 if tally.left_over > left_over else 0
        if left and source.kind is not SourceKind.FOLDER:  # a list may push them off its page before the next look
            await to_the_end(self.store.waiting.add, source.name, list(map(waiting_item, left)), self.clock())
        return tally

    async def _take(self, source: Source, item: Item, tally: _Tally) -> None:
        """Bring one document in. Nothing marks it as seen before it is safe, or reported."""
        try:
            raw = await bring(source, item, self.fetchers(source))
            commit = await to_the_end(self._commit, source, item, raw)
        except (FetchError, ReadError, StoreError) as error:
            if self.patience.over(source.name, item.key, error, file=item.file is not None):
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
            document,
            source=source.name,
            key=item.key,
            alerts=alerts,
            shapes=self.shapes,
            now=now,
            texts=texts_of(document),
        )

    def _count(self, source: Source, item: Item, commit: Commit) -> None:
        self.patience.forget(source.name, item.key)
        self.stats.add("document/taken")
        self.stats.add("alert/new", commit.alerts)
        self.stats.add("delivery/owed", commit.deliveries)
        if commit.deliveries:
            self.owed()

    def _failed(self, source: Source, before: SourceState, at: datetime, error: Exception) -> Visit:
        if not isinstance(error, JianbaoError) and not before.failures:
            _log.error("%s: a fault in jianbao; please report it", source.name, exc_info=error)
        streak = before.failures + 1
        self.stats.add("look/failed")
        next_due = due.after_failure(source, self.clock(), error, streak, chance=random.random())  # noqa: S311
        watched = experience.after_failure(before.watched, error, streak)
        words = str(error) or type(error).__name__
        return Visit(at=at, ok=False, next_due=next_due, error=words, watched=watched)

    def _tell(self, source: Source, before: SourceState, visit: Visit) -> None:
        """Tell operators once when a source goes, and once when it is back."""
        was, is_now = before.watched.trouble, visit.watched.trouble if visit.watched else None
        over = f" after {before.failures} failed looks" if before.failures else ""
        words = over if is_now is None else health.explained(source, is_now, visit)
        if news := health.news(source, was, is_now, words):
            self._log(news, back=is_now is None)
            if source.verified or before.succeeded is not None:  # what has never worked was never counted upon
                self.notify(news)
        if visit.watched and visit.watched.moves == experience.FOLLOWED > before.watched.moves:
            _log.warning("source %s has moved for good: change its url to %s", source.name, visit.watched.moved)

    def _log(self, news: str, *, back: bool) -> None:
        voice = self.chorus.voice(self.clock())
        level = logging.DEBUG if voice > AT_ONCE else logging.INFO if back else logging.WARNING
        _log.log(level, "%s", news)
        if voice == AT_ONCE + 1:
            _log.warning("and so it goes with more sources now: `jianbao sources` lists them all")


def _called(item: Item) -> str:
    return item.url or item.file or item.title or item.key


def _told(given_up: Sequence[str]) -> str | None:
    """Return what operators see at the source for as long as it does not change."""
    more = f"; and {len(given_up) - _SHOWN} more" if len(given_up) > _SHOWN else ""
    return f"given up: {'; '.join(given_up[:_SHOWN])}{more}" if given_up else None
