"""Flood control across restarts: what was sent a moment ago, and where a channel has asked us to wait."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

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

    def recent(self, channel: Channel, now: datetime, span: timedelta) -> list[tuple[str, datetime]]:
        """Return address and time of every call that was begun or answered in the last *span*, oldest first.

        Of a call that was answered the time of the answer is given: it cannot have arrived later.
        """
        at = func.coalesce(delivery.c.sent, delivery.c.begun)
        calls = select(subscriber.c.address, at.label("at")).join_from(delivery, subscriber)
        asked = calls.where(subscriber.c.channel == channel, delivery.c.begun > now - span).order_by(at)
        with self._database.read() as connection:
            return [(row.address, row.at) for row in connection.execute(asked)]
