"""What people were asked by a button and answer with their next words, across restarts."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete

from jianbao.store.asked_tables import question
from jianbao.store.engine import Database, insert


class Questions:
    """One open question at most for each person in each chat and topic: a new one takes the place of the old."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, address: str, thread: int | None, person: str, about: str, now: datetime) -> None:
        """Note that *person* was asked; *about* is the data of the button that did."""
        row = {"address": address, "thread": thread or 0, "person": person, "about": about, "asked": now}
        with self._database.write() as connection:
            asked = insert(connection, question).values(row)
            keys = [question.c.address, question.c.thread, question.c.person]
            changes = {"about": about, "asked": now}
            connection.execute(asked.on_conflict_do_update(index_elements=keys, set_=changes))

    def take(self, address: str, thread: int | None, person: str, since: datetime) -> str | None:
        """Return what *person* was asked since then, None when nothing; it is asked no more, however old."""
        mine = _of(address, thread, person)
        closed = delete(question).where(mine).returning(question.c.about, question.c.asked)
        with self._database.write() as connection:
            row = connection.execute(closed).one_or_none()
        return row.about if row is not None and row.asked >= since else None


def _of(address: str, thread: int | None, person: str) -> ColumnElement[bool]:
    here = (question.c.address == address) & (question.c.thread == (thread or 0))
    return here & (question.c.person == person)
