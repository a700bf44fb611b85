"""Who made a subscription, and since when a chat is not written to."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three columns; of what is there already, neither is known."""
    op.add_column("subscriber", sa.Column("paused_since", sa.DateTime(timezone=True)))
    op.add_column("subscription", sa.Column("asker", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("subscription", sa.Column("halted", sa.DateTime(timezone=True)))
