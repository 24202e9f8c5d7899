"""Brings a database to the tables that this version needs."""

import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from ivr.store.engines import engine_for
from ivr.store.reasons import busy, reason

LOCK_SECONDS = 60
"""How long another who changes the same database is waited for."""
AGAIN_SECONDS = 0.1


class MigrationError(Exception):
    """The database could not be brought up to date; the message says why."""


def migrate(url: str) -> tuple[str, str]:
    """Run what is missing; the revisions before and after, "" for none.

    Each migration is one transaction; a second process that does the same at
    the same time waits for the first. Raises MigrationError.
    """
    folder = Path(make_url(url).database or "").parent
    if make_url(url).get_backend_name() == "sqlite" and not folder.is_dir():
        raise MigrationError(
            f"The folder {str(folder)!r} for the database does not exist. Make it, or "
            "name another place in DATABASE_URL."
        )
    engine = engine_for(url)
    try:
        return _in_turn(engine)
    except CommandError:
        # Alembic's word for a revision that it does not know.
        raise MigrationError(
            "The database was brought up to date by a newer version of the hotline "
            f"than this one, which knows its tables up to {newest()}. Install the "
            "newer version again, or name another database in DATABASE_URL."
        ) from None
    except SQLAlchemyError as error:
        raise MigrationError(
            f"The database could not be brought up to date ({reason(error)}). See "
            "that it runs, and that DATABASE_URL names it and may change it."
        ) from None
    finally:
        engine.dispose()


def _in_turn(engine: Engine) -> tuple[str, str]:
    """Migrate when it is our turn: SQLite hands out none, so it is asked again.

    It says "locked" at once, without waiting at all, where two make the same new
    file and both set its journal mode.
    """
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            with engine.begin() as connection:
                return _upgrade(connection)
        except SQLAlchemyError as error:
            if not busy(error) or time.monotonic() > until:
                raise
            time.sleep(AGAIN_SECONDS)


def _upgrade(connection: Connection) -> tuple[str, str]:
    if connection.dialect.name == "postgresql":
        # Until the end of this transaction; the number is only ours.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        # An answer's limit is not meant for changing a table that has grown for years.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711001)")
    before = _revision(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, _revision(connection)


def newest() -> str:
    """The revision that this version of the program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""
