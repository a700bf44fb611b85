"""Opening a store: what is made, what is refused, and what the operator is told."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from jianbao.errors import StoreError
from jianbao.store import Store
from jianbao.store.engine import connect
from jianbao.store.migrate import VERSION_TABLE
from jianbao.store.naming import metadata


def test_the_migrated_schema_is_the_one_in_tables(empty_url):
    Store.open(empty_url).close()
    database = connect(empty_url)
    with database.read() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        checks = inspect(connection).get_check_constraints("delivery")
    database.close()
    assert [check["name"] for check in checks] == ["ck_delivery_state"]


def test_opening_again_keeps_what_is_there(empty_url, make_town, make_alert):
    with Store.open(empty_url) as store:
        make_town(store).publish(make_alert())
    with Store.open(empty_url) as store:
        assert store.documents.latest() == [make_alert()]


def test_stores_opened_at_the_same_moment_agree_on_one_schema(empty_url):
    def count(_):
        with Store.open(empty_url) as store:
            return store.documents.counts()["documents"]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(8))) == [0] * 8


def test_different_databases_can_be_made_at_the_same_moment(tmp_path):
    def count(number):
        with Store.open(f"sqlite:///{tmp_path}/{number}.db") as store:
            return store.documents.counts()["documents"]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(8))) == [0] * 8


def test_processes_that_start_at_the_same_moment_agree_on_one_schema(empty_url):
    code = "import sys; from jianbao.store import Store; Store.open(sys.argv[1]).close()"
    processes = [subprocess.Popen([sys.executable, "-c", code, empty_url], stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate(timeout=60)[1].decode() for process in processes]
    assert errors == [""] * 3


def test_the_folder_of_an_sqlite_store_is_made(tmp_path):
    path = tmp_path / "not" / "there" / "jianbao.db"
    Store.open(f"sqlite:///{path}").close()
    assert path.exists()


def test_sqlite_is_durable_and_strict(empty_sqlite):
    database = connect(empty_sqlite)
    with database.read() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("mysql://root:secret@localhost/x", "the store knows sqlite:///path and postgresql+psycopg://"),
        ("data/jianbao.db", "write sqlite:///data/jianbao.db"),
        ("postgres://me:secret@host:port/x", "write sqlite:///data/jianbao.db"),
        ("", "write sqlite:///data/jianbao.db"),
        ("sqlite://", "must outlive the process"),
        ("sqlite:///:memory:", "must outlive the process"),
    ],
)
def test_an_address_that_is_no_store_is_refused_without_showing_its_password(address, remedy):
    with pytest.raises(StoreError) as error:
        Store.open(address)
    assert remedy in str(error.value)
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("这不是数据库。" * 100)
    with pytest.raises(StoreError, match="no SQLite database: correct the path"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text() == "这不是数据库。" * 100


def test_a_damaged_file_is_refused(empty_sqlite):
    Store.open(empty_sqlite).close()
    path = Path(empty_sqlite.removeprefix("sqlite:///"))
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    with pytest.raises(StoreError, match="damaged: restore a backup"):
        Store.open(empty_sqlite)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be made.*choose another"):
        Store.open(f"sqlite:///{tmp_path}/file/jianbao.db")


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    with pytest.raises(StoreError, match="it cannot be opened"):
        Store.open(f"sqlite:///{tmp_path}")


def test_a_store_that_another_process_keeps_locked_is_told(empty_sqlite, monkeypatch):
    Store.open(empty_sqlite).close()
    monkeypatch.setattr("jianbao.store.engine._PATIENCE", 0)
    other = sqlite3.connect(empty_sqlite.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="another process keeps it busy"):
            Store.open(empty_sqlite)
    finally:
        other.close()


def test_a_store_of_a_newer_jianbao_is_refused(empty_url):
    Store.open(empty_url).close()
    database = connect(empty_url)
    with database.write() as connection:
        connection.execute(text("UPDATE jianbao_schema SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"written by a newer jianbao \(schema 9999\): upgrade jianbao"):
        Store.open(empty_url)
    database.close()


def test_a_database_with_foreign_tables_of_our_names_is_left_as_it_was(empty_url):
    database = connect(empty_url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE statistic (mine integer)"))
    with pytest.raises(StoreError, match="give jianbao a database of its own"):
        Store.open(empty_url)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["statistic"]
    database.close()


def test_a_postgresql_that_does_not_answer_is_told(tmp_path):
    with pytest.raises(StoreError, match="start it, or correct the url") as error:
        Store.open(f"postgresql+psycopg://me:secret@/x?host={tmp_path}")
    assert "secret" not in str(error.value)


def test_a_postgresql_database_that_is_not_there_is_told(empty_postgres):
    with pytest.raises(StoreError, match="create them, or correct the url"):
        Store.open(empty_postgres.replace("/test", "/nothing"))


def test_a_store_goes_on_after_the_postgresql_server_has_dropped_its_connections(
    migrated_postgres, make_town, make_alert
):
    with Store.open(migrated_postgres) as store:
        make_town(store).publish(make_alert())
        other = connect(migrated_postgres)
        with other.read() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            )
        other.close()
        assert store.documents.latest() == [make_alert()]


def test_the_short_postgresql_schemes_mean_psycopg(empty_postgres):
    Store.open(empty_postgres.replace("postgresql+psycopg:", "postgres:")).close()


def test_a_closed_store_of_sqlite_leaves_no_journal_behind(empty_sqlite):
    Store.open(empty_sqlite).close()
    path = Path(empty_sqlite.removeprefix("sqlite:///"))
    assert [each.name for each in path.parent.iterdir()] == [path.name]
