"""Chats choose the language that they are answered in."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; without a choice the client's language holds, as before."""
    op.add_column("subscriber", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''")))
