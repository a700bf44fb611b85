"""Single subscriptions can be silent for a while, and what somebody was asked outlives a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; no subscription is silent yet. Add the table of open questions."""
    op.add_column("subscription", sa.Column("mute_until", sa.DateTime(timezone=True)))
    op.create_table(
        "question",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", "thread", "person", name=op.f("pk_question")),
    )
