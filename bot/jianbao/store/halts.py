"""Flood control across restarts: what was sent a moment ago, and where a channel has asked us to wait."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from jianbao.model import Channel
from jianbao.store.engine import Database, insert
from jianbao.store.tables import delivery, halt, subscriber

EVERYWHERE = ""
"""The address that stands for a whole channel."""


class Halts:
    """Until when which address of a channel must not be asked again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, channel: Channel, address: str, until: datetime) -> None:
        """Remember that nothing may go to *address* (:data:`EVERYWHERE`: anywhere on *channel*) before *until*."""
        with self._database.write() as connection:
            new = insert(connection, halt).values(channel=channel, address=address, until=until)
            connection.execute(
                new.on_conflict_do_update(index_elements=["channel", "address"], set_={"until": until})
            )  # fmt: skip

    def standing(self, channel: Channel, now: datetime) -> dict[str, datetime]:
        """Return what still holds, and forget what is over."""
        with self._database.write() as connection:
            connection.execute(delete(halt).where(halt.c.until <= now))
            rows = connection.execute(select(halt.c.address, halt.c.until).where(halt.c.channel == channel))
            return {row.address: row.until for row in rows}

    def recent(self, channel: Channel, now: datetime, span: timedelta) -> list[tuple[str, datetime | None]]:
        """Return the address of every call that was begun in the last *span*, and when it was answered.

        None stands for a call without an answer: it may have arrived as late as just now.
        """
        calls = select(subscriber.c.address, delivery.c.sent).join_from(delivery, subscriber)
        asked = calls.where(subscriber.c.channel == channel, delivery.c.begun > now - span)
        with self._database.read() as connection:
            return [(row.address, row.sent) for row in connection.execute(asked.order_by(delivery.c.begun))]
