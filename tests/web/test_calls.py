"""Calls and transfers, turn by turn."""

import xml.etree.ElementTree as ET

import pytest

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Key, Waiting, Words
from ivr.simulator.twiml import read
from ivr.simulator.world import World
from ivr.store.tables import events
from tests.hotline import OFFICER, Hotline, Office


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/voice/gone/gone", {}),
        ("/voice/minor/gone", {"Digits": "#"}),
        ("/voice/menu/start", {"Digits": "A"}),
        ("/voice/menu/start", {"SpeechResult": "x" * 5000}),
        ("/voice/menu/start", {"SpeechResult": "minor", "Confidence": "nan"}),
        ("/voice/menu/start", {"SpeechResult": "minor", "Confidence": "1e999"}),
        ("/voice/minor/safety?quiet=999999999999&missed=-1&pace=x&asked=zzz", {}),
        ("/voice/minor/safety?asked=reach.gone", {"Digits": "1"}),
        ("/voice/minor/all?asked=open.minor~gone", {"Digits": "1"}),
        ("/voice/adult/end?asked=step.gone:9", {"Digits": "7"}),
        ("/voice/transfer/gone/done/menu/start", {"DialCallStatus": "x" * 900}),
        ("/voice/transfer/bca/done/gone/gone?lines=gone", {}),
        ("/voice/transfer/gone/whisper/menu/start", {}),
        ("/voice/transfer/bca/accept/menu/start", {"Digits": "1"}),
    ],
    ids=str,
)
def test_whatever_comes_there_is_a_useful_answer(
    hotline: Hotline, path: str, fields: dict[str, str]
):
    answer = hotline.post(path, CallSid="CA1", **fields)

    assert answer.status_code == 200
    assert read(answer.data, "text/xml", "voice")
    assert b"has a fault" not in answer.data


def test_a_place_that_no_longer_exists_leads_to_the_menu(hotline: Hotline):
    gather = ET.fromstring(hotline.turn("/voice/minor/gone", Digits="7"))[0]

    assert gather.get("action") == "/voice/menu/start"


def test_the_same_request_twice_gives_the_same_bytes(hotline: Hotline):
    hotline.headers["I-Twilio-Idempotency-Token"] = "the same try"
    for fields in ({"Digits": "0"}, {"SpeechResult": "next"}, {}):
        first = hotline.turn("/voice/minor/safety", **fields)
        assert hotline.turn("/voice/minor/safety", **fields) == first


def test_words_that_were_not_understood_are_noted_as_such_and_not_kept(
    hotline: Hotline, hotline_office: Office
):
    hotline.turn("/voice/minor/safety", SpeechResult="her name is Quetzalcoatl")
    hotline.turn("/voice/minor/safety", Digits="A")
    hotline.text("her name is Quetzalcoatl")
    rows = hotline_office.rows(events)

    assert sorted((row["channel"], row["kind"], row["intent"]) for row in rows) == [
        ("text", "text", ""),
        ("voice", "call", ""),
        ("voice", "call", ""),
    ]
    assert all(row["milliseconds"] > 0 and row["place"] for row in rows)
    assert "quetzal" not in str(rows).casefold()


def transfer(world: World, *events: object, behaviour: Behaviour | None = None) -> Call:
    """Go to step 3 of minor, say navigator, and let things happen."""
    world.behaviour = behaviour or Behaviour()
    call = Call(world, OFFICER)
    call.start()
    for event in (Words("minor"), Words("step three"), Words("navigator"), *events):
        call.listen()
        call.happen(event)  # type: ignore[arg-type]
    call.listen()
    return call


NAVIGATOR, SAFE_HARBOR = "+16122325428", "+18662231111"
ACCEPT, DECLINE = Key("1", by_line=True), Key("9", by_line=True)


def said(call: Call) -> list[str]:
    return [one.text for one in call.script if one.who == "hotline"]


@pytest.mark.parametrize("tells_bridged", [True, False])
def test_an_accepted_transfer_connects_and_comes_back(
    world: World, tells_bridged: bool
):
    call = transfer(
        world,
        Event.PICK_UP,
        ACCEPT,
        Event.LINE_HANGS_UP,
        behaviour=Behaviour(tells_bridged=tells_bridged),
    )

    assert call.dialled == [NAVIGATOR]
    assert said(call)[-2:] == [
        "Resource line again.",
        "You were on step 3. Say next.",
    ]


@pytest.mark.parametrize("key", "012345678*#")
def test_any_key_but_nine_accepts(world: World, key: str):
    call = transfer(world, Event.PICK_UP, Key(key, by_line=True))

    assert call.wait.what is Waiting.BRIDGED


FAILURES = {
    "unanswered": [Event.TIME_UP],
    "busy": [Event.BUSY],
    "failed": [Event.FAILED],
    "declined": [Event.PICK_UP, DECLINE],
    "a voicemail that presses nothing": [Event.PICK_UP, Event.TIME_UP, Event.TIME_UP],
    "hung up during the brief": [Event.PICK_UP, Event.LINE_HANGS_UP],
}


@pytest.mark.parametrize("status", ["completed", "no-answer"])
@pytest.mark.parametrize("events", FAILURES.values(), ids=FAILURES.keys())
def test_a_line_that_does_not_come_on_leads_to_the_next_and_then_to_the_number(
    world: World, events: list[Event], status: str
):
    call = transfer(
        world, *events, *events, behaviour=Behaviour(declined_status=status)
    )

    assert call.dialled == [NAVIGATOR, SAFE_HARBOR]
    assert said(call)[-3:] == [
        "No answer from Safe Harbor Minnesota.",
        "The number for the Navigator: 6 1 2, 2 3 2, 5 4 2 8. "
        "Again: 6 1 2, 2 3 2, 5 4 2 8.",
        "You were on step 3. Say next.",
    ]
    assert call.happen(Words("next")).what is Waiting.SPEAKING


def test_a_caller_who_hangs_up_while_it_rings_ends_the_call(world: World):
    call = transfer(world, Event.HANG_UP)

    assert call.wait.what is Waiting.OVER
    assert call.fault is None
