"""Plugins that are not asked, until a person or a new version changes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from jianbao.store.engine import Database, insert
from jianbao.store.tables import plugin_quarantine


class Held(NamedTuple):
    """A plugin that is not asked: which version of it, ``*`` for all, why, and since when (UTC)."""

    plugin: str
    version: str
    why: str
    since: datetime


class QuarantineList:
    """One row for each such plugin."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self) -> Mapping[str, Held]:
        """Return all, by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(plugin_quarantine).order_by(plugin_quarantine.c.plugin))
            return {row.plugin: Held(row.plugin, row.version, row.why, row.since) for row in rows}

    def hold(self, held: Held) -> None:
        """Add one, in place of another version of it."""
        row = held._asdict()
        with self._database.write() as connection:
            new = insert(connection, plugin_quarantine).values(row)
            connection.execute(new.on_conflict_do_update(index_elements=["plugin"], set_=row))

    def lift(self, plugin: str) -> bool:
        """Take *plugin* off the list; False when it was not on it."""
        with self._database.write() as connection:
            gone = delete(plugin_quarantine).where(plugin_quarantine.c.plugin == plugin)
            return bool(connection.execute(gone).rowcount)
