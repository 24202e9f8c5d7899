"""Masked words are counted by the day, for two weeks at most, and are no promise."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivr.settings import Settings
from ivr.store.missed import MOST_WAITING, Miss, Misses, day_of, read_misses
from ivr.store.retention import DAY, purge, sweep
from ivr.store.store import Store
from ivr.store.tables import missed
from tests.store.conftest import Bench, Told


@pytest.fixture
def misses(bench: Bench) -> Misses:
    return Misses(bench.store.database, bench.clock)


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Store]:
    url = "sqlite:////no/such/folder/x.db"
    store = Store(
        url,
        tmp_path,
        Told(),
        str,
        retention_days=90,
        transfers_per_hour=6,
        keep_unmatched=True,
    )
    yield store
    store.database.engine.dispose()


def counted(bench: Bench) -> dict[tuple[str, str], int]:
    return {(r["masked"], r["channel"]): r["count"] for r in bench.rows(missed)}


def test_the_same_words_are_one_row_that_counts_up(bench: Bench, misses: Misses):
    for _ in range(3):
        misses.keep("text", "need ___ bed")
    misses.keep("voice", "need ___ bed")
    misses.write()
    misses.keep("text", "need ___ bed")
    misses.write()

    assert counted(bench) == {("need ___ bed", "text"): 4, ("need ___ bed", "voice"): 1}


def test_two_servers_count_into_one_row(bench: Bench, misses: Misses):
    other = Misses(bench.again().database, bench.clock)
    for one in (misses, other):
        one.keep("text", "need ___ bed")
        one.write()

    assert counted(bench) == {("need ___ bed", "text"): 2}


def test_a_row_holds_words_a_channel_a_day_and_a_count_and_nothing_else(
    bench: Bench, misses: Misses
):
    misses.keep("text", "need ___ bed")
    misses.write()

    assert bench.rows(missed) == [
        {
            "masked": "need ___ bed",
            "channel": "text",
            "day": day_of(bench.clock()),
            "count": 1,
        }
    ]


@pytest.mark.parametrize(
    ("days", "kept"),
    [(1, [0]), (7, [0, 1, 6]), (14, [0, 1, 6, 7, 13]), (90, [0, 1, 6, 7, 13])],
)
def test_they_are_kept_for_14_days_at_most_and_never_longer_than_notes(
    bench: Bench, misses: Misses, days: int, kept: list[int]
):
    for age in (0, 1, 6, 7, 13, 14, 15, 89):
        bench.clock.ahead = -age * DAY
        misses.keep("text", f"of {age} days ago")
        misses.write()
    bench.clock.ahead = 0
    gone = bench.store.database.work(lambda c: sweep(c, bench.clock(), days))

    assert gone["missed"] == 8 - len(kept)
    assert set(counted(bench)) == {(f"of {age} days ago", "text") for age in kept}


def test_no_words_are_older_than_14_days_when_they_go(bench: Bench, misses: Misses):
    misses.keep("text", "need ___ bed")
    misses.write()
    midnight = (int(bench.clock()) // DAY) * DAY
    for at, left in ((midnight + 14 * DAY - 1, 1), (midnight + 14 * DAY, 0)):
        bench.store.database.work(lambda c, at=at: sweep(c, at, 90))
        assert len(bench.rows(missed)) == left


def test_the_commands_read_and_delete_by_the_same_rule(
    bench: Bench, misses: Misses, store_settings: Settings
):
    url = store_settings.database_url
    for age, words in ((20, "too old"), (13, "need ___ bed"), (0, "need ___ bed")):
        bench.clock.ahead = -age * DAY
        misses.keep("text", words)
        misses.keep("voice", "who is ___")
        misses.write()

    listed = [Miss("need ___ bed", "text", 2), Miss("who is ___", "voice", 2)]
    assert read_misses(url, 90) == listed
    assert purge(url, 90)["missed"] == 2
    assert read_misses(url, 90) == listed


def test_where_they_are_not_to_be_kept_all_that_were_kept_go(
    bench: Bench, misses: Misses
):
    misses.keep("text", "need ___ bed")
    misses.write()
    now = bench.clock()
    bench.store.database.work(lambda c: sweep(c, now, 90, keep_missed=False))

    assert bench.rows(missed) == []


def test_they_are_dropped_and_not_spooled_while_the_database_is_away(
    nowhere: Store, tmp_path: Path
):
    assert nowhere.missed is not None
    nowhere.missed.keep("text", "need ___ bed")
    nowhere.missed.write()
    nowhere.stop()

    assert nowhere.database.away
    assert list(tmp_path.iterdir()) == []


def test_more_than_can_wait_is_dropped_at_once(bench: Bench, misses: Misses):
    began = time.perf_counter()
    for number in range(4 * MOST_WAITING):
        misses.keep("text", f"words {number}")
    assert time.perf_counter() - began < 1
    misses.write()

    assert len(bench.rows(missed)) == MOST_WAITING


def test_a_day_is_a_date_and_not_a_time():
    assert day_of(0) + timedelta(days=1) == day_of(DAY)
    assert day_of(DAY - 1) == day_of(0)
