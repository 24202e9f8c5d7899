"""Where she stands is found again, for as long as it helps, and not longer."""

import pytest

from ivr.store.places import FRESH_SECONDS
from ivr.store.retention import DAY, sweep
from ivr.store.tables import events, metadata, outbox, places, transfers
from ivr.web.memory import PLACE_SECONDS, Exchange, Standing
from tests.hotline import OFFICER
from tests.store.conftest import Bench

WHO = "a hash of her number"


def texted(bench: Bench, address: str, sid: str = "SM1", before: str = "") -> None:
    standing = bench.store.memory.recall(WHO)
    exchange = Exchange(sid, before, bench.clock())
    bench.store.memory.answered(WHO, address, exchange, standing.lately)


def test_a_stranger_stands_nowhere(bench: Bench):
    assert bench.store.memory.recall(WHO) == Standing()


def test_a_text_and_a_call_share_the_place(bench: Bench):
    texted(bench, "/voice/minor/safety")
    bench.clock.turn(1)
    bench.store.memory.remember(WHO, "/voice/minor/offer")
    bench.written()
    standing = bench.store.memory.recall(WHO, "SM2")

    assert (standing.address, standing.fresh, standing.known) == (
        "/voice/minor/offer",
        True,
        True,
    )
    assert [one.sid for one in standing.lately] == ["SM1"]


@pytest.mark.parametrize(
    ("seconds", "address", "fresh"),
    [
        (FRESH_SECONDS - 2, "/voice/minor/safety", True),
        (FRESH_SECONDS + 2, "/voice/minor/safety", False),
        (PLACE_SECONDS + 2, "", False),
    ],
)
def test_a_place_ages(bench: Bench, seconds: int, address: str, fresh: bool):
    texted(bench, "/voice/minor/safety")
    bench.clock.turn(seconds)
    standing = bench.store.memory.recall(WHO)

    assert (standing.address, standing.fresh) == (address, fresh)
    assert standing.known


def test_a_repeated_message_finds_her_where_it_found_her_first(bench: Bench):
    texted(bench, "/voice/minor/all", "SM1", before="")
    texted(bench, "/voice/minor/safety", "SM2", before="/voice/minor/all")
    texted(bench, "/voice/minor/offer", "SM3", before="/voice/minor/safety")

    for sid, before in (("SM2", "/voice/minor/all"), ("SM1", "")):
        standing = bench.store.memory.recall(WHO, sid)
        assert standing.address == before
        assert standing.repeated is not None
    assert bench.store.memory.recall(WHO, "SM4").repeated is None


def test_what_was_written_late_does_not_undo_what_is_newer(bench: Bench):
    late = bench.clock() - 60
    texted(bench, "/voice/minor/offer")
    bench.store.journal.put("place", who=WHO, address="/voice/old/place", at=late)
    bench.written()

    assert bench.store.memory.recall(WHO).address == "/voice/minor/offer"


def test_those_who_withhold_their_number_are_not_taken_for_each_other(bench: Bench):
    bench.store.memory.remember("", "/voice/minor/offer")
    bench.written()

    assert bench.rows(places) == []
    assert bench.store.memory.recall("") == Standing()


def test_old_rows_go_and_young_ones_stay(bench: Bench):
    def fill(who: str) -> None:
        bench.store.journal.note(channel="voice", kind="call", who=who)
        bench.store.memory.remember(who, "/voice/minor/offer")
        bench.store.transfers.begin(f"attempt {who}", f"call {who}", who, "bca", True)
        bench.written()
        assert bench.store.outbox.promise(OFFICER, who, f"call {who}", "minor")

    fill("old")
    bench.clock.turn(90 * DAY + 60)
    fill("young")
    now = bench.clock()
    gone = bench.store.database.work(lambda c: sweep(c, now, 90))

    assert gone == {"events": 1, "transfers": 1, "outbox": 1, "places": 1, "missed": 0}
    for table in (events, transfers, outbox, places):
        assert [row["who"] for row in bench.rows(table)] == ["young"]


def test_what_a_row_may_no_longer_hold_is_taken_out_of_it(bench: Bench):
    texted(bench, "/voice/minor/offer")
    bench.store.transfers.begin("an attempt", "a call", WHO, "bca", True)
    bench.written()
    bench.clock.turn(6 * 60 * 60)
    now = bench.clock()
    bench.store.database.work(lambda c: sweep(c, now, 90))
    (place,), (transfer,) = bench.rows(places), bench.rows(transfers)

    assert (place["address"], place["lately"]) == ("", "[]")
    assert transfer["outcome"] == "expired"


def test_no_table_has_a_column_for_words_or_names():
    columns = {column.name for table in metadata.sorted_tables for column in table.c}

    assert not columns & {"body", "text", "transcript", "name", "speech", "to", "from"}
    assert [t.name for t in metadata.sorted_tables if "number" in t.c] == ["outbox"]
