"""The database behind the store: opening it, and transactions that mean the same on SQLite and PostgreSQL."""

import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from jianbao.errors import StoreError
from jianbao.store.failures import explaining

_PATIENCE = 15  # seconds that a transaction waits for another one's before it gives up
_OLDEST_SQLITE = (3, 35)  # the first with RETURNING
_POSTGRES = "postgresql+psycopg"
_COMMITS = 0x6A69616E62616F  # "jianbao": the advisory lock under which commits take turns on PostgreSQL


class Database:
    """An engine, and the only two ways in which the store uses it.

    Args:
        engine: Opened by :func:`connect`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._alone = engine.dialect.name == "sqlite"
        # SQLite lets writers wait by polling: of eight threads that write, one waits half a second; a lock wakes them.
        self._turn: AbstractContextManager[Any] = Lock() if self._alone else nullcontext()
        self.place = engine.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a transaction that only reads."""
        with explaining(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction that writes: committed at the end, undone by an exception.

        Raises:
            StoreError: The database refuses.
        """
        with explaining(self.place), self._turn, self._engine.connect() as connection:
            writing = connection.execution_options(jianbao_write=True)
            with writing.begin():
                yield writing

    def take_turn(self, connection: Connection, lock: int = _COMMITS) -> None:
        """Wait until no other transaction holds this *lock*, and hold it to the end of this one.

        SQLite's writers take turns by themselves. On PostgreSQL this makes ids that grow by insertion grow by commit
        too, so that nothing older can appear behind what a worker has already taken.
        """
        if not self._alone:
            connection.execute(select(func.pg_advisory_xact_lock(lock)))

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, which the two databases spell alike and SQLAlchemy apart."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def connect(address: str) -> Database:
    """Return the database at *address*; for SQLite file and folder are made when they are missing.

    Args:
        address: ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or ``postgresql+psycopg://...``.

    Raises:
        StoreError: The address is none of these, or needs what is not installed.
    """
    url = _url(address)
    with explaining(url.render_as_string(hide_password=True)):
        return Database(_postgres(url) if url.drivername == _POSTGRES else _sqlite(url))


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{_scheme(address)} is no address of a store; write sqlite:///data/jianbao.db") from error
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return url
    if url.drivername in {"postgresql", "postgres", _POSTGRES}:
        return url.set(drivername=_POSTGRES)
    raise StoreError(f"the store knows sqlite:///path and postgresql+psycopg://user@host/name, not {url.drivername}://")


def _scheme(address: str) -> str:
    """Return what may be shown of an address that cannot be taken apart: it may hold a password."""
    scheme, mark, _ = address.partition("://")
    return f"{scheme}://..." if mark else repr(address)


def _postgres(url: URL) -> Engine:
    if importlib.util.find_spec("psycopg") is None:
        raise StoreError("a store on PostgreSQL needs psycopg: pip install 'jianbao[postgres]'")
    return create_engine(
        url,
        isolation_level="READ COMMITTED",  # claims rely on its re-check of rows that changed while they waited
        pool_pre_ping=True,
        connect_args={"connect_timeout": _PATIENCE, "application_name": "jianbao"},
    )


def _sqlite(url: URL) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: use a Python built with 3.35 or newer")
    if url.database in {None, "", ":memory:"}:
        raise StoreError("the store must outlive the process: write sqlite:///data/jianbao.db, not a memory database")
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder of {url.database} cannot be made: {error.strerror}; choose another") from error
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours: Python's own comes too late to cover reads, and is deferred
    for pragma in (
        "journal_mode = WAL",  # readers and the writer do not wait for each other
        # FULL: a commit is on the disk before the next step is taken. With NORMAL a power cut may undo the last
        # commits, and with them "this message was sent" (it would be sent again) or a whole document whose file was
        # already moved away. That costs one fsync a transaction; we write a few dozen in a busy second.
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock before the first read, so that what was read still holds when it is written upon.
    writes = connection.get_execution_options().get("jianbao_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
