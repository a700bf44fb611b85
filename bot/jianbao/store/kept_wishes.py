"""Wishes that buttons and links name: a button holds 64 bytes and a link as many, and a wish can be longer."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from jianbao.model import ANYTHING, Narrowing, Subscription
from jianbao.store.asked_tables import kept_wish
from jianbao.store.engine import Database, insert
from jianbao.store.subscribers import subscription_of, wish_row


class KeptWishes:
    """One row for each different wish; they are small and few, and stay."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, topic: str | None, region: str | None, now: datetime, narrowing: Narrowing = ANYTHING) -> str:
        """Return the name of a wish, always the same for the same: 16 letters and digits."""
        row = wish_row(topic, region, narrowing)
        name = hashlib.blake2s(repr(sorted(row.items())).encode(), digest_size=8).hexdigest()
        with self._database.write() as connection:
            new = insert(connection, kept_wish).values(row | {"name": name, "created": now})
            connection.execute(new.on_conflict_do_nothing())
        return name

    def find(self, name: str) -> Subscription | None:
        """Return the wish of that name, as nobody's subscription; None when there is none."""
        asked = select(kept_wish).where(kept_wish.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
        return None if row is None else subscription_of(row)
