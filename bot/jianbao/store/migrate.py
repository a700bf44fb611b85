"""Bring a database to the shape of ``tables``; the revisions lie in ``migrations/`` inside the package."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from jianbao.errors import StoreError
from jianbao.store.engine import Database

VERSION_TABLE = "jianbao_schema"  # not alembic's own name: the database may be shared with other programs
_UPGRADES = 0x6A69616E62616F00  # one process upgrades, the others wait
_ALEMBIC = Lock()  # alembic's ``op`` and ``context`` are one for all threads, even when they upgrade other databases


def migrate(database: Database) -> None:
    """Create or upgrade all tables, in one transaction.

    Raises:
        StoreError: The database was written by a newer jianbao, or holds other tables of the same names.
    """
    with database.write() as connection:
        database.take_turn(connection, _UPGRADES)
        upgrade(connection, database.place)


def upgrade(connection: Connection, place: str) -> None:
    """Run the revisions that the database at *place* lacks, inside *connection*'s transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if current == scripts.get_current_head():
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the store {place} was written by a newer jianbao (schema {current}): upgrade jianbao, or restore the"
            " backup from before that upgrade"
        )
    with _ALEMBIC:
        command.upgrade(config, "head")
