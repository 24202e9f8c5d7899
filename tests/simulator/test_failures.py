"""What a caller hears and what Twilio notes when a hotline misbehaves."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ivr.simulator.account import Account
from ivr.simulator.call import CANNED_ERROR, Call
from ivr.simulator.events import Event, Waiting
from ivr.simulator.showing import Guide, state
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.thread import Thread, bubble
from ivr.simulator.transport import Answer, ConnectFailed, TimedOut
from ivr.simulator.world import World, signature

XML = {"content-type": "text/xml"}


@dataclass
class Script:
    """A transport that answers as it is told."""

    answer: Callable[[str], Answer]

    def post(self, url: str, headers: object, form: object) -> Answer:
        return self.answer(url)

    def get(self, url: str, headers: object) -> Answer:
        return self.answer(url)


def page(body: str, status: int = 200, **headers: str) -> Callable[[str], Answer]:
    return lambda url: Answer(status, {**XML, **headers}, body.encode())


def refuse(url: str) -> Answer:
    raise ConnectFailed


def hang(url: str) -> Answer:
    raise TimedOut


def world(answer: Callable[[str], Answer], **more: str) -> World:
    return World("https://h", "AC1", "token", "+16125550100", Script(answer), **more)


def say(words: str) -> str:
    return f"<Response><Say>{words}</Say></Response>"


FAULTS = {
    "nobody answers": (refuse, 11205),
    "no answer in time": (hang, 11200),
    "an error of the server": (page("oh", 500), 11200),
    "not XML": (page("<Response><Say>oh"), 12100),
    "another root": (page("<html/>"), 12100),
    "a verb that does not exist": (page("<Response><Sing/></Response>"), 12200),
    "a verb in the wrong case": (page("<Response><say>x</say></Response>"), 12200),
    "an attribute that does not exist": (
        page('<Response><Say loud="1">x</Say></Response>'),
        12200,
    ),
    "a verb where it may not stand": (
        page("<Response><Gather><Dial>1</Dial></Gather></Response>"),
        12200,
    ),
    "too large": (page(say("x" * 70_000)), 11750),
    "an empty sentence": (page(say("")), 13520),
    "a content type that is no TwiML": (
        lambda url: Answer(200, {"content-type": "application/json"}, b"{}"),
        12300,
    ),
    "endless redirects": (page("", 302, location="https://h/voice"), 11215),
    "pages that lead to each other": (
        page("<Response><Redirect>/voice</Redirect></Response>"),
        11215,
    ),
    "a web page": (
        page("<!doctype html><p>We are busy", **{"content-type": "text/html"}),
        12100,
    ),
    "another's number as caller": (
        page('<Response><Dial callerId="+19995550100">+16125550199</Dial></Response>'),
        13214,
    ),
}


@pytest.mark.parametrize(("answer", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_broken_hotline_ends_the_call_with_the_carriers_own_words(
    answer: Callable[[str], Answer], code: int
):
    call = Call(world(answer), "+16125550142")
    call.start()
    call.listen()

    assert call.wait.what is Waiting.OVER
    assert call.fault is not None and call.fault.code == code
    assert call.script[-1].text == CANNED_ERROR


@pytest.mark.parametrize(("answer", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_the_page_shows_the_error_and_what_the_officer_heard(
    answer: Callable[[str], Answer], code: int
):
    board = Switchboard(Account(world(answer)))
    phone = "+16125550142"
    board.dial(phone)
    board.turn(60)
    shown = state(board, phone, [], Guide("1", "9"))

    assert shown["call"]["over"]
    assert shown["call"]["words"].startswith(f"Error {code}: ")
    assert shown["call"]["script"][-1]["text"] == CANNED_ERROR
    assert shown["call"]["conversation"].endswith(f"Carrier says: {CANNED_ERROR}\n")


def test_the_fallback_address_is_asked_and_told_what_failed():
    forms = []

    class Recording(Script):
        def post(self, url: str, headers: object, form: object) -> Answer:
            forms.append((url, form))
            return self.answer(url)

    def answer(url: str) -> Answer:
        if url == "https://fallback/voice":
            return Answer(200, XML, say("Call the line.").encode())
        return Answer(500)

    made = world(answer, voice_fallback_url="https://fallback/voice")
    made.transport = Recording(answer)
    call = Call(made, "+16125550142")
    call.start()
    call.listen()

    assert [one.text for one in call.script if one.who == "hotline"] == [
        "Call the line."
    ]
    assert forms[1][1]["ErrorCode"] == "11200"
    assert forms[1][1]["ErrorUrl"] == "https://h/voice"


def test_an_empty_page_ends_the_call():
    call = Call(world(page("<Response/>")), "+16125550142")
    call.start()

    assert call.wait.what is Waiting.OVER and call.fault is None


def test_a_connection_is_tried_twice_and_no_more():
    tries = []

    def answer(url: str) -> Answer:
        tries.append(url)
        raise ConnectFailed

    call = Call(world(answer), "+16125550142")
    call.start()

    assert tries.count("https://h/voice") == 2


def test_a_silent_gather_without_an_empty_result_falls_through():
    body = (
        '<Response><Gather timeout="2"><Say>Press.</Say></Gather>'
        "<Say>Nothing came.</Say></Response>"
    )
    call = Call(world(page(body)), "+16125550142")
    call.start()
    call.listen()
    call.happen(Event.TIME_UP)
    call.listen()

    assert [one.text for one in call.script][:2] == ["Press.", "Nothing came."]


def test_after_stop_nothing_is_delivered_until_start():
    thread = Thread(world(page("<Response><Message>hi</Message></Response>")), "+1")
    answered = [
        [(one.who, one.text.split()[0]) for one in thread.text(word)]
        for word in ("minor", "stop", "minor", "start", "minor")
    ]

    assert [len(came) for came in answered] == [1, 1, 0, 2, 1]
    assert answered[1][0][0] == "carrier"


def test_the_documented_signature():
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"

    assert signature("12345", url, form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize(
    ("text", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 152 + "€" + "a" * 152, 3), ("’" * 71, 2)],
)
def test_a_bubble_is_counted_as_the_carrier_counts(text: str, segments: int):
    assert bubble("hotline", text).segments == segments
