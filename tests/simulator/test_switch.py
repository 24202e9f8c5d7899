"""How the switch plays a call: what is documented, and what is open, both ways."""

import pytest

from ivr.simulator.account import Account
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.thread import Thread
from ivr.simulator.transport import Answer, ConnectFailed
from ivr.simulator.world import signature
from tests.simulator.pages import PHONE, Pages, play, told, world

GATHER = '<Gather input="dtmf speech" action="/voice/on" {}><Say>Menu.</Say></Gather>'
GATHERED = {
    "keys up to their number": (
        'numDigits="2"',
        [Key("1"), Key("2")],
        {"Digits": "12"},
    ),
    "keys up to the last key": ("", [Key("1"), Key("#")], {"Digits": "1"}),
    "keys up to a key of one's own": (
        'finishOnKey="*"',
        [Key("#"), Key("*")],
        {"Digits": "#"},
    ),
    "the last key is one of them": (
        'finishOnKey="" numDigits="1"',
        [Key("#")],
        {"Digits": "#"},
    ),
    "keys and then silence": ("", [Key("1"), Event.TIME_UP], {"Digits": "1"}),
    "words": ("", [Words("hi", 0.5)], {"SpeechResult": "hi", "Confidence": "0.5"}),
    "words of no confidence": ("", [Words("hi", None)], {"SpeechResult": "hi"}),
    "words after a key are not waited for": (
        "",
        [Key("1"), Words("hi"), Key("#")],
        {"Digits": "1"},
    ),
    "silence that is told": (
        'actionOnEmptyResult="true"',
        [Event.TIME_UP, Event.TIME_UP],
        {},
    ),
    "the last key alone is silence": (
        'actionOnEmptyResult="true"',
        [Key("#")],
        {},
    ),
}


@pytest.mark.parametrize(
    ("attributes", "happenings", "fields"), GATHERED.values(), ids=GATHERED.keys()
)
def test_what_a_gather_tells(
    attributes: str, happenings: list[Happening], fields: dict[str, str]
):
    made = world(voice=GATHER.format(attributes))
    play(made, *happenings)
    form = told(made, "/voice/on")

    assert {
        name: form[name]
        for name in ("Digits", "SpeechResult", "Confidence")
        if name in form
    } == fields


def test_a_silence_that_is_not_told_goes_on_on_the_same_page():
    made = world(voice=GATHER.format("") + "<Say>Nothing came.</Say>")
    call = play(made, Event.TIME_UP, Event.TIME_UP)

    assert [one.text for one in call.script] == ["Menu.", "Nothing came."]


BARGES: dict[str, tuple[str, bool, Happening, bool]] = {
    "a key, always": ("", False, Key("1"), True),
    "words, if the switch lets them": ("", True, Words("hi"), True),
    "words, if it does not": ("", False, Words("hi"), False),
    "words, where the page asks for it": (
        'bargeIn="true"',
        False,
        Words("hi"),
        True,
    ),
    "words, where the page forbids it": (
        'bargeIn="false"',
        True,
        Words("hi"),
        False,
    ),
    "a key, where the page forbids it": ('bargeIn="false"', True, Key("1"), False),
}


@pytest.mark.parametrize(
    ("attributes", "barges", "event", "cut"), BARGES.values(), ids=BARGES.keys()
)
def test_what_cuts_the_hotline_short(
    attributes: str, barges: bool, event: Happening, cut: bool
):
    made = world(
        Behaviour(speech_barges=barges),
        voice=GATHER.format(f'numDigits="1" {attributes}'),
    )
    call = play(made, event)

    assert (call.wait.what is Waiting.OVER) == cut
    assert ("/voice/on" in made.transport.paths()) == cut


def test_pages_that_only_lead_to_each_other_end_with_the_code_for_it():
    made = world(voice="<Redirect>/voice/a</Redirect>", a="<Redirect>/voice</Redirect>")
    call = play(made)

    assert call.fault is not None and call.fault.code == 11215
    assert call.wait.what is Waiting.OVER


def test_silences_of_no_length_do_not_hold_the_clock_for_ever():
    page = '<Gather timeout="0" actionOnEmptyResult="true"/>'
    board = Switchboard(Account(world(voice=page)))
    sid = board.dial(PHONE)
    board.turn(1)
    fault = board.calls[sid].call.fault

    assert fault is not None and fault.code == 11215


