"""Every line, whatever it does, from every place: it ends somewhere useful.

Asserted is what happened in the world: which numbers were dialled, in which
order, which text went out, and where the officer stands afterwards.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ivr.channels.addresses import address
from ivr.channels.edition import Edition
from ivr.dialogue.ground import places
from ivr.dialogue.place import Place
from ivr.protocol.model import Transfer
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.transport import Answer, ConnectFailed, Form, Transport
from ivr.simulator.world import World
from ivr.store.places import TRANSFERS_PER_HOUR
from ivr.store.tables import events, transfers
from tests.hotline import OFFICER, Hotline, Office

FALLBACK = "https://fallback.example.org/voice"
PICK_UP, TIME_UP = Event.PICK_UP, Event.TIME_UP
ONE, NINE = Key("1", by_line=True), Key("9", by_line=True)

OUTCOMES: dict[str, tuple[list[Happening], Behaviour]] = {
    "accepted": ([PICK_UP, ONE, Event.LINE_HANGS_UP], Behaviour()),
    "accepted, and no word of the bridge": (
        [PICK_UP, ONE, Event.LINE_HANGS_UP],
        Behaviour(tells_bridged=False),
    ),
    "accepted, and come back by star": ([PICK_UP, ONE, Key("*")], Behaviour()),
    "declined": ([PICK_UP, NINE], Behaviour()),
    "declined, told as no answer": (
        [PICK_UP, NINE],
        Behaviour(declined_status="no-answer"),
    ),
    "declined, and no word of the bridge": (
        [PICK_UP, NINE],
        Behaviour(tells_bridged=False),
    ),
    "busy": ([Event.BUSY], Behaviour()),
    "unanswered": ([TIME_UP], Behaviour()),
    "cannot be called": ([Event.FAILED], Behaviour()),
    "a voicemail": ([PICK_UP, TIME_UP, TIME_UP], Behaviour()),
    "hung up on the brief": ([PICK_UP, Event.LINE_HANGS_UP], Behaviour()),
    "stopped by star": ([Key("*")], Behaviour(star_while_ringing=True)),
    "the brief cannot be fetched": ([PICK_UP], Behaviour()),
    "the brief cannot be fetched, and the fallback hangs up": (
        [PICK_UP],
        Behaviour(whisper_fallback=True),
    ),
}


@dataclass
class NoBrief:
    """A network that loses every request for a brief; a fallback that hangs up."""

    inner: Transport

    def post(self, url: str, headers: Form, form: Form) -> Answer:
        if "/whisper/" in url:
            raise ConnectFailed
        if url == FALLBACK:
            return Answer(
                200, {"content-type": "text/xml"}, b"<Response><Hangup/></Response>"
            )
        return self.inner.post(url, headers, form)


def phones() -> Iterator[str]:
    for number in range(10_000):
        yield f"+1612555{number:04d}"


def chain(edition: Edition, line: str) -> list[str]:
    """The line and those that are tried after it."""
    lines = [line]
    while True:
        transfer = edition.protocol.resources[lines[-1]].transfer
        following = transfer.next if isinstance(transfer, Transfer) else None
        if not following or following in lines:
            return lines
        lines.append(following)


def play(world: World, phone: str, place: Place, word: str, how: str) -> Call:
    happenings, world.behaviour = OUTCOMES[how]
    call = Call(world, phone, entry=address(place), told={"SpeechResult": word})
    call.start()
    call.listen()
    for _ in range(5):
        if call.wait.what is not Waiting.RINGING:
            break
        for happening in happenings:
            call.listen()
            call.happen(happening)
        call.listen()
    return call


@pytest.mark.parametrize("how", OUTCOMES)
def test_every_line_from_every_place(
    hotline_office: Office, edition: Edition, how: str
):
    world, protocol = hotline_office.world, edition.protocol
    good, numbers = how.startswith("accepted"), phones()
    transport = world.transport
    if how.startswith("the brief cannot be fetched"):
        world.transport, world.voice_fallback_url = NoBrief(transport), FALLBACK
    expected, dialled = [], 0
    for line, resource in protocol.resources.items():
        if not resource.is_line:
            continue
        for place in places(protocol):
            phone = next(numbers)
            call = play(world, phone, place, resource.phrase, how)
            where = (line, address(place))
            dialled += len(call.dialled)
            tried = [line] if good else chain(edition, line)
            page = ET.fromstring(world.webhooks[-1].body)
            gather = page.find("Gather")

            assert call.fault is None, where
            assert call.wait.what is Waiting.LISTENING, where
            assert call.dialled == [protocol.dial(id) for id in tried], where
            assert gather is not None and gather.get("action") == address(place), where
            said = " ".join(one.text for one in call.script if one.who == "hotline")
            if not good:
                expected.append((phone, edition.text_for(line)))
                spoken = ", ".join(" ".join(group) for group in resource.digits)
                assert f"{spoken}. Again: {spoken}." in said, where
            call.happen(Event.HANG_UP)
    world.transport, world.voice_fallback_url = transport, ""
    hotline_office.settle()

    assert sorted(world.arrived) == sorted(expected)
    rows = hotline_office.rows(transfers)
    assert all(row["ended"] for row in rows)
    assert all((row["accepted"] is not None) == good for row in rows)
    assert len(rows) == dialled


def test_a_resource_that_is_no_line_gives_its_number_and_says_why(
    hotline_office: Office,
):
    call = Call(hotline_office.world, OFFICER)
    call.start()
    call.listen()
    call.happen(Words("child protection"))
    call.listen()
    hotline_office.settle()

    assert call.dialled == []
    assert any("answers with its own key menu" in one.text for one in call.script)
    assert [to for to, _ in hotline_office.world.arrived] == [OFFICER]


def dial_page(hotline: Hotline, call: str = "CA1") -> tuple[str, str]:
    """The addresses of the whisper and of the end, as a caller's page has them."""
    page = ET.fromstring(
        hotline.post("/voice/minor/safety", CallSid=call, Digits="0").text
    )
    dial, number = page.find("Dial"), page.find("Dial/Number")
    assert dial is not None and number is not None
    return str(number.get("url")), str(dial.get("action"))


