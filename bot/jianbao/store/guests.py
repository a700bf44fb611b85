"""Who was let in by an invitation, and invitations that are still good."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from jianbao.model import Subscriber
from jianbao.store.asked_tables import guest, invitation
from jianbao.store.engine import Database, insert
from jianbao.store.orphans import halt


class Guests:
    """One row for each person; they stay until an admin shows them out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def invite(self, token: str, uses: int, until: datetime) -> None:
        """Let whoever brings *token* in, so many people, until then."""
        with self._database.write() as connection:
            connection.execute(invitation.insert().values(token=token, uses=uses, until=until))

    def admit(self, token: str, person: str, now: datetime) -> bool:
        """Let *person* in who brings *token*; tell whether it was good. Who is in already uses nothing up."""
        mine = (invitation.c.token == token) & (invitation.c.uses > 0) & (invitation.c.until > now)
        with self._database.write() as connection:
            if connection.scalar(select(guest.c.person).where(guest.c.person == person)):
                return True
            if not connection.execute(update(invitation).where(mine).values(uses=invitation.c.uses - 1)).rowcount:
                return False
            row = {"person": person, "token": token, "since": now}
            connection.execute(insert(connection, guest).values(row).on_conflict_do_nothing())
            return True

    def is_in(self, person: str) -> bool:
        """Tell whether *person* was let in."""
        with self._database.read() as connection:
            return connection.scalar(select(guest.c.person).where(guest.c.person == person)) is not None

    def show_out(self, person: str, now: datetime, kept: Collection[str] = ()) -> list[Subscriber] | None:
        """Let *person* in no longer, nor anybody by the same invitation, and nothing go on that they asked for.

        What they asked for in chats of others is halted: see :class:`~jianbao.store.orphans.Orphans`.

        Args:
            person: Telegram's id, as text.
            now: The time to be written down.
            kept: Addresses of chats that may use the bot whoever is in them: there nothing is halted.

        Returns:
            One subscriber for each chat of others in which something was halted; None when they were not in.
        """
        gone = delete(guest).where(guest.c.person == person).returning(guest.c.token)
        with self._database.write() as connection:
            token = connection.execute(gone).scalar_one_or_none()
            if token is None:
                return None
            connection.execute(update(invitation).where(invitation.c.token == token).values(uses=0))
            return halt(connection, person, now, kept)
