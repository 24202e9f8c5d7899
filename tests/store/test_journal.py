"""What is written soon is written once, or counted."""

import json
from pathlib import Path

from ivr.store.journal import MOST_WAITING
from ivr.store.spool import Spool
from ivr.store.tables import events
from tests.store.conftest import Bench, until


def note(bench: Bench, **more: str) -> None:
    bench.store.journal.note(channel="voice", kind="call", who="a hash", **more)


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


def test_more_than_can_wait_is_counted_and_nobody_waits(bench: Bench):
    dropped: list[int] = []
    journal = type(bench.store.journal)(
        bench.store.database, bench.store.spool, {}, dropped.append
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


def test_a_line_cut_short_by_a_kill_is_passed_over(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    spool.append([{"kind": "event", "row": {"n": 1}}])
    with (tmp_path / "spool").open("a") as file:
        file.write(json.dumps({"kind": "event", "row": {"n": 2}})[:-5] + "\n")
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