def verbs(text: str) -> list[str]:
    return [verb.tag for verb in ET.fromstring(text)]


LEG = {"CallSid": "CA2", "ParentCallSid": "CA1"}


def test_the_dial_shows_the_hotlines_number_and_records_nothing(hotline: Hotline):
    page = hotline.post("/voice/minor/safety", CallSid="CA1", Digits="0").text
    dial = ET.fromstring(page).find("Dial")

    assert dial is not None
    assert dial.get("callerId") == "+16125550100"
    assert (dial.get("timeout"), dial.get("hangupOnStar")) == ("20", "true")
    assert "ecord" not in page and "ranscri" not in page


def test_a_leg_of_another_call_is_not_let_in(hotline: Hotline):
    whisper, _ = dial_page(hotline)
    accept = whisper.replace("whisper", "accept")
    other = {**LEG, "ParentCallSid": "CA9"}

    assert verbs(hotline.post(whisper, **LEG).text) == ["Gather", "Gather", "Hangup"]
    assert verbs(hotline.post(whisper, **other).text) == ["Hangup"]
    assert verbs(hotline.post(accept, **other, Digits="1").text) == ["Hangup"]
    assert verbs(hotline.post(accept, CallSid="CA2", Digits="1").text) == ["Hangup"]


def test_an_address_that_was_changed_is_not_let_in(hotline: Hotline):
    whisper, _ = dial_page(hotline)
    changed = whisper.replace("/minor/safety", "/adult/safety")
    line = whisper.replace("lines=navigator", "lines=bca")
    attempt = parse_qs(urlsplit(whisper).query)["attempt"][0]
    flipped = whisper.replace(
        attempt, attempt[:-1] + ("0" if attempt[-1] != "0" else "1")
    )

    for url in (changed, line, flipped, whisper.split("?")[0]):
        assert verbs(hotline.post(url, **LEG).text) == ["Hangup"]


def test_a_second_accept_of_the_same_leg_is_the_same_and_of_another_is_late(
    hotline: Hotline,
):
    whisper, _ = dial_page(hotline)
    accept = whisper.replace("whisper", "accept")
    hotline.post(whisper, **LEG)
    first = hotline.post(accept, **LEG, Digits="1").text
    second = hotline.post(accept, **LEG, Digits="1").text
    other = hotline.post(accept, ParentCallSid="CA1", CallSid="CA3", Digits="1").text

    assert verbs(first) == verbs(second) == []
    assert verbs(other) == ["Say", "Hangup"]
    assert "no longer waiting" in other


