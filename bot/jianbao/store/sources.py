"""When each source is due, what is remembered of its last look, and which of its items are known."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from jianbao.errors import StoreError
from jianbao.model import Source, Watched
from jianbao.store.columns import storable
from jianbao.store.engine import Database, insert
from jianbao.store.tables import seen, source
from jianbao.store.visits import SourceState, Visit

_LONGEST_KEY = 512  # bytes; PostgreSQL indexes no value beyond 2.7 kB, and addresses with sessions in them grow longer
_CONVERTED = frozenset({"interval", "watched"})
_LONGEST_LEASE = timedelta(hours=1)  # longer than any that is taken
_BATCH = 500  # keys in one question, well below the databases' limits on parameters


class Sources:
    """The configured sources and their items."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sync(self, sources: Iterable[Source], now: datetime) -> None:
        """Take over the configuration.

        A new source, and one with a new address or selector, is due at once. A new interval counts from the last
        look, unless the source is failing: what it asked us to wait is kept. One that is gone is kept, but not due.
        """
        configured = {each.name: each for each in sources}
        with self._database.write() as connection:
            known = {
                row.name: row for row in connection.execute(select(source).order_by(source.c.name).with_for_update())
            }
            gone = update(source).where(source.c.name.not_in(configured), source.c.enabled)
            connection.execute(gone.values(enabled=False))
            for name, each in configured.items():
                if name in known:
                    changes = _changes(known[name], each, now)
                    connection.execute(update(source).where(source.c.name == name).values(changes))
                else:
                    fresh = {"name": name, "next_due": now, "new_items": 0, "failures": 0, **_settings(each)}
                    connection.execute(insert(connection, source).values(fresh).on_conflict_do_nothing())

    def claim_due(self, now: datetime, limit: int, lease: timedelta) -> list[str]:
        """Return the names of sources to look at, longest due first; nobody else gets them while *lease* lasts."""
        return [state.name for state in self.claim(now, limit, lease)]

    def claim(self, now: datetime, limit: int, lease: timedelta) -> list[SourceState]:
        """Return what is known of the sources to look at, longest due first; they are leased as above."""
        free = or_(source.c.leased_until.is_(None), source.c.leased_until <= now)
        due = (
            select(source)
            .where(source.c.enabled, source.c.next_due <= now, free)
            .order_by(source.c.next_due, source.c.name)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self._database.write() as connection:
            states = [_state(row) for row in connection.execute(due)]
            _lease(connection, [state.name for state in states], now + lease)
        return states

    def renew(self, names: Sequence[str], until: datetime) -> None:
        """Keep sources for longer whose looks are not over yet."""
        with self._database.write() as connection:
            _lease(connection, names, until)

    def recover(self, now: datetime) -> None:
        """Give back every source whose lease ends by *now*, for a start that knows that nobody is looking any more."""
        over = update(source).where(source.c.leased_until <= now).values(leased_until=None)
        with self._database.write() as connection:
            connection.execute(over)

    def rewind(self, now: datetime) -> int:
        """Make due what was looked at in the future: the clock has gone back; return how many sources that are.

        Without this a clock that was a year ahead for an hour would silence every source for a year.
        """
        ahead = or_(source.c.visited > now, source.c.leased_until > now + _LONGEST_LEASE)
        with self._database.write() as connection:
            back = {"next_due": now, "visited": now, "leased_until": None}
            return connection.execute(update(source).where(ahead).values(back)).rowcount

    def record(self, name: str, visit: Visit) -> None:
        """Note what came of a look, and give the source back.

        Raises:
            StoreError: There is no such source.
        """
        if self.record_all({name: visit}):
            raise _unknown(name)

    def record_all(self, visits: Mapping[str, Visit]) -> list[str]:
        """Note what came of several looks, in one transaction; return the names that the store does not know."""
        with self._database.write() as connection:
            changes = {name: _outcome(visit) for name, visit in sorted(visits.items())}
            return [
                name
                for name, values in changes.items()
                if not connection.execute(update(source).where(source.c.name == name).values(values)).rowcount
            ]

    def state(self, name: str) -> SourceState:
        """Return what is known of a source.

        Raises:
            StoreError: There is no such source.
        """
        with self._database.read() as connection:
            row = connection.execute(select(source).where(source.c.name == name)).one_or_none()
        if row is None:
            raise _unknown(name)
        return _state(row)

    def states(self) -> list[SourceState]:
        """Return what is known of every source, by name."""
        with self._database.read() as connection:
            return [_state(row) for row in connection.execute(select(source).order_by(source.c.name))]

    def unseen(self, name: str, keys: Sequence[str]) -> list[str]:
        """Return those of *keys* that source *name* has not brought before, in their order, each once."""
        wanted = {key: fit(key) for key in keys}
        stored = sorted(set(wanted.values()))
        known: set[str] = set()
        with self._database.read() as connection:
            for start in range(0, len(stored), _BATCH):
                ours = (seen.c.source == name) & seen.c.key.in_(stored[start : start + _BATCH])
                known.update(connection.scalars(select(seen.c.key).where(ours)))
        return [key for key, short in wanted.items() if short not in known]

    def remember(self, name: str, keys: Iterable[str], now: datetime) -> None:
        """Mark *keys* as seen without a document: what was there before the first look."""
        with self._database.write() as connection:
            mark_seen(connection, name, keys, now)


def mark_seen(connection: Connection, name: str, keys: Iterable[str], now: datetime) -> None:
    """Mark *keys* of source *name* as seen, in the caller's transaction."""
    # In the same order everywhere: two transactions that take each other's keys would wait for each other for ever.
    rows = [{"source": name, "key": key, "at": now} for key in sorted({fit(key) for key in keys})]
    if rows:
        connection.execute(insert(connection, seen).on_conflict_do_nothing(), rows)


def fit(key: str) -> str:
    """Return *key* as it is stored: itself, or its hash when it is too long for an index."""
    key = storable(key)
    return key if len(key.encode()) <= _LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def _settings(each: Source) -> dict[str, Any]:
    options = f" {json.dumps(each.options, sort_keys=True, default=str)}" if each.options else ""
    return {
        "place": f"{each.kind} {each.url or each.path or ''}{options}",
        "selector": each.entry_selector,
        "interval": each.interval.total_seconds(),
        "enabled": each.enabled,
    }


def _changes(row: Row[Any], each: Source, now: datetime) -> dict[str, Any]:
    changes = _settings(each)
    moved = changes["place"] != row.place
    if moved:
        changes |= {"visited": None, "succeeded": None, "watched": None}
    if moved or changes["selector"] != row.selector:
        # The old answers say nothing about what is asked now: "not modified" would hide it.
        changes |= {"etag": None, "last_modified": None, "content_hash": None}
        changes |= {"failures": 0, "error": None, "next_due": now}
    elif changes["interval"] != row.interval and row.visited and not row.failures:
        changes["next_due"] = row.visited + each.interval
    return changes


def _outcome(visit: Visit) -> dict[str, Any]:
    changes: dict[str, Any] = {"visited": visit.at, "next_due": visit.next_due, "leased_until": None}
    if visit.new_items:
        changes |= {"new_items": source.c.new_items + visit.new_items, "last_new": visit.at}
    if visit.watched is not None:
        changes["watched"] = visit.watched
    failed = {"failures": source.c.failures + 1, "error": visit.error or ""}
    return changes | (_success(visit) if visit.ok else failed)


def _lease(connection: Connection, names: Sequence[str], until: datetime) -> None:
    for start in range(0, len(names), _BATCH):
        ours = source.c.name.in_(names[start : start + _BATCH])
        connection.execute(update(source).where(ours).values(leased_until=until))


def _success(visit: Visit) -> dict[str, Any]:
    validators = {"etag": visit.etag, "last_modified": visit.last_modified, "content_hash": visit.content_hash}
    return {"succeeded": visit.at, "failures": 0, "error": visit.error, **validators}


def _state(row: Row[Any]) -> SourceState:
    plain = {name: getattr(row, name) for name in SourceState.__dataclass_fields__ if name not in _CONVERTED}
    return SourceState(interval=timedelta(seconds=row.interval), watched=row.watched or Watched(), **plain)


def _unknown(name: str) -> StoreError:
    return StoreError(f"the store knows no source {name!r}: call sync with the configuration first")
