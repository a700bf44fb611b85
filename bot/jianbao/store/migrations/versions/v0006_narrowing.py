"""Subscriptions ask for issuers, sources, figures and words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WISH = ["subscriber_id", "topic", "region", "issuer", "source", "figures", "keywords"]


def upgrade() -> None:
    """Add four columns, by which wishes are told apart too, and a table of wishes that links name."""
    for name in ("issuer", "source", "keywords"):
        op.add_column("subscription", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("subscription", sa.Column("figures", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("uq_subscription_wish", table_name="subscription")
    held = sa.text("NOT ended")
    op.create_index(
        "uq_subscription_wish", "subscription", _WISH, unique=True, sqlite_where=held, postgresql_where=held
    )
    op.create_table(
        "kept_wish",
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("topic", "region", "issuer", "source")),
        sa.Column("figures", sa.Boolean(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_kept_wish")),
    )
