"""Texts that were read and are no news, so that a repost of one makes none either."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table."""
    op.create_table(
        "fingerprint",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_fingerprint_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fingerprint")),
    )
