"""One accept for each attempt, whatever comes late, twice or from elsewhere."""

import threading

import pytest
from sqlalchemy import update

from ivr.settings import Settings
from ivr.store.tables import transfers
from ivr.store.transfers import TransferRows
from tests.store.conftest import Bench
from tests.waiting import until

A, CALL, WHO, CHILD = "an attempt", "a call", "a hash", "the line's leg"


def begun(bench: Bench, attempt: str = A) -> None:
    bench.store.transfers.begin(attempt, CALL, WHO, "navigator", True)
    # Where the database is busy it comes there by way of the spool.
    until(
        lambda: attempt in {it["attempt"] for it in bench.rows(transfers) if it["line"]}
    )


def test_picked_up_accepted_and_come_back(bench: Bench):
    begun(bench)

    assert bench.store.transfers.screen(A, CHILD) == "accepted"
    assert bench.store.transfers.accept(A, CHILD) == "accepted"
    assert bench.store.transfers.close(A, "completed true") is True
    (row,) = bench.rows(transfers)
    assert (row["line"], row["outcome"], row["who"]) == (
        "navigator",
        "completed true",
        WHO,
    )


def test_the_same_leg_may_accept_twice_and_another_never(bench: Bench):
    begun(bench)

    assert bench.store.transfers.accept(A, CHILD) == "accepted"
    assert bench.store.transfers.accept(A, CHILD) == "accepted"
    assert bench.store.transfers.accept(A, "another leg") == "refused"
    assert bench.store.transfers.screen(A, "another leg") == "refused"


def test_of_many_legs_at_once_one_is_let_in(bench: Bench):
    begun(bench)
    verdicts: list[str] = []
    start = threading.Barrier(6)

    def accept(number: int) -> None:
        start.wait()
        verdicts.append(bench.store.transfers.accept(A, f"leg {number}"))

    threads = [threading.Thread(target=accept, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(verdicts) == ["accepted"] + ["refused"] * 5


def test_an_accept_after_the_caller_came_back_is_too_late(bench: Bench):
    begun(bench)
    bench.store.transfers.screen(A, CHILD)

    assert bench.store.transfers.close(A, "no-answer") is False
    assert bench.store.transfers.accept(A, CHILD) == "refused"
    assert bench.store.transfers.screen(A, CHILD) == "refused"


def test_an_accept_after_the_caller_hung_up_is_too_late(bench: Bench):
    begun(bench)
    bench.store.transfers.screen(A, CHILD)
    bench.store.transfers.hung_up(CALL)
    bench.written()

    assert bench.store.transfers.accept(A, CHILD) == "refused"
    assert bench.rows(transfers)[0]["outcome"] == "abandoned"


def test_an_end_that_is_told_twice_is_the_first(bench: Bench):
    begun(bench)
    bench.store.transfers.accept(A, CHILD)

    assert bench.store.transfers.close(A, "completed true") is True
    assert bench.store.transfers.close(A, "busy") is True
    assert bench.rows(transfers)[0]["outcome"] == "completed true"


def test_an_accept_while_the_database_was_away_is_written_once_it_is_back(bench: Bench):
    begun(bench)
    bench.store.transfers.screen(A, CHILD)
    held = bench.again().database.engine.connect()
    held.execute(update(transfers).values(line="navigator"))
    verdict = bench.store.transfers.accept(A, CHILD)
    bench.written()
    held.rollback()
    held.close()
    until(lambda: not bench.store.database.away and bench.store.spool.empty)

    assert verdict == "unknown"
    assert bench.store.transfers.close(A, "completed") is True


def test_a_call_that_comes_back_before_an_accept_is_written_may_have_been_accepted(
    bench: Bench,
):
    begun(bench)
    bench.store.transfers.screen(A, CHILD)
    bench.store.journal.stop()
    row = {"attempt": A, "child": CHILD, "begun": 1.0, "accepted": 2.0}
    bench.store.spool.append([{"kind": "transfer-answer", "row": row}])

    assert bench.store.transfers.close(A, "completed") is None
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)
    assert bench.store.transfers.close(A, "completed") is True


def test_what_is_written_late_undoes_nothing(bench: Bench):
    assert bench.store.transfers.accept(A, CHILD) == "accepted"
    begun(bench)
    (row,) = bench.rows(transfers)

    assert (row["line"], row["child"]) == ("navigator", CHILD)
    assert row["accepted"] is not None


def test_how_many_an_hour_is_a_setting(bench: Bench):
    one = TransferRows(bench.store.database, bench.store.journal, bench.clock, 1)
    assert one.may_begin(WHO)
    begun(bench)

    assert not one.may_begin(WHO)
    assert bench.store.transfers.may_begin(WHO)


def tried(bench: Bench, attempt: str, outcome: str, first: bool = True) -> None:
    bench.store.transfers.begin(attempt, CALL, WHO, "navigator", first)
    bench.written()
    bench.store.transfers.close(attempt, outcome)


@pytest.mark.parametrize("outcome", ["no-answer", "busy", "failed", "completed false"])
def test_three_tries_that_nobody_took_count_as_one(bench: Bench, outcome: str):
    two = TransferRows(bench.store.database, bench.store.journal, bench.clock, 2)
    for number in range(5):
        tried(bench, f"the first line {number}", outcome)
        # The next line of a wish counts with it.
        tried(bench, f"the next line {number}", outcome, first=False)
        assert two.may_begin(WHO)
    tried(bench, "the sixth", outcome)

    assert not two.may_begin(WHO)


@pytest.mark.parametrize("first", [True, False], ids=["the first", "the next"])
@pytest.mark.parametrize("known", [True, False], ids=["by key", "by the bridge"])
def test_who_was_put_through_to_either_line_has_had_one(
    bench: Bench, first: bool, known: bool
):
    two = TransferRows(bench.store.database, bench.store.journal, bench.clock, 2)
    for number in range(2):
        assert two.may_begin(WHO)
        attempt = f"the first line {number}"
        if not first:
            tried(bench, attempt, "busy")
            attempt = f"the next line {number}"
        bench.store.transfers.begin(attempt, CALL, WHO, "navigator", first)
        bench.written()
        if known:
            bench.store.transfers.accept(attempt, CHILD)
        bench.store.transfers.close(attempt, "completed true")

    assert not two.may_begin(WHO)


def test_so_many_an_hour_and_then_the_number(bench: Bench):
    for number in range(Settings.transfers_per_hour):
        assert bench.store.transfers.may_begin(WHO)
        begun(bench, f"attempt {number}")
    # The next line of one wish is not another wish.
    bench.store.transfers.begin("the next line", CALL, "another", "bca", False)
    bench.written()

    assert not bench.store.transfers.may_begin(WHO)
    assert bench.store.transfers.may_begin("another")
    assert bench.store.transfers.may_begin("")
    bench.clock.turn(3601)
    assert bench.store.transfers.may_begin(WHO)
