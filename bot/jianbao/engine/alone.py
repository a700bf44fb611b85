"""One process a store: two daemons on one SQLite file would tell everything twice to nobody's good."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import make_url

from jianbao.errors import StoreError


@contextmanager
def alone(database: str) -> Iterator[bool]:
    """Hold the store at *database* for this process; the system frees it when the process ends in whatever way.

    Args:
        database: SQLAlchemy's address. Only SQLite is held: a PostgreSQL serves several workers.

    Yields:
        True when nobody else can be at work on it.

    Raises:
        StoreError: Another process holds it.
    """
    url = make_url(database)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield False
        return
    lock = FileLock(f"{url.database}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise StoreError(
            f"another jianbao works on {url.database}; stop it, or give this one a database of its own"
        ) from error
    try:
        yield True
    finally:
        lock.release()
