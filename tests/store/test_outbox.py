"""A text that was promised is sent or reported; its number does not stay."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from ivr.carrier.messages import Outcome
from ivr.store.database import Away
from ivr.store.deliveries import LIFE_SECONDS
from ivr.store.outbox import GAPS, LEASE_SECONDS
from ivr.store.retention import sweep
from ivr.store.sender import Sender
from ivr.store.tables import events, outbox
from tests.hotline import OFFICER, Hotline, office
from tests.store.conftest import Bench, Told
from tests.waiting import until

WHO, CALL, LEASE = "a hash of her number", "a hash of her call", "this process"
SID = "SM" + "1" * 32


def promise(bench: Bench, subject: str = "minor", call: str = CALL) -> bool:
    return bench.store.outbox.promise(OFFICER, WHO, call, subject)


def row(bench: Bench) -> dict[str, object]:
    (only,) = bench.rows(outbox)
    return only


def test_a_promised_text_is_sent_with_its_words_and_a_limit_on_its_age(bench: Bench):
    assert promise(bench)
    bench.clock.turn(100)
    assert bench.store.sender.send_one(LEASE)

    ((to, body, text, validity),) = bench.carrier.sent
    assert (to, body, text) == (OFFICER, "the words of minor", row(bench)["id"])
    assert LIFE_SECONDS - 102 <= validity <= LIFE_SECONDS - 100


def test_the_number_stays_only_until_the_carrier_has_the_text(bench: Bench):
    promise(bench)
    before = row(bench)["number"]
    bench.store.sender.send_one(LEASE)

    assert (before, row(bench)["number"]) == (OFFICER, None)
    assert row(bench)["who"] == WHO


def test_not_even_its_bytes_stay_in_a_file_of_sqlites(tmp_path: Path):
    def held() -> int:
        files = (file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
        return sum(data.count(OFFICER.encode()) for data in files)

    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as made:
        hotline = Hotline(made.app)
        for number in range(40):
            call = f"CA{number:032x}"
            hotline.post("/voice/menu/start", CallSid=call, SpeechResult="text me")
        made.settle()
        assert held() > 0
        # It is done every minute, and whenever the hotline starts.
        made.store.stop()
        made.store.start()
        until(lambda: held() == 0)

    assert len(made.world.arrived) == 40


def test_what_a_stopped_hotline_left_behind_keeps_no_number(bench: Bench):
    promise(bench)
    promise(bench, "numbers")
    bench.store.outbox.take("one that was killed")
    bench.clock.turn(LIFE_SECONDS)
    promise(bench, call="just now")
    bench.store.database.work(lambda c: sweep(c, bench.clock(), 90))
    rows = sorted(bench.rows(outbox), key=lambda row: float(row["created"]))

    assert [(row["state"], row["code"], row["number"]) for row in rows] == [
        ("failed", "late", None),
        ("failed", "late", None),
        ("waiting", "", OFFICER),
    ]


def test_a_text_that_is_being_handed_to_the_carrier_is_not_given_up(bench: Bench):
    promise(bench)
    bench.clock.turn(LIFE_SECONDS - 1)
    due = bench.store.outbox.take(LEASE)
    assert due is not None
    bench.clock.turn(2)
    bench.store.database.work(lambda c: sweep(c, bench.clock(), 90))
    bench.store.outbox.done(due, SID)

    assert (row(bench)["state"], row(bench)["number"]) == ("sent", None)


def test_the_words_never_stand_in_the_database(bench: Bench):
    promise(bench)

    assert "the words" not in str(bench.rows(outbox))


def test_one_text_for_each_call_and_subject(bench: Bench):
    assert [promise(bench), promise(bench), promise(bench, "numbers")] == [True] * 3
    assert promise(bench, call="another call")
    while bench.store.sender.send_one(LEASE):
        pass

    assert sorted(body for _, body, _, _ in bench.carrier.sent) == [
        "the words of minor",
        "the words of minor",
        "the words of numbers",
    ]


def test_a_text_is_taken_by_one_of_many(bench: Bench):
    for number in range(20):
        promise(bench, call=f"call {number}")
    stores = [bench.store, bench.again()]
    start, taken = threading.Barrier(8), []

    def take(number: int) -> None:
        start.wait()
        while due := stores[number % 2].outbox.take(f"thread {number}"):
            taken.append(due.id)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # One that lost a race may have looked once and gone; nothing is taken twice.
    while due := bench.store.outbox.take("the last"):
        taken.append(due.id)

    assert len(taken) == len(set(taken)) == 20


def test_the_text_of_one_that_was_killed_is_taken_up_when_its_lease_is_over(
    bench: Bench,
):
    promise(bench)
    assert bench.store.outbox.take("one that is killed")
    assert bench.store.outbox.take(LEASE) is None
    bench.clock.turn(LEASE_SECONDS + 1)

    assert bench.store.outbox.take(LEASE) is not None


def test_one_whose_lease_is_over_cannot_undo_what_another_did(bench: Bench):
    promise(bench)
    slow = bench.store.outbox.take("slow")
    assert slow is not None
    bench.clock.turn(LEASE_SECONDS + 1)
    bench.store.sender.send_one("quick")
    bench.store.outbox.give_up(slow, "30008")

    assert (row(bench)["state"], row(bench)["code"]) == ("sent", "")


def test_network_faults_are_tried_again_after_growing_gaps(bench: Bench):
    bench.carrier.outcomes = [Outcome(code="network", again=True)] * 50
    promise(bench)
    gaps = []
    while row(bench)["state"] != "failed":
        waited = 0
        while not bench.store.sender.send_one(LEASE):
            bench.clock.turn(1)
            waited += 1
        gaps.append(waited)
    tried = gaps[1:-1]

    assert all(
        0.7 * gap <= took <= 1.3 * gap + 1
        for gap, took in zip(GAPS, tried, strict=False)
    )
    assert row(bench)["code"] == "late"
    assert row(bench)["number"] is None
    assert sum(gaps) <= LIFE_SECONDS + 1


@pytest.mark.parametrize(
    ("code", "promised_again"),
    [
        ("21614", False),
        ("21211", False),
        ("30006", False),
        ("21610", True),
        ("21219", True),
        ("21612", True),
    ],
)
def test_a_permanent_refusal_is_given_up_at_once_and_told_once(
    bench: Bench, code: str, promised_again: bool
):
    bench.carrier.outcomes = [Outcome(code=code)]
    promise(bench)
    bench.store.sender.send_one(LEASE)
    bench.store.outbox.look()

    assert len(bench.carrier.sent) == 1
    assert (row(bench)["state"], row(bench)["number"]) == ("failed", None)
    assert bench.store.outbox.failed("another call") == ()
    assert bench.store.outbox.failed(CALL) == ("minor",)
    bench.store.outbox.look()
    assert bench.store.outbox.failed(CALL) == ()
    # A landline is not promised a text again; an opt-out is undone by a word, and
    # the faults of an account when it is upgraded or has another number.
    assert promise(bench, call="her next call") is promised_again


def test_what_failed_is_not_promised_again_in_the_same_call(bench: Bench):
    bench.carrier.outcomes = [Outcome(code="30007")]
    promise(bench)
    bench.store.sender.send_one(LEASE)

    assert not promise(bench)
    assert promise(bench, "numbers")


CALLBACKS = {
    "in order": (["queued", "sent", "delivered"], "delivered"),
    "twice": (["sent", "sent", "delivered", "delivered"], "delivered"),
    "out of order": (["delivered", "sent", "queued"], "delivered"),
    "a late word of sending": (["undelivered", "sent"], "failed"),
    "the first end stands": (["delivered", "undelivered"], "delivered"),
    "a word nobody knows": (["sent", "vanished"], "sent"),
}


@pytest.mark.parametrize(("told", "end"), CALLBACKS.values(), ids=CALLBACKS.keys())
def test_callbacks_move_a_text_forward_only(bench: Bench, told: list[str], end: str):
    promise(bench)
    bench.store.sender.send_one(LEASE)
    id, sid = str(row(bench)["id"]), str(row(bench)["sid"])
    for status in told:
        bench.store.outbox.delivery(id, sid, status, "30003")
        bench.written()

    assert row(bench)["state"] == end
    assert row(bench)["code"] == ("30003" if end == "failed" else "")


def test_a_callback_before_the_answer_saves_a_second_sending(bench: Bench):
    promise(bench)
    due = bench.store.outbox.take("one that is killed")
    assert due is not None
    bench.store.outbox.delivery(due.id, SID, "sent", "")
    bench.written()
    bench.clock.turn(LEASE_SECONDS + 1)

    assert not bench.store.sender.send_one(LEASE)
    assert row(bench)["number"] is None


@pytest.mark.parametrize(
    ("text", "sid", "status"),
    [
        ("0" * 32, SID, "delivered"),
        ("", SID, "failed"),
        ("x" * 5000, SID, "failed"),
        ("'; DROP TABLE outbox; --", "SM'", "delivered"),
        ("\x00", "\x00", "\x00"),
    ],
)
def test_callbacks_for_what_is_not_known_change_nothing(
    bench: Bench, text: str, sid: str, status: str
):
    promise(bench)
    bench.store.sender.send_one(LEASE)
    before = row(bench)
    bench.store.outbox.delivery(text, sid, status, "9" * 5000)
    bench.store.outbox.delivery(str(before["id"]), SID, "failed", "30003")
    bench.written()

    assert row(bench) == before


def test_what_became_of_a_text_is_noted_without_its_number(bench: Bench):
    bench.carrier.outcomes = [
        Outcome(code="network", again=True),
        Outcome(code="30007"),
    ]
    promise(bench)
    promise(bench, "numbers")
    for _ in range(8):
        bench.store.sender.send_one(LEASE)
        bench.clock.turn(1)
    bench.written()
    noted = [row for row in bench.rows(events) if row["kind"] == "sending"]

    assert sorted((row["intent"], row["outcome"]) for row in noted) == [
        ("minor", "sent"),
        ("numbers", "given up 30007"),
    ]
    assert {row["who"] for row in noted} == {WHO}
    assert OFFICER[1:] not in str(noted)


class Meanwhile(Told):
    """While it is handed a text another begins to write, for longer than anybody
    waits: until ``held`` is rolled back."""

    def __init__(self, held: Connection) -> None:
        super().__init__()
        self.held = held

    def send(self, to: str, body: str, text: str, validity: int) -> Outcome:
        self.held.execute(update(outbox).values(told=False))
        return super().send(to, body, text, validity)


def test_a_text_is_not_sent_again_because_nobody_could_be_told_that_it_was(
    bench: Bench,
):
    held = bench.again().database.engine.connect()
    carrier = Meanwhile(held)
    sender = Sender(bench.store.outbox, carrier, str, now=bench.clock)
    promise(bench)
    with pytest.raises(Away):
        sender.send_one(LEASE)
    bench.written()
    held.rollback()
    held.close()
    until(lambda: bench.store.spool.empty and row(bench)["state"] == "sent")
    bench.clock.turn(LEASE_SECONDS + 1)

    assert not sender.send_one(LEASE)
    assert (len(carrier.sent), row(bench)["number"]) == (1, None)


def test_words_that_cannot_be_made_are_given_up_and_reported(bench: Bench):
    def fails(subject: str) -> str:
        raise KeyError(subject)

    sender = Sender(bench.store.outbox, bench.carrier, fails)
    promise(bench)
    sender.send_one(LEASE)

    assert (row(bench)["state"], row(bench)["code"]) == ("failed", "unworded")
    assert bench.carrier.sent == []


def spooled_as_sent(bench: Bench, id: str) -> None:
    """Another process of this machine could not write that the carrier has it."""
    row = {"id": id, "sid": SID, "state": "sent", "code": ""}
    assert bench.store.spool.append([{"kind": "delivery", "row": row}])


def test_nothing_is_sent_before_all_is_known_that_the_carrier_has(bench: Bench):
    promise(bench)
    due = bench.store.outbox.take("another process")
    assert due is not None
    spooled_as_sent(bench, due.id)
    bench.clock.turn(LEASE_SECONDS + 1)
    meanwhile = bench.store.sender.send_one(LEASE)
    bench.store.journal.start()
    until(lambda: bench.store.spool.empty)

    assert not meanwhile and not bench.store.sender.send_one(LEASE)
    assert bench.carrier.sent == []
    assert (row(bench)["state"], row(bench)["number"]) == ("sent", None)


def test_a_spool_that_cannot_be_read_holds_no_text_back(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "journal.spool" / "no file").mkdir(parents=True)
    bench.store.journal.start()
    promise(bench)
    until(lambda: "Let the hotline's user own the files in SPOOL_DIR." in caplog.text)

    assert bench.store.sender.send_one(LEASE)


def test_what_this_process_has_handed_on_it_hands_on_no_more(bench: Bench):
    held = bench.again().database.engine.connect()
    carrier = Meanwhile(held)
    sender = Sender(bench.store.outbox, carrier, str, now=bench.clock)
    promise(bench)
    with pytest.raises(Away):
        sender.send_one(LEASE)
    bench.clock.turn(LEASE_SECONDS + 1)
    held.rollback()
    held.close()
    # Whether it is spooled already, or waits to be, or is being written.
    until(lambda: not sender.send_one(LEASE) and row(bench)["state"] == "sent")

    assert len(carrier.sent) == 1


def test_what_nobody_could_send_in_time_is_noted_told_and_counted(
    bench: Bench, caplog: pytest.LogCaptureFixture
):
    promise(bench)
    promise(bench, "numbers")
    bench.clock.turn(LIFE_SECONDS)
    bench.store.sweep()
    noted = [row for row in bench.rows(events) if row["kind"] == "sending"]

    assert sorted((row["who"], row["intent"], row["outcome"]) for row in noted) == [
        (WHO, "minor", "given up late"),
        (WHO, "numbers", "given up late"),
    ]
    assert bench.counted == ["late", "late"]
    assert "2 promised texts were given up: nobody could send them" in caplog.text


def test_why_a_text_is_refused_is_told_to_who_can_mend_it(
    bench: Bench, caplog: pytest.LogCaptureFixture
):
    bench.carrier.outcomes = [Outcome(code="30034"), Outcome(code="99999")]
    promise(bench)
    promise(bench, "numbers")
    while bench.store.sender.send_one(LEASE):
        pass
    bench.store.outbox.delivery("0" * 32, SID, "undelivered", "30032")

    for why in (
        "A text was not sent (given up; 30034: our number is not registered), try 1.",
        "A text was not sent (given up; 99999, see twilio.com/docs/api/errors), try 1.",
        "A text did not arrive (30032: our toll-free number is not verified).",
    ):
        assert why in caplog.text
    assert OFFICER[1:] not in caplog.text


REFUSED = "30034: our number is not registered"


def test_an_account_that_is_refused_again_and_again_is_no_good_health(bench: Bench):
    bench.carrier.outcomes = [Outcome(code="30034")] * 3
    found = []
    for call in range(4):
        promise(bench, call=f"call {call}")
        bench.store.sender.send_one(LEASE)
        bench.clock.turn(61)
        found.append(bench.store.outbox.trouble())

    assert found == ["", "", REFUSED, ""]


def test_phones_that_cannot_be_texted_are_no_fault_of_the_account(bench: Bench):
    bench.carrier.outcomes = [Outcome(code="21614")] * 5
    for number in range(5):
        bench.store.outbox.promise(OFFICER, f"phone {number}", f"{number}", "minor")
        bench.store.sender.send_one(LEASE)

    assert bench.store.outbox.trouble() == ""


def test_a_refused_account_is_told_by_the_health_until_a_text_goes_through(
    bench: Bench,
):
    bench.carrier.outcomes = [Outcome(code="30034")] * 3
    bench.store.start()
    for call in range(3):
        promise(bench, call=f"call {call}")
    until(lambda: "texts" in bench.store.health())
    told = bench.store.health()["texts"]
    promise(bench, call="when it was put right")
    until(lambda: len(bench.carrier.sent) == 4)
    bench.clock.turn(61)
    until(lambda: "texts" not in bench.store.health())

    assert told.startswith(f"The carrier refuses them ({REFUSED}).")
