"""If anything inside fails, a fixed answer still goes out."""

import logging
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Key, Waiting
from ivr.simulator.transport import WsgiTransport
from ivr.simulator.world import World
from ivr.store.outbox import OutboxRows
from ivr.store.places import Places
from ivr.store.store import Store
from ivr.store.transfers import TransferRows
from ivr.web.failsafe import FailsafeInForce
from ivr.web.memory import Standing, Verdict
from tests.content import ROOT
from tests.hotline import ENVIRON, OFFICER, Hotline, Nobody, Unwired, assembled


class BrokenMemory(Places):
    """A part that fails as no part should."""

    def recall(self, who: str, message_sid: str = "") -> Standing:
        raise RuntimeError(f"secret {who}")


class BrokenOutbox(OutboxRows):
    """Another."""

    def delivery(self, text: str, sid: str, status: str, code: str) -> None:
        raise RuntimeError


class BrokenTransfers(TransferRows):
    """Another."""

    def hung_up(self, call: str) -> None:
        raise RuntimeError

    def screen(self, attempt: str, child: str) -> Verdict:
        raise RuntimeError


class NoAccept(TransferRows):
    """One that fails only when the line presses its key."""

    def accept(self, attempt: str, child: str) -> Verdict:
        raise RuntimeError


def no_counts() -> bytes:
    raise RuntimeError


def no_health() -> dict[str, str]:
    raise RuntimeError


@contextmanager
def broken_hotline(
    edition: Edition,
    folder: Path,
    broken_transfers: type[TransferRows] = BrokenTransfers,
) -> Iterator[Hotline]:
    store = Store(
        "sqlite:////no/such/folder/x.db",
        folder,
        Nobody(),
        str,
        retention_days=90,
        transfers_per_hour=6,
    )
    app = assembled(
        edition,
        store,
        memory=BrokenMemory(store.database, store.journal, time.time),
        outbox=BrokenOutbox(store.database, store.journal),
        transfers=broken_transfers(store.database, store.journal, time.time, 6),
        health=no_health,
        counts=no_counts,
    )
    yield Hotline(app)
    store.stop()


@pytest.fixture
def broken(edition: Edition, tmp_path: Path) -> Iterator[Hotline]:
    with broken_hotline(edition, tmp_path) as made:
        yield made


def test_a_texter_still_reads_every_number(broken: Hotline, edition: Edition):
    body = ET.fromstring(broken.text("minor"))[0].text or ""

    for resource in edition.protocol.resources.values():
        assert f"{resource.name}: {resource.number}" in body


def test_a_caller_still_hears_the_numbers_and_is_connected_by_a_key(broken: Hotline):
    page = ET.fromstring(broken.turn("/voice"))
    gather = page[0]
    words = " ".join("".join(say.itertext()) for say in gather)
    dial = ET.fromstring(broken.turn(str(gather.get("action")), Digits="0")).find(
        "Dial"
    )

    assert "For the Navigator, press 0." in words
    assert "6 1 2, 2 3 2, 5 4 2 8" in words
    assert dial is not None and dial[0].text == "+16122325428"


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_who_watches_the_machine_is_told_of_a_fault(broken: Hotline, path: str):
    answer = broken.client.get(path)

    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.text == "The hotline has a fault inside; its log says where.\n"


@pytest.mark.parametrize("path", ["/sms/status", "/voice/status"])
def test_what_only_tells_us_something_is_answered_with_nothing(
    broken: Hotline, path: str
):
    told = {"MessageStatus": "delivered", "CallStatus": "completed"}
    answer = broken.post(path, CallSid="CA1", MessageSid="SM1", **told)

    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize(
    ("failing", "pressed"),
    [(BrokenTransfers, []), (NoAccept, [Key("1", by_line=True)])],
    ids=["at the brief", "at the key"],
)
def test_the_called_line_is_hung_up_and_the_officer_comes_back_to_her_step(
    edition: Edition, tmp_path: Path, failing: type[TransferRows], pressed: list[Key]
):
    world = World(
        ENVIRON["PUBLIC_URL"],
        ENVIRON["TWILIO_ACCOUNT_SID"],
        ENVIRON["TWILIO_AUTH_TOKEN"],
        ENVIRON["HOTLINE_NUMBER"],
        Unwired(),
    )
    with broken_hotline(edition, tmp_path, failing) as hotline:
        world.transport = WsgiTransport(hotline.app)
        told = {"SpeechResult": "bca"}
        call = Call(world, OFFICER, entry="/voice/minor/safety", told=told)
        call.start()
        for happening in (Event.PICK_UP, *pressed):
            call.listen()
            call.happen(happening)
        call.listen()
    said = [one.text for one in call.script if one.who == "hotline"]
    asked = [hook for hook in world.webhooks if "/done/" not in hook.url]

    # Nothing is said to whoever picked up, and she is not taken to have spoken.
    assert asked[-1].body.endswith(b"<Response><Hangup /></Response>")
    assert call.fault is None and call.wait.what is Waiting.LISTENING
    assert "No answer from the B-C-A." in said
    assert said[-1] == "You were on step 2. Say next."


def test_after_an_edit_the_failsafe_gives_the_edited_numbers(edition: Edition):
    other = load_edition(
        ROOT / "tests" / "other" / "protocol.yaml", ROOT / "tests" / "other" / "prompts"
    )
    in_force = [edition]
    failsafe = FailsafeInForce(lambda: in_force[0])
    before = failsafe().text
    in_force[0] = other

    assert b"612-232-5428" in before
    assert b"02 5550 7788" in failsafe().text
    assert b"612" not in failsafe().voice


def test_a_failsafe_that_cannot_be_renewed_goes_on_as_it_was(edition: Edition):
    calls = iter([edition])
    failsafe = FailsafeInForce(lambda: next(calls))

    assert b"612-232-5428" in failsafe().text


def test_the_error_is_logged_where_it_was_without_what_was_said(
    broken: Hotline, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.ERROR):
        broken.text("minor")

    assert "RuntimeError in texts.inbound" in caplog.text
    assert "in recall" in caplog.text
    assert OFFICER not in caplog.text
