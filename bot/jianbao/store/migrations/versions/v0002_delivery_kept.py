"""What delivery needs to keep its word: promises, digests, when a call began, and who asked us to wait until when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATES = "state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dead', 'merged')"


def upgrade() -> None:
    """Add columns and a table; a delivery can now be merged into another."""
    op.add_column("subscriber", sa.Column("promise", sa.Text(), server_default="never-twice", nullable=False))
    op.add_column("subscriber", sa.Column("served", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "halt",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_halt")),
    )
    op.add_column("delivery", sa.Column("begun", sa.DateTime(timezone=True), nullable=True))
    op.add_column("delivery", sa.Column("repeats", sa.Integer(), server_default="0", nullable=False))
    op.add_column("delivery", sa.Column("own_body", sa.Text(), nullable=True))
    op.add_column("delivery", sa.Column("merged_into", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _copy_with_new_states()
    else:
        op.drop_constraint(op.f("ck_delivery_state"), "delivery", type_="check")
        op.create_check_constraint(op.f("ck_delivery_state"), "delivery", _STATES)


def _copy_with_new_states() -> None:
    """SQLite changes no check in place: alembic copies the table, without the partial indexes."""
    op.drop_index("ix_delivery_leased", "delivery")
    op.drop_index("ix_delivery_owed", "delivery")
    with op.batch_alter_table("delivery", recreate="always") as table:
        table.drop_constraint(op.f("ck_delivery_state"), type_="check")
        table.create_check_constraint(op.f("ck_delivery_state"), _STATES)
    leased, owed = "leased_until IS NOT NULL", "state IN ('pending', 'failed', 'sending')"
    op.create_index("ix_delivery_leased", "delivery", ["leased_until"], sqlite_where=sa.text(leased))
    op.create_index("ix_delivery_owed", "delivery", ["subscriber_id", "id"], sqlite_where=sa.text(owed))
