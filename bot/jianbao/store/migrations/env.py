"""Alembic's entry: runs revisions on the connection, and inside the transaction, of ``jianbao.store.migrate``.

After a change to ``tables``, the test that compares it with the migrated schema says what the next revision must do.
There is no way back down: the way back is the backup from before the upgrade.
"""

from alembic import context

from jianbao.store.migrate import VERSION_TABLE
from jianbao.store.naming import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a column by copying its table
)
with context.begin_transaction():
    context.run_migrations()
