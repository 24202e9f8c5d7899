"""What is written soon is written once, or counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from ivr.store.journal import MOST_WAITING, Journal
from ivr.store.spool import Spool
from ivr.store.store import WRITINGS
from ivr.store.tables import events, transfers
from ivr.web.memory import Note
from tests.store.conftest import Bench
from tests.waiting import until


def note(bench: Bench, **more: str) -> None:
    bench.store.journal.note(Note("voice", "call", "a hash", **more))


def test_a_note_becomes_a_row(bench: Bench):
    note(bench, intent="next", outcome="listen")
    bench.written()
    (row,) = bench.rows(events)

    assert (row["intent"], row["outcome"], row["place"]) == ("next", "listen", "")


def test_a_row_that_can_never_be_written_takes_no_other_with_it(bench: Bench):
    note(bench, intent="before")
    bench.store.journal.put("event", id=None, at="never")
    note(bench, intent="after")
    bench.written()

    assert sorted(row["intent"] for row in bench.rows(events)) == ["after", "before"]


def test_the_same_note_written_twice_is_one(bench: Bench):
    note(bench)
    bench.written()
    (row,) = bench.rows(events)
    bench.store.journal.put("event", **row)
    bench.written()

    assert len(bench.rows(events)) == 1


def test_what_was_spooled_is_written_by_whoever_finds_it(bench: Bench):
    note(bench)
    bench.written()
    (row,) = bench.rows(events)
    rows = [{"kind": "event", "row": {**row, "id": f"{n:032x}"}} for n in range(1200)]
    assert bench.store.spool.append(rows)
    note(bench)
    until(lambda: bench.store.spool.empty)

    assert len(bench.rows(events)) == 1202


FOREIGN = {
    "a field is missing": {"kind": "place", "row": {}},
    "a number that no column takes": {
        "kind": "event",
        "row": {"id": "x", "at": 10**400},
    },
    "a kind that is not known": {"kind": "rumour", "row": {"who": "a hash"}},
    "a kind that is no word": {"kind": ["event"], "row": {"who": "a hash"}},
    "a letter that no text may have": {
        "kind": "event",
        "row": {
            "id": "x\ud800",
            "at": 1.0,
            "channel": "",
            "kind": "",
            "who": "",
            "place": "",
            "intent": "",
            "outcome": "",
            "milliseconds": 0.0,
        },
    },
    "no kind": {"row": {"who": "a hash"}},
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_spool_of_another_version_stops_nothing_and_is_counted(
    bench: Bench, foreign: dict[str, Any]
):
    dropped: list[int] = []
    journal = Journal(bench.store.database, bench.store.spool, WRITINGS, dropped.append)
    note(bench)
    bench.written()
    (row,) = bench.rows(events)
    good = {"kind": "event", "row": {**row, "id": "another"}}
    bench.store.journal.stop()
    assert bench.store.spool.append([foreign, good])
    journal.start()
    until(lambda: bench.store.spool.empty)
    journal.note(Note("voice", "call", intent="after"))
    assert journal.settle()
    journal.stop()

    assert dropped == [1]
    assert sorted(row["intent"] for row in bench.rows(events)) == ["", "", "after"]


def test_a_line_called_and_given_up_in_one_batch_is_abandoned(bench: Bench):
    rows: list[dict[str, Any]] = [
        # Another call's end comes first in the file.
        {"kind": "call-end", "row": {"call": "another", "ended": 1.0}},
        {
            "kind": "transfer",
            "row": {"attempt": "A", "call": "hers", "line": "bca", "begun": 2.0},
        },
        {"kind": "call-end", "row": {"call": "hers", "ended": 3.0}},
    ]
    assert bench.store.spool.append(rows)
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)

    assert [row["outcome"] for row in bench.rows(transfers)] == ["abandoned"]


def test_what_was_spooled_is_written_without_waiting_for_a_quiet_moment(
    bench: Bench,
):
    note(bench)
    bench.written()
    (row,) = bench.rows(events)
    assert bench.store.spool.append([{"kind": "event", "row": {**row, "id": "late"}}])

    def goes_on() -> bool:
        note(bench)
        return bench.store.spool.empty

    until(goes_on)
    bench.written()

    assert "late" in {row["id"] for row in bench.rows(events)}


def test_more_than_can_wait_is_counted_and_nobody_waits(bench: Bench):
    dropped: list[int] = []
    journal = Journal(
        bench.store.database,
        bench.store.spool,
        {"nothing": lambda connection, rows: None},
        dropped.append,
    )
    for _ in range(3 * MOST_WAITING):
        journal.put("nothing")
    journal.settle()
    journal.stop()

    assert sum(dropped) > 0


def test_stopping_writes_what_is_waiting(bench: Bench):
    for _ in range(50):
        note(bench)
    bench.store.journal.stop()

    assert len(bench.rows(events)) == 50


def test_a_line_that_is_no_row_or_cut_short_by_a_kill_is_passed_over(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    spool.append([{"kind": "event", "row": {"n": 1}}])
    with (tmp_path / "spool").open("a") as file:
        file.write(json.dumps({"kind": "event", "row": {"n": 2}})[:-5] + "\n")
        file.write('{"kind": "event", "row": "no row"}\n')
        file.write("[" * 100_000 + "\n")
    spool.append([{"kind": "event", "row": {"n": 3}}])
    taken: list[dict[str, object]] = []
    spool.take(taken.extend)

    assert [one["row"] for one in taken] == [{"n": 1}, {"n": 3}]
    assert spool.empty


def test_rows_stay_in_the_spool_if_writing_them_fails(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    spool.append([{"kind": "event", "row": {"n": 1}}])

    def fails(rows: list[dict[str, object]]) -> None:
        raise OSError

    try:
        spool.take(fails)
    except OSError:
        pass

    assert not spool.empty


def test_a_line_that_a_kill_cut_short_takes_no_other_with_it(tmp_path: Path):
    (tmp_path / "spool").write_text('{"kind": "event", "row": {"n": 1')
    spool = Spool(tmp_path / "spool")
    spool.append([{"kind": "event", "row": {"n": n}} for n in (2, 3)])
    taken: list[dict[str, object]] = []
    spool.take(taken.extend)

    assert [one["row"] for one in taken] == [{"n": 2}, {"n": 3}]
