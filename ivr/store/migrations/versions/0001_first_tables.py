"""The first tables: places, events, outbox, transfers, pulse."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "places",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("lately", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_places"),
        comment="Where an officer stands, as an address, and her last few exchanges.",
    )
    op.create_table(
        "events",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        comment="One row for each exchange: no number, no words of anybody's.",
    )
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("call", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("number", sa.String(20), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("lease", sa.String(64), nullable=False),
        sa.Column("sid", sa.String(40), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        comment="Texts that were promised. The number goes when the text is done.",
    )
    op.create_index(
        "ix_outbox_call_subject", "outbox", ["call", "subject"], unique=True
    )
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due"])
    op.create_index("ix_outbox_who_state", "outbox", ["who", "state"])
    op.create_table(
        "transfers",
        sa.Column("attempt", sa.String(64), nullable=False),
        sa.Column("call", sa.String(64), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("line", sa.String(40), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("begun", sa.Float(), nullable=False),
        sa.Column("child", sa.String(64), nullable=False),
        sa.Column("accepted", sa.Float(), nullable=True),
        sa.Column("ended", sa.Float(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("attempt", name="pk_transfers"),
        comment="One row for each line that was called for an officer.",
    )
    op.create_index("ix_transfers_who_begun", "transfers", ["who", "begun"])
    op.create_index("ix_transfers_call", "transfers", ["call"])
    op.create_table(
        "pulse",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
        comment="Written to find out whether anything can be written.",
    )


def downgrade() -> None:
    """Take them away, with all that is in them."""
    for name in ("pulse", "transfers", "outbox", "events", "places"):
        op.drop_table(name)
