"""What other documents gave for the same indicator is found without reading all figures."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add an index."""
    op.create_index("ix_statistic_indicator_region", "statistic", ["indicator", "region"])
