"""Sentences by which reposts are found that are not the same to the letter."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table; alerts of before are found by their letters only."""
    op.create_table(
        "anchor",
        sa.Column("sentence", sa.BigInteger(), nullable=False),
        sa.Column("alert_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert_number"], ["alert.number"], name=op.f("fk_anchor_alert_number_alert")),
        sa.PrimaryKeyConstraint("sentence", "alert_number", name=op.f("pk_anchor")),
    )