def test_pages_that_are_heard_may_lead_on_for_ever():
    made = world(voice="<Say>Again.</Say><Redirect>/voice</Redirect>")
    call = play(made, *[Event.TIME_UP] * 40)

    assert call.fault is None and len(call.script) == 41


def test_texts_that_only_lead_on_end_with_the_code_for_it():
    thread = Thread(world(sms="<Redirect>/sms</Redirect>"), PHONE)
    thread.text("hi")

    assert thread.fault is not None and thread.fault.code == 11215
    assert [one.tick for one in thread.bubbles] == ["error 11215"]


def test_with_get_all_stands_in_the_address_and_is_signed_there():
    made = world(voice='<Redirect method="GET">/voice/on?a=1</Redirect>')
    play(made)
    method, path, form, headers = made.transport.asked[1]

    assert (method, form) == ("GET", {})
    assert path.startswith("/voice/on?a=1&AccountSid=AC1&")
    assert headers["X-Twilio-Signature"] == signature("token", f"https://h{path}", {})


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (307, "POST")])
def test_a_redirect_of_the_server_loses_the_form_or_keeps_it(status: int, method: str):
    made = world(voice=Answer(status, {"location": "/voice/on"}), on="<Say>On.</Say>")
    call = play(made)

    assert [one.text for one in call.script] == ["On."]
    assert made.transport.asked[1][0] == method
    assert bool(made.transport.asked[1][2]) == (method == "POST")


RETRIES = {
    "as it is by default": ("", 2, 1),
    "none": ("#rc=0", 1, 1),
    "more of them": ("#rc=3", 4, 1),
    "also on an error": ("#rc=2&rp=ct,rt,5xx", 3, 3),
    "on everything": ("#rp=all", 2, 2),
    "a number that is too high": ("#rc=9", 2, 1),
}


@pytest.mark.parametrize(
    ("fragment", "unreached", "failing"), RETRIES.values(), ids=RETRIES.keys()
)
def test_how_often_an_address_is_tried(fragment: str, unreached: int, failing: int):
    class Away(Pages):
        def _answer(self, *asked) -> Answer:
            super()._answer(*asked)
            raise ConnectFailed

    counts = []
    for transport in (Away({}), Pages({"/voice": Answer(500)})):
        made = world()
        made.transport, made.voice_url = transport, f"https://h/voice{fragment}"
        play(made)
        asked = [one for one in transport.asked if one[1] == "/voice"]
        counts.append(len(asked))
        form, headers = asked[0][2], asked[0][3]
        expected = signature("token", "https://h/voice", form)
        assert headers["X-Twilio-Signature"] == expected
        assert len({one[3]["I-Twilio-Idempotency-Token"] for one in asked}) == 1

    assert counts == [unreached, failing]


@pytest.mark.parametrize("kept", [True, False])
def test_cookies_of_a_call_come_back_or_do_not(kept: bool):
    first = Answer(
        200,
        {"content-type": "text/xml"},
        b"<Response><Redirect>/voice/on</Redirect></Response>",
        {"at": "home"},
    )
    made = world(Behaviour(call_cookies=kept), voice=first)
    play(made)

    assert made.transport.asked[1][3].get("Cookie") == ("at=home" if kept else None)


@pytest.mark.parametrize(("passes", "code"), [(True, None), (False, 12100)])
def test_an_answer_without_a_body_passes_or_is_a_fault(passes: bool, code: int | None):
    call = play(world(Behaviour(empty_passes=passes), voice=Answer(204)))

    assert (call.fault.code if call.fault else None) == code


@pytest.mark.parametrize(("spoken", "code"), [(True, None), (False, 12300)])
def test_plain_text_is_spoken_or_is_a_fault(spoken: bool, code: int | None):
    plain = Answer(200, {"content-type": "text/plain"}, b"Hello there.")
    call = play(world(Behaviour(speaks_plain_text=spoken), voice=plain), Event.TIME_UP)

    assert (call.fault.code if call.fault else None) == code
    assert (call.script[0].text == "Hello there.") == spoken


def test_fields_that_nobody_announced_come_with_every_request():
    made = world(Behaviour(unannounced={"msg": "Gather End", "StirVerstat": "x"}))
    play(made)

    assert told(made, "/voice")["msg"] == "Gather End"
    assert told(made, "/voice/status")["StirVerstat"] == "x"
