"""The table of masked words that meant nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "missed",
        sa.Column("masked", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("masked", "channel", "day", name="pk_missed"),
        comment="Words that meant nothing, masked; of nobody, and of no time of day.",
    )
    op.create_index("ix_missed_day", "missed", ["day"])


def downgrade() -> None:
    """Take it away, with all that is in it."""
    op.drop_table("missed")
