"""Chats choose how alerts look, and what is owed remembers in which form it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns; what is owed already is in the full form."""
    op.add_column("subscriber", sa.Column("style", sa.Text(), nullable=False, server_default="full"))
    op.add_column("delivery", sa.Column("form", sa.Text(), nullable=False, server_default=sa.text("''")))
