"""Chats say when they want to be written to, and subscriptions how often."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; what is owed already is held back by nothing."""
    for name in ("quiet_from", "quiet_to"):
        op.add_column("subscriber", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("subscriber", sa.Column("workdays", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("subscriber", sa.Column("mute_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("subscriber", sa.Column("zone", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("subscription", sa.Column("rhythm", sa.Text(), nullable=False, server_default="at-once"))
    op.add_column("delivery", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
