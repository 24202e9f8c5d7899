"""How the switch calls a line for a caller, and parts or keeps the two."""

import pytest

from ivr.simulator.account import Account
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.events import Event, Key, Wait, Waiting
from ivr.simulator.switchboard import Switchboard
from tests.simulator.pages import HOTLINE, LINE, PHONE, play, told, world

DIAL = (
    f'<Dial callerId="{HOTLINE}" timeout="20" hangupOnStar="true" {{}} '
    f'action="/voice/done"><Number url="/voice/brief">{LINE}</Number></Dial>'
)
BRIEF = (
    '<Gather action="/voice/accept" numDigits="1"><Say>An officer.</Say></Gather>'
    "<Hangup/>"
)
YES = Key("1", by_line=True)


def test_what_the_action_of_a_dial_is_told():
    made = world(voice=DIAL.format(""), brief=BRIEF)
    board = Switchboard(Account(made))
    sid = board.dial(PHONE)
    for event in (Event.PICK_UP, YES):
        board.happen(sid, event)
    board.turn(75)
    board.happen(sid, Event.LINE_HANGS_UP)
    form = told(made, "/voice/done")

    assert form["DialCallStatus"] == "completed"
    assert form["DialBridged"] == "true"
    assert form["DialCallDuration"] == "75"
    assert form["DialCallSid"].startswith("CA")
    assert told(made, "/voice/status")["CallDuration"] == "75"


def test_two_who_speak_are_parted_after_the_longest_time():
    made = world(voice=DIAL.format('timeLimit="60"'), brief=BRIEF)
    board = Switchboard(Account(made))
    sid = board.dial(PHONE)
    for event in (Event.PICK_UP, YES):
        board.happen(sid, event)
    board.stay_silent(sid)
    assert board.calls[sid].call.wait == Wait(Waiting.BRIDGED, 60, LINE)
    board.turn(61)

    assert told(made, "/voice/done")["DialCallDuration"] == "60"


def test_only_the_callers_own_star_parts_them():
    made = world(voice=DIAL.format(""), brief=BRIEF)
    call = play(made, Event.PICK_UP, YES, Key("*", by_line=True))
    assert call.wait.what is Waiting.BRIDGED
    call.happen(Key("*"))

    assert told(made, "/voice/done")["DialBridged"] == "true"


def test_a_number_that_cannot_be_one_fails_without_ringing():
    made = world(voice=DIAL.format("").replace(LINE, "the desk"))
    play(made)

    assert told(made, "/voice/done")["DialCallStatus"] == "failed"


@pytest.mark.parametrize("empty", [True, False])
def test_silence_of_a_line_is_told_only_where_that_is_asked(empty: bool):
    more = 'numDigits="1" actionOnEmptyResult="true"' if empty else 'numDigits="1"'
    made = world(
        voice=DIAL.format(""),
        brief=BRIEF.replace('numDigits="1"', more),
        accept="<Hangup/>",
    )
    play(made, Event.PICK_UP, Event.TIME_UP, Event.TIME_UP)

    assert ("/voice/accept" in made.transport.paths()) == empty


@pytest.mark.parametrize("on", [True, False])
def test_a_line_rings_on_when_the_caller_is_gone_or_does_not(on: bool):
    made = world(Behaviour(rings_on=on), voice=DIAL.format(""), brief=BRIEF)
    call = play(made, Event.HANG_UP)
    assert (call.wait.what is Waiting.RINGING) == on
    for event in (Event.PICK_UP, YES):
        call.happen(event)
    paths = made.transport.paths()

    assert call.wait.what is Waiting.OVER
    assert paths.count("/voice/status") == 1
    assert "/voice/done" not in paths
    assert paths[2:] == (["/voice/brief", "/voice/accept"] if on else [])
