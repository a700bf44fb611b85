"""What a person has asked for comes at once and by itself, whatever its chat's hours."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; nothing that is owed was asked for by a person."""
    op.add_column("delivery", sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false()))
