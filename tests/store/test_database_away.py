"""With the database missing, read-only, locked, full, hung or stopped: answers go on.

What could not be written then is written once it is back.
"""

import os
import re
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError, NoResultFound

from ivr.simulator.call import Call
from ivr.simulator.events import Event, Key, Waiting, Words
from ivr.simulator.thread import Thread
from ivr.store.database import Away
from ivr.store.tables import events, places, transfers
from tests.hotline import OFFICER, Office, office
from tests.postgres import Server, postgres
from tests.waiting import until

Trouble = Callable[[Office, Path], AbstractContextManager[None]]


def file_of(made: Office) -> Path:
    return Path(made.database_url.removeprefix("sqlite:///"))


@contextmanager
def gone(made: Office, folder: Path) -> Iterator[None]:
    """The file is moved away, and what stands there is no database."""
    made.store.database.engine.dispose()
    file = file_of(made)
    for one in file.parent.glob(file.name + "*"):
        one.rename(one.with_name(f"moved-{one.name}"))
    file.mkdir()
    yield
    file.rmdir()
    for one in file.parent.glob(f"moved-{file.name}*"):
        one.rename(one.with_name(one.name.removeprefix("moved-")))


@contextmanager
def locked(made: Office, folder: Path) -> Iterator[None]:
    """Another program writes and does not come to an end."""
    connection = sqlite3.connect(file_of(made), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.rollback()
    connection.close()


@contextmanager
def read_only(made: Office, folder: Path) -> Iterator[None]:
    """It may be read and not written."""
    engine = made.store.database.engine

    def forbid(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only=1").close()

    engine.dispose()
    event.listen(engine, "connect", forbid)
    yield
    event.remove(engine, "connect", forbid)
    engine.dispose()


@contextmanager
def tables_locked(made: Office, folder: Path) -> Iterator[None]:
    """Another session holds every table."""
    url = made.database_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        for table in ("places", "events", "outbox", "transfers", "missed", "pulse"):
            connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


@contextmanager
def server_read_only(made: Office, folder: Path) -> Iterator[None]:
    """The database takes no writes, as a standby does not."""
    url = made.database_url.replace("+psycopg", "")
    name = url.rpartition("/")[2]

    def set_to(value: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(
                f'ALTER DATABASE "{name}" SET default_transaction_read_only = {value}'
            )
        made.store.database.engine.dispose()

    set_to("on")
    yield
    set_to("off")


SQLITE: dict[str, Trouble] = {
    "gone": gone,
    "locked": locked,
    "read-only": read_only,
}
POSTGRES: dict[str, Trouble] = {
    "locked": tables_locked,
    "read-only": server_read_only,
}


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Office]:
    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as made:
        yield made


@pytest.fixture
def on_postgres(postgres_server: Server, tmp_path: Path) -> Iterator[Office]:
    with office(postgres_server.create(tmp_path.name), tmp_path) as made:
        yield made


def walk(made: Office) -> list[str]:
    """Text, call, be put through, be told the next step; what was said."""
    thread = Thread(made.world, OFFICER)
    texts = [thread.text(words)[0].text[:12] for words in ("minor", "next", "next")]
    call = Call(made.world, OFFICER)
    call.start()
    for happening in (
        Words("main menu"),
        Words("minor"),
        Words("step three"),
        Words("phone numbers"),
        Words("minor"),
        Words("navigator"),
        Event.BUSY,
        Event.PICK_UP,
        Key("1", by_line=True),
        Event.LINE_HANGS_UP,
        Words("next"),
    ):
        call.listen()
        call.happen(happening)
    call.listen()
    assert call.fault is None and call.wait.what is Waiting.LISTENING
    assert call.dialled == ["+16122325428", "+18662231111"]
    call.happen(Event.HANG_UP)
    assert all(hook.status in (200, 204) for hook in made.world.webhooks)
    assert not any(b"has a fault" in hook.body for hook in made.world.webhooks)
    return [*texts, *(one.text for one in call.script if one.who == "hotline")]


def exchanges(made: Office) -> list[tuple[str, str]]:
    """What was noted, in order, but for the texts that are sent meanwhile."""
    rows = sorted(made.rows(events), key=lambda row: row["at"])
    meanwhile = ("sending", "delivery")
    return [
        (row["kind"], row["intent"]) for row in rows if row["kind"] not in meanwhile
    ]


def suffer(made: Office, trouble: Trouble, folder: Path) -> None:
    store = made.store
    walk(made)
    made.settle()
    before = exchanges(made)
    with trouble(made, folder):
        said = walk(made)
        assert store.health()["database"].startswith("It cannot be used.")
    until(lambda: not store.health())
    after = exchanges(made)

    assert said[:3] == ["MINOR\n1 SEPA", "1 of 8: If a", "2 of 8: Esta"]
    assert "You were on step 1. Say next." in said
    # Numbers are spoken where no text can be promised.
    assert "The Navigator: 6 1 2, 2 3 2, 5 4 2 8." in said
    # Where she had stood could not be looked up; all else is as it was.
    greeted = {("call", "resume"): ("call", "arrive")}
    assert after == [*before, *(greeted.get(one, one) for one in before)]
    assert all(row["ended"] for row in made.rows(transfers))
    assert len(made.rows(places)) == 1
    assert walk(made)[:2] == ["MINOR\n1 SEPA", "1 of 8: If a"]


@pytest.mark.parametrize("trouble", SQLITE.values(), ids=SQLITE.keys())
def test_sqlite(on_sqlite: Office, trouble: Trouble, tmp_path: Path):
    suffer(on_sqlite, trouble, tmp_path)


@pytest.mark.parametrize("trouble", POSTGRES.values(), ids=POSTGRES.keys())
def test_postgresql(on_postgres: Office, trouble: Trouble, tmp_path: Path):
    suffer(on_postgres, trouble, tmp_path)


def test_a_server_that_stands_still_and_one_that_is_stopped(
    postgres_server: Server, tmp_path: Path
):
    @contextmanager
    def still(made: Office, folder: Path) -> Iterator[None]:
        pids = own.processes()
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

    @contextmanager
    def stopped(made: Office, folder: Path) -> Iterator[None]:
        own.stop()
        yield
        own.start()

    with (
        postgres() as own,
        # The other troubles are told by the database; this one only by its silence.
        office(own.create("hotline"), tmp_path, patience=2.0) as made,
    ):
        suffer(made, still, tmp_path)
        made.forget()
        suffer(made, stopped, tmp_path)


def test_a_full_disk(on_sqlite: Office, tmp_path: Path):
    walk(on_sqlite)
    on_sqlite.settle()
    own = sqlite3.connect(file_of(on_sqlite), isolation_level=None)
    own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    own.close()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file of this process may grow beyond this, as on a disk with nothing left.
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    try:
        assert walk(on_sqlite)[0] == "MINOR\n1 SEPA"
        assert on_sqlite.store.journal.settle()
        assert "database" in on_sqlite.store.health()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    until(lambda: not on_sqlite.store.health())
    counted = on_sqlite.app.test_client().get("/metrics").text
    (dropped,) = re.findall(r"^hotline_dropped_total (\d+)", counted, re.MULTILINE)

    # There was no room in the spool either: what was lost is counted.
    assert int(dropped) > 0
    assert walk(on_sqlite)[1] == "1 of 8: If a"


def test_a_database_that_was_never_made_costs_no_answer(tmp_path: Path):
    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as made:
        with made.store.database.engine.begin() as connection:
            for table in ("places", "events", "outbox", "transfers", "missed", "pulse"):
                connection.exec_driver_sql(f"DROP TABLE {table}")

        assert walk(made)[0] == "MINOR\n1 SEPA"
        assert "database" in made.store.health()


def test_two_robots_are_broken_off_also_then(tmp_path: Path):
    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as made:
        lock = sqlite3.connect(file_of(made), isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        thread = Thread(made.world, OFFICER)
        answers = [len(thread.text(f"I am away until {day}.")) for day in range(1, 30)]
        person = thread.text("minor")
        lock.rollback()
        lock.close()

    # One before it was known to be away, and one after.
    assert sum(answers) <= 2
    assert person[0].text.startswith("MINOR")


def test_just_after_it_she_goes_on_from_where_she_went_meanwhile(
    on_sqlite: Office, tmp_path: Path
):
    thread, store = Thread(on_sqlite.world, OFFICER), on_sqlite.store
    thread.text("minor")
    with locked(on_sqlite, tmp_path):
        meanwhile = [thread.text("next")[0].text[:6] for _ in range(3)]
        assert store.database.away and store.outbox.take("nobody") is None
        assert store.journal.settle()
        waiting = store.journal.behind
    until(lambda: not store.database.away)
    after = [thread.text("next")[0].text[:6]]
    until(lambda: not store.journal.behind)
    after.append(thread.text("next")[0].text[:6])

    assert waiting
    assert [*meanwhile, *after] == [f"{n} of 8" for n in range(1, 6)]


def test_what_was_known_meanwhile_is_let_go_when_the_database_answers(
    on_sqlite: Office, tmp_path: Path
):
    thread, store = Thread(on_sqlite.world, OFFICER), on_sqlite.store

    thread.text("minor")
    who = on_sqlite.rows(places)[0]["who"]
    counts = []
    for _ in range(2):
        with locked(on_sqlite, tmp_path):
            until(lambda: store.database.away)
            thread.text("minor")
            counts.append(len(store.memory.recall(who).lately))
        until(lambda: not store.health())
        counts.append(len(store.memory.recall(who).lately))

    # What this process alone has answered, and then all that was kept before it.
    assert counts == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "error",
    [
        ValueError(OFFICER),
        NoResultFound(OFFICER),
        IntegrityError("INSERT", (OFFICER,), Exception(OFFICER)),
        TimeoutError(OFFICER),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_goes_wrong_who_asks_hears_only_that_nobody_can_be_asked(
    on_sqlite: Office, error: Exception, caplog: pytest.LogCaptureFixture
):
    database = on_sqlite.store.database

    def fails(connection: Connection) -> None:
        raise error

    with pytest.raises(Away, match=f"^{type(error).__name__}$"):
        database.ask(fails)
    assert f"what it was asked: {type(error).__name__}." in caplog.text
    assert OFFICER not in caplog.text
    assert not database.away
