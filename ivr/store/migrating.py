"""Brings a database to the tables that this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from ivr.store.database import engine_for, reason


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
    config = _config()
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Until the end of this transaction; the number is only ours.
                connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711001)")
            before = _revision(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return before, _revision(connection)
    except SQLAlchemyError as error:
        raise MigrationError(
            f"The database could not be brought up to date ({reason(error)}). See "
            "that it runs, and that DATABASE_URL names it and may change it."
        ) from None
    finally:
        engine.dispose()


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
