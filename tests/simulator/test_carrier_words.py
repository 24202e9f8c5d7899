"""Texts that are the carrier's own: what it does of itself, in every account."""

import pytest

from ivr.simulator.account import Account
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.thread import HELPED, Thread
from tests.simulator.pages import HOTLINE, PHONE, told, world

TEXT, BOTH = "<Message>Hello.</Message>", ["carrier", "hotline"]
CARRIED: dict[str, tuple[Behaviour, list[str], list[list[str]]]] = {
    "a full stop is another word": (
        Behaviour(),
        ["stop.", "hi"],
        [["hotline"], ["hotline"]],
    ),
    "a full stop changes nothing": (
        Behaviour(stops_with_full_stop=True),
        ["stop.", "hi"],
        [["carrier"], []],
    ),
    "HELP goes to the hotline alone": (Behaviour(), ["help"], [["hotline"]]),
    "HELP is answered twice": (
        Behaviour(helps=True),
        ["info"],
        [BOTH],
    ),
    "HELP is the carrier's alone": (
        Behaviour(helps=True, passes_help=False),
        ["help"],
        [["carrier"]],
    ),
    "YES undoes STOP": (Behaviour(), ["stop", "yes"], [["carrier"], BOTH]),
    "YES does not undo STOP on a toll-free number": (
        Behaviour(toll_free=True),
        ["stop", "yes"],
        [["carrier"], []],
    ),
}


@pytest.mark.parametrize(
    ("behaviour", "bodies", "came"), CARRIED.values(), ids=CARRIED.keys()
)
def test_words_that_are_the_carriers_own(
    behaviour: Behaviour, bodies: list[str], came: list[list[str]]
):
    thread = Thread(world(behaviour, sms=TEXT), PHONE)
    answered = [[one.who for one in thread.text(body)] for body in bodies]
    assert answered == came
    if behaviour.helps:
        assert thread.bubbles[1].text == HELPED


@pytest.mark.parametrize("advanced", [True, False])
def test_the_kind_of_opt_out_is_told_with_advanced_opt_out_only(advanced: bool):
    made = world(Behaviour(advanced_opt_out=advanced), sms=TEXT)
    Thread(made, PHONE).text("Quit")

    assert told(made, "/sms").get("OptOutType") == ("STOP" if advanced else None)


def test_with_advanced_opt_out_a_text_is_taken_and_fails_later():
    made = world(Behaviour(advanced_opt_out=True), sms=TEXT)
    account = Account(made)
    Thread(made, PHONE).text("stop")
    sent = account.send({"To": PHONE, "From": HOTLINE, "Body": "hi"})
    account.settle()

    assert (sent.status, sent.code) == ("undelivered", 21610)
    assert made.arrived == []
