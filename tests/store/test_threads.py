"""The store's threads: begun where they can be, and not ended by what goes wrong."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from ivr.store.database import Away
from ivr.web.memory import Note
from tests.hotline import OFFICER, Office, office
from tests.store.conftest import Bench
from tests.waiting import until

# No machine has so much room for one thread.
TOO_MUCH = 1 << 47


@contextmanager
def no_thread_to_be_had() -> Iterator[None]:
    before = threading.stack_size(TOO_MUCH)
    try:
        yield
    finally:
        threading.stack_size(before)


def test_where_no_thread_could_be_had_promised_texts_are_sent_all_the_same(
    bench: Bench, caplog: pytest.LogCaptureFixture
):
    with no_thread_to_be_had():
        bench.store.start()
        # Neither is an answer lost to it, nor what is noted of one.
        bench.store.journal.note(Note("voice", "call", intent="next"))
        with pytest.raises(Away):
            bench.store.database.ask(lambda connection: None)
    bench.store.start()
    assert bench.store.outbox.promise(OFFICER, "a hash", "a call", "minor")
    until(lambda: bool(bench.carrier.sent))
    assert bench.store.journal.settle()

    assert "Threads could not be started (can't start new thread)" in caplog.text


@contextmanager
def odd(made: Office) -> Iterator[None]:
    """Whoever begins a transaction meets what no database says."""

    def fails(connection: object) -> None:
        raise ValueError(OFFICER)

    engine = made.store.database.engine
    event.listen(engine, "begin", fails)
    try:
        yield
    finally:
        event.remove(engine, "begin", fails)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as one:
        yield one


def logs(caplog: pytest.LogCaptureFixture, words: str) -> Callable[[], bool]:
    return lambda: words in caplog.text


def test_whatever_it_meets_meanwhile_it_is_found_out_when_the_database_is_back(
    made: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    lock = sqlite3.connect(tmp_path / "hotline.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    until(lambda: made.store.database.away)
    with odd(made):
        lock.rollback()
        lock.close()
        until(logs(caplog, "The database could not be tried: ValueError."))
    until(lambda: not made.store.database.away)

    assert OFFICER not in caplog.text


def test_whatever_it_meets_the_store_is_looked_after_every_second(
    made: Office, caplog: pytest.LogCaptureFixture
):
    with odd(made):
        until(logs(caplog, "The store could not be looked after: ValueError."))
    caplog.clear()
    with odd(made):
        until(logs(caplog, "The store could not be looked after: ValueError."))

    assert OFFICER not in caplog.text
