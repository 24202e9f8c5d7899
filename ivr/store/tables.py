"""The tables. Who is always the keyed hash of a number, and so is a call's id.

Times are seconds since 1970, UTC, as a float: the same on every database, and
compared by the program's own clock, never by the server's.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

places = Table(
    "places",
    metadata,
    Column("who", String(64), primary_key=True),
    Column("address", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("lately", Text, nullable=False),
    comment="Where an officer stands, as an address, and her last few exchanges.",
)

events = Table(
    "events",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Float, nullable=False),
    Column("channel", String(8), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("who", String(64), nullable=False),
    Column("place", Text, nullable=False),
    Column("intent", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("milliseconds", Float, nullable=False),
    Index(None, "at"),
    comment="One row for each exchange: no number, no words of anybody's.",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("call", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("who", String(64), nullable=False),
    Column("number", String(20)),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("lease", String(64), nullable=False),
    Column("sid", String(40), nullable=False),
    Column("code", String(20), nullable=False),
    Column("told", Boolean, nullable=False),
    Index(None, "call", "subject", unique=True),
    Index(None, "state", "due"),
    Index(None, "who", "state"),
    comment="Texts that were promised. The number goes when the text is done.",
)

transfers = Table(
    "transfers",
    metadata,
    Column("attempt", String(64), primary_key=True),
    Column("call", String(64), nullable=False),
    Column("who", String(64), nullable=False),
    Column("line", String(40), nullable=False),
    Column("first", Boolean, nullable=False),
    Column("begun", Float, nullable=False),
    Column("child", String(64), nullable=False),
    Column("accepted", Float),
    Column("ended", Float),
    Column("outcome", String(40), nullable=False),
    Index(None, "who", "begun"),
    Index(None, "call"),
    comment="One row for each line that was called for an officer.",
)

missed = Table(
    "missed",
    metadata,
    Column("masked", String(200), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("count", Integer, nullable=False),
    Index(None, "day"),
    comment="Words that meant nothing, masked; of nobody, and of no time of day.",
)

pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    comment="Written to find out whether anything can be written.",
)
