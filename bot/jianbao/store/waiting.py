"""Items that a source has listed and that are not yet safe, and how far the reading of its history has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select

from jianbao.store.engine import Database, insert
from jianbao.store.sources import fit
from jianbao.store.tables import backfill, document, seen, waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingItem:
    """One item that waits.

    Attributes:
        key: Its identity at its source.
        fields: What was listed of it.
    """

    key: str
    fields: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """How far the reading of a source's history has come.

    Attributes:
        since: ISO day: how far back it goes.
        page: Address of the next page to be read; None when there is none left.
        pages: Pages read so far.
        taken: Documents taken in so far.
        oldest: ISO day of the oldest item met so far.
    """

    since: str
    page: str | None
    pages: int = 0
    taken: int = 0
    oldest: str | None = None


class Waiting:
    """What is still to be done for sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, items: Sequence[WaitingItem], now: datetime) -> None:
        """Let *items* of source *name* wait, in their order; those that wait already keep their place."""
        rows = [{"source": name, "key": fit(i.key), "item": {"key": i.key, **i.fields}, "since": now} for i in items]
        if rows:
            with self._database.write() as connection:
                connection.execute(insert(connection, waiting).on_conflict_do_nothing(), rows)

    def of(self, name: str) -> list[WaitingItem]:
        """Return what waits for source *name*, longest first; what has been seen meanwhile waits no more."""
        mine = waiting.c.source == name
        done = exists().where(seen.c.source == waiting.c.source, seen.c.key == waiting.c.key)
        with self._database.read() as connection:
            rows = connection.execute(select(waiting.c.item, done).where(mine).order_by(waiting.c.number)).all()
        if any(was_seen for _, was_seen in rows):
            with self._database.write() as connection:
                connection.execute(delete(waiting).where(mine, done))
        return [_item(fields) for fields, was_seen in rows if not was_seen]

    def clear(self, name: str, keys: Sequence[str]) -> None:
        """Let *keys* of source *name* wait no more."""
        with self._database.write() as connection:
            for key in keys:
                connection.execute(delete(waiting).where(waiting.c.source == name, waiting.c.key == fit(key)))

    def unread(self, name: str, keys: Sequence[str]) -> set[str]:
        """Return those of *keys* of which source *name* has no document, seen or not."""
        with self._database.read() as connection:
            mine = (document.c.source == name) & document.c.key.in_([fit(key) for key in keys])
            read = set(connection.scalars(select(document.c.key).where(mine)))
        return {key for key in keys if fit(key) not in read}

    def backfill(self, name: str) -> Backfill | None:
        """Return how far the history of source *name* has been read, None when nobody has begun."""
        with self._database.read() as connection:
            row = connection.execute(select(backfill).where(backfill.c.source == name)).one_or_none()
        if row is None:
            return None
        return Backfill(since=row.since, page=row.page, pages=row.pages, taken=row.taken, oldest=row.oldest)

    def record_backfill(self, name: str, state: Backfill, now: datetime) -> None:
        """Note how far the history of source *name* has been read."""
        values = {field: getattr(state, field) for field in Backfill.__dataclass_fields__} | {"updated": now}
        with self._database.write() as connection:
            row = insert(connection, backfill).values(source=name, **values)
            connection.execute(row.on_conflict_do_update(index_elements=[backfill.c.source], set_=values))


def _item(fields: Mapping[str, str | None]) -> WaitingItem:
    rest = dict(fields)
    return WaitingItem(key=rest.pop("key") or "", fields=rest)
