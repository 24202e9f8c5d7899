"""Where she stands is found again, for as long as it helps, and not longer."""

import pytest

from ivr.store.database import Database
from ivr.store.places import FRESH_SECONDS, MOST_MEANWHILE, Places
from ivr.store.retention import DAY, sweep
from ivr.store.tables import events, metadata, outbox, places, transfers
from ivr.web.memory import PLACE_SECONDS, Exchange, Note, Standing
from tests.hotline import OFFICER
from tests.store.conftest import Bench
from tests.waiting import until

WHO = "a hash of her number"


def texted(bench: Bench, address: str, sid: str = "SM1", before: str = "") -> None:
    standing = bench.store.memory.recall(WHO)
    exchange = Exchange(sid, before, bench.clock())
    bench.store.memory.answered(WHO, address, exchange, standing)


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
        bench.store.journal.note(Note("voice", "call", who))
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


def late_in(bench: Bench, address: str) -> None:
    """She went on while the database was away; it is not written yet."""
    row = {"who": WHO, "address": address, "at": bench.clock(), "lately": "[]"}
    assert bench.store.spool.append([{"kind": "place", "row": row}])


def test_until_what_she_did_meanwhile_is_written_nobody_can_say_where_she_stands(
    bench: Bench,
):
    texted(bench, "/voice/minor/safety")
    late_in(bench, "/voice/minor/offer")
    before = bench.store.memory.recall(WHO)
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)

    assert (before.away, before.address) == (True, "")
    assert bench.store.memory.recall(WHO).address == "/voice/minor/offer"


def test_an_answer_that_did_not_know_where_she_stood_does_not_move_her(bench: Bench):
    texted(bench, "/voice/minor/safety")
    late_in(bench, "/voice/minor/offer")
    bench.clock.turn(1)
    texted(bench, "", "SM2")
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)
    standing = bench.store.memory.recall(WHO)

    assert [one.sid for one in standing.lately] == ["SM2"]
    assert standing.address == "/voice/minor/safety"


@pytest.mark.parametrize("known", [True, False])
def test_nor_does_it_keep_out_where_she_went_meanwhile(bench: Bench, known: bool):
    if known:
        texted(bench, "/voice/minor/safety")
        bench.clock.turn(PLACE_SECONDS + 1)
    late_in(bench, "/voice/minor/offer")
    bench.clock.turn(1)
    texted(bench, "", "SM2")
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)

    assert bench.store.memory.recall(WHO).address == "/voice/minor/offer"


def test_of_two_texts_at_once_the_second_is_told_that_it_was_not_the_first(
    bench: Bench,
):
    memory, clock = bench.store.memory, bench.clock
    for sid, address in (("SM1", "/voice/minor/all"), ("SM2", "/voice/minor/safety")):
        read = memory.recall(WHO)
        first = Exchange(sid, "", clock())
        assert memory.answered(WHO, address, first, read)
        second = Exchange("another", "", clock())
        assert not memory.answered(WHO, "/voice/minor/nurse", second, read)
        assert memory.recall(WHO).address == address

    assert memory.answered(WHO, "/voice/minor/nurse", second, read, whatever=True)
    assert memory.recall(WHO).address == "/voice/minor/nurse"


def test_a_clock_that_is_behind_another_servers_keeps_no_answer_out(bench: Bench):
    texted(bench, "/voice/minor/all")
    standing = bench.store.memory.recall(WHO)
    slow = Exchange("SM2", "", bench.clock() - 30)

    assert bench.store.memory.answered(WHO, "/voice/minor/safety", slow, standing)
    assert bench.store.memory.recall(WHO).address == "/voice/minor/safety"


def test_exchanges_of_the_version_before_are_read(bench: Bench):
    row = {"who": WHO, "address": "", "at": bench.clock()}
    lately = '[["SM1", "", 1.0, "110", ""], ["SM2", "", 2.0, "01", "a digest"]]'
    bench.store.journal.put("place", lately=lately, **row)
    bench.written()

    assert bench.store.memory.recall(WHO).lately == (
        Exchange("SM1", "", 1.0, clear=True, moved=False),
        Exchange("SM2", "", 2.0, clear=False, moved=True, digest="a digest"),
    )


@pytest.fixture
def away(bench: Bench) -> Places:
    """A memory that has never reached its database."""
    return Places(Database("sqlite:////no/such/x.db"), bench.store.journal, bench.clock)


def kept(memory: Places, bench: Bench, who: str) -> list[str]:
    lately = memory.recall(who)
    memory.answered(who, "", Exchange("SM", "", bench.clock()), lately)
    return [one.sid for one in lately.lately]


def test_what_is_known_without_a_database_is_forgotten_in_time(
    bench: Bench, away: Places
):
    assert [kept(away, bench, WHO) for _ in range(2)] == [[], ["SM"]]
    bench.clock.turn(PLACE_SECONDS + 1)

    assert kept(away, bench, WHO) == []


def test_of_those_who_text_meanwhile_the_latest_are_known(bench: Bench, away: Places):
    kept(away, bench, "first")
    kept(away, bench, "second")
    for number in range(MOST_MEANWHILE - 2):
        kept(away, bench, f"hash {number}")
    kept(away, bench, "first")
    kept(away, bench, "one more")

    assert away.recall("first").lately != ()
    assert away.recall("second").lately == ()
