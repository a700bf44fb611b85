"""What plugins did wrong in the daemon, for those who look later."""

from datetime import datetime

from sqlalchemy import delete, select

from jianbao.model import PluginFailure
from jianbao.store.engine import Database, insert
from jianbao.store.tables import plugin_failure


class PluginFailures:
    """One row for each plugin and hook: how often, and the latest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, failure: PluginFailure, now: datetime) -> None:
        """Count *failure*, which happened *now*."""
        row = {"plugin": failure.plugin, "hook": failure.hook, "count": failure.count}
        latest = {"error": failure.error, "document": failure.document, "at": now}
        with self._database.write() as connection:
            new = insert(connection, plugin_failure).values(row | latest)
            counted = latest | {"count": plugin_failure.c.count + failure.count}
            connection.execute(new.on_conflict_do_update(index_elements=["plugin", "hook"], set_=counted))

    def every(self) -> list[PluginFailure]:
        """Return all, by plugin and hook."""
        asked = select(plugin_failure).order_by(plugin_failure.c.plugin, plugin_failure.c.hook)
        with self._database.read() as connection:
            return [PluginFailure(**row._mapping) for row in connection.execute(asked)]  # noqa: SLF001 - its public name

    def forget(self) -> int:
        """Begin to count anew; return how many rows there were."""
        with self._database.write() as connection:
            return connection.execute(delete(plugin_failure)).rowcount
