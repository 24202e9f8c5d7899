"""What went wrong in the database, in words that name nobody and no secret."""

import re
import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

MIGRATE = "run `python -m ivr migrate` to make its tables"
UNDEFINED = ("42P01", "42703")  # A table, a column (PostgreSQL's manual, appendix A).

# As libpq and psycopg name it: host 'x', host name "x", server at "x" (address).
_HOST = re.compile(r"""\b(host|host name|server at) (?:'[^']*'|"[^"]*")""")


def busy(error: SQLAlchemyError) -> bool:
    """Whether a lock was not had in time."""
    orig = getattr(error, "orig", None)
    if isinstance(orig, sqlite3.Error):
        primary = getattr(orig, "sqlite_errorcode", 0) & 0xFF
        return primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    # 55P03, lock_not_available (postgresql.org/docs/current/errcodes-appendix.html).
    return getattr(orig, "sqlstate", "") == "55P03"


def reason(error: SQLAlchemyError) -> str:
    """What went wrong, in words that quote neither the statement nor its values.

    Nor the server's name: of a password with an unescaped @ a part would be in it.
    """
    if isinstance(error, DBAPIError) and error.orig is not None:
        first = str(error.orig).strip().splitlines()[:1]
        words = _HOST.sub(r"\1", "".join(first))
        told = f"{type(error.orig).__name__}: {words[:160]}"
        if _lacks_tables(error.orig):
            return f"{told}; {MIGRATE}"
        return told
    return type(error).__name__


def _lacks_tables(orig: BaseException) -> bool:
    """Whether a table or a column is not there: nobody has migrated it."""
    if isinstance(orig, sqlite3.Error):
        # SQLite has no code of its own for these.
        return bool(re.match(r"no such (table|column)|table \w+ has no", str(orig)))
    return getattr(orig, "sqlstate", "") in UNDEFINED