def test_an_accept_after_time_out_is_too_late(hotline: Hotline):
    whisper, done = dial_page(hotline)
    hotline.post(whisper, **LEG)
    hotline.post(done, CallSid="CA1", DialCallStatus="no-answer")
    late = hotline.post(whisper.replace("whisper", "accept"), **LEG, Digits="1").text

    assert verbs(late) == ["Say", "Hangup"]


def test_an_end_told_twice_dials_the_next_line_as_the_same_attempt(
    hotline: Hotline, hotline_office: Office
):
    _, done = dial_page(hotline)
    hotline.headers["I-Twilio-Idempotency-Token"] = "one try"
    pages = [
        hotline.post(done, CallSid="CA1", DialCallStatus="busy").text for _ in range(2)
    ]

    assert pages[0] == pages[1] and "Dial" in verbs(pages[0])
    assert len(hotline_office.rows(transfers)) == 2


def test_the_same_line_asked_for_twice_in_a_call_is_two_attempts(
    hotline: Hotline, hotline_office: Office
):
    for _ in range(2):
        whisper, done = dial_page(hotline)
        assert "Gather" in verbs(hotline.post(whisper, **LEG).text)
        hotline.post(done, CallSid="CA1", DialCallStatus="busy")

    rows = hotline_office.rows(transfers)
    assert sum(row["first"] for row in rows) == 2


def test_an_end_of_another_call_closes_nothing_and_still_answers(
    hotline: Hotline, hotline_office: Office
):
    _, done = dial_page(hotline)
    page = hotline.post(done, CallSid="CA9", DialCallStatus="no-answer").text

    assert verbs(page)
    rows = {row["line"]: row["ended"] for row in hotline_office.rows(transfers)}
    assert rows["navigator"] is None


@pytest.mark.parametrize("status", ["", "x" * 3000, "completed", "\x00", "answered"])
@pytest.mark.parametrize("bridged", ["", "maybe", "TRUE", "false"])
def test_whatever_twilio_says_of_the_end_the_officer_goes_on(
    hotline: Hotline, status: str, bridged: str
):
    _, done = dial_page(hotline)
    page = hotline.post(
        done, CallSid="CA1", DialCallStatus=status, DialBridged=bridged
    ).text

    assert {"Dial", "Gather"} & set(verbs(page))
    assert "has a fault" not in page


def test_a_call_that_ends_while_it_rings_is_abandoned(
    hotline: Hotline, hotline_office: Office
):
    whisper, _ = dial_page(hotline)
    hotline.post("/voice/status", CallSid="CA1", CallStatus="completed")
    hotline_office.settle()

    assert [row["outcome"] for row in hotline_office.rows(transfers)] == ["abandoned"]
    assert verbs(hotline.post(whisper, **LEG).text) == ["Hangup"]


def test_too_many_in_an_hour_get_the_reason_and_the_number(hotline_office: Office):
    world = hotline_office.world
    place = Place("minor", "safety")
    for _ in range(TRANSFERS_PER_HOUR):
        play(world, OFFICER, place, "navigator", "accepted").happen(Event.HANG_UP)
        hotline_office.settle()
    call = play(world, OFFICER, place, "navigator", "accepted")
    said = [one.text for one in call.script if one.who == "hotline"]

    assert call.dialled == []
    assert said == [
        "Too many calls were put through from this phone this hour. Dial it yourself. "
        "The Navigator: 6 1 2, 2 3 2, 5 4 2 8. Again: 6 1 2, 2 3 2, 5 4 2 8."
    ]
    other = play(world, "+16125550199", place, "navigator", "accepted")
    assert other.dialled == ["+16122325428"]


def test_what_lines_did_is_noted_without_a_number(hotline_office: Office):
    place = Place("minor", "safety")
    play(hotline_office.world, OFFICER, place, "navigator", "declined")
    rows = hotline_office.rows(events)

    assert [row["outcome"] for row in rows if row["kind"] == "line"] == [
        "hears the brief",
        "declined",
        "hears the brief",
        "declined",
    ]
    assert "555" not in str([row["outcome"] + row["place"] for row in rows])


def test_no_number_is_in_the_database_when_all_is_done(
    hotline_office: Office, tmp_path: Path
):
    place = Place("minor", "safety")
    play(hotline_office.world, OFFICER, place, "navigator", "busy")
    hotline_office.settle()
    store = hotline_office.store
    with store.database.engine.connect() as connection:
        every = [
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("places", "events", "outbox", "transfers")
        ]

    assert len(hotline_office.world.arrived) == 1
    assert OFFICER[2:] not in "".join(every)
