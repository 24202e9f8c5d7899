"""The migrations make the tables that the program works with."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import delete, insert, inspect, select

from ivr.store.database import Away, Database, beat
from ivr.store.engines import LOCK_MILLISECONDS, STATEMENT_MILLISECONDS, engine_for
from ivr.store.migrating import MigrationError, migrate, newest
from ivr.store.tables import metadata, pulse
from tests.content import ROOT
from tests.hotline import settings
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return settings(DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}").database_url
    server: Server = request.getfixturevalue("postgres_server")
    return settings(DATABASE_URL=server.create(tmp_path.name)).database_url


def test_they_lead_to_the_tables_of_the_program(empty: str):
    migrate(empty)
    engine = engine_for(empty)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_one_that_was_not_migrated_is_said_to_need_it(
    empty: str, caplog: pytest.LogCaptureFixture
):
    database = Database(empty)
    with pytest.raises(Away):
        database.work(beat)
    database.engine.dispose()
    (told,) = caplog.messages

    assert told.startswith("The database is away: ")
    assert told.endswith(
        "; run `python -m ivr migrate` to make its tables. Answers go on without it."
    )


def test_a_second_time_does_nothing(empty: str):
    assert migrate(empty) == ("", newest())
    assert migrate(empty) == (newest(), newest())


def test_many_at_once_do_it_once(empty: str):
    results = []

    def go() -> None:
        results.append(migrate(empty))

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [("", newest())] + [(newest(), newest())] * 5


def test_it_waits_for_whoever_writes_longer_than_an_answer_may_wait(empty: str):
    migrate(empty)
    engine = engine_for(empty)
    with engine.connect() as connection:
        with connection.begin():
            connection.execute(delete(pulse))
            # SQLite's file is locked by that; PostgreSQL has a lock for it.
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711001)")
            results: list[tuple[str, str]] = []
            waiting = threading.Thread(target=lambda: results.append(migrate(empty)))
            waiting.start()
            waiting.join((STATEMENT_MILLISECONDS + 3 * LOCK_MILLISECONDS) / 1000)
            assert (waiting.is_alive(), results) == (True, [])
        waiting.join()
    engine.dispose()

    assert results == [(newest(), newest())]


def test_the_command_says_what_it_did(empty: str):
    command = [sys.executable, "-m", "ivr", "migrate"]
    url = empty.replace("postgresql+psycopg", "postgresql")
    told = [
        subprocess.run(
            command,
            cwd=ROOT,
            env={"DATABASE_URL": url, "PATH": ""},
            capture_output=True,
            text=True,
        ).stdout
        for _ in range(2)
    ]

    assert told == [
        f"The database went from nothing to {newest()}.\n",
        f"The database is up to date ({newest()}).\n",
    ]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////no/such/folder/x.db", "The folder '/no/such/folder'"),
        ("postgresql+psycopg://me:secret@127.0.0.1:1/x", "See that it runs"),
    ],
)
def test_a_database_that_is_not_there_is_said_to_be_so(url: str, words: str):
    with pytest.raises(MigrationError, match=words) as caught:
        migrate(url)

    assert "secret" not in str(caught.value)


def test_of_a_password_with_an_unescaped_sign_no_part_is_told():
    with pytest.raises(MigrationError, match="resolve host") as caught:
        migrate("postgresql+psycopg://me:sec@ret@nowhere.invalid/x")

    assert "ret@" not in str(caught.value)


def test_a_database_of_a_newer_version_is_said_to_be_one(empty: str):
    migrate(empty)
    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(MigrationError) as caught:
        migrate(empty)

    assert str(caught.value).startswith(
        "The database was brought up to date by a newer version of the hotline than "
        f"this one, which knows its tables up to {newest()}. Install the newer version"
    )


def test_a_database_of_the_first_version_is_brought_up_to_date_with_its_rows(
    empty: str,
):
    migrate(empty)
    engine = engine_for(empty)
    config = Config()
    config.set_main_option("script_location", str(ROOT / "ivr/store/migrations"))
    with engine.begin() as connection:
        connection.execute(insert(pulse).values(id=1, at=5.0))
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    with engine.connect() as connection:
        assert not inspect(connection).has_table("missed")
    told = migrate(empty)
    with engine.connect() as connection:
        kept = connection.execute(select(pulse.c.at)).scalars().all()
        assert inspect(connection).has_table("missed")
    engine.dispose()

    assert (told, kept) == (("0001", newest()), [5.0])
