"""What a database's refusal means, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from jianbao.errors import StoreError

# What the drivers say (SQLite's result codes, PostgreSQL's messages), and what an operator needs to hear. The first
# that is found counts: PostgreSQL puts the particular behind the general.
_REMEDIES = {
    "database is locked": "another process keeps it busy: stop the other jianbao, or whatever has it open",
    "file is not a database": "it is no SQLite database: correct the path, or move the file away to start anew",
    "malformed": "it is damaged: restore a backup, or move the file away to start anew",
    "unable to open database file": "it cannot be opened: let the user of this process write to its folder",
    "readonly": "it is read-only: let the user of this process write to the file and its folder",
    "disk is full": "the disk is full: make room",
    "disk i/o error": "the disk cannot be read or written: check disk and permissions",
    "password authentication failed": "user or password are wrong: correct the url",
    "does not exist": "server, database, user or table are not there: create them, or correct the url",
    "already exists": "its tables are not ours: give jianbao a database of its own",
    "permission denied": "this user lacks the right: grant it, or use another user",
    "failed to resolve host": "the server's name is not known: correct the url",
    "terminating connection": "the server was stopped: start it again",
    "server closed the connection": "the server was stopped: start it again",
    "connection to server": "the server cannot be reached: start it, or correct the url",
    "timeout expired": "the server does not answer: look at it, or correct the url",
}
_OTHERWISE = "this is not expected: look at the database's log, and report it"


def explained(error: Exception, place: str) -> StoreError:
    """Return what *error* of a driver means for the database at *place*, a url without password."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = " ".join(str(cause).split())
    remedy = next((words for sign, words in _REMEDIES.items() if sign in said.lower()), _OTHERWISE)
    return StoreError(f"the store {place} cannot be used: {remedy} ({said})")


@contextmanager
def explaining(place: str) -> Iterator[None]:
    """Turn errors of SQLAlchemy and of the driver into :class:`~jianbao.errors.StoreError`."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:  # the second comes from our pragmas, which nobody wraps
        raise explained(error, place) from error
