"""The phone in a terminal: the officer's part, and that of whoever is called."""

from collections.abc import Callable

import pytest

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.showing import Guide
from ivr.simulator.terminal import Terminal
from ivr.simulator.world import World
from tests.hotline import Office
from tests.simulator.conftest import GUIDE


def use(
    world: World,
    *typed: str,
    settle: Callable[[], None] = lambda: None,
    guide: Guide = GUIDE,
) -> list[str]:
    """What the phone shows for some lines typed at it, without the spaces around.

    Whoever types may wait until all has ``settled`` before each of them.
    """
    lines, shown = iter(typed), list[str]()

    def ask(prompt: str) -> str:
        settle()
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    def show(text: str) -> None:
        shown.append(" ".join(text.split()))

    Terminal(world, guide, ask, show, arriving_seconds=0.0).run()
    return shown


NEXT_LINE = (
    "HOTLINE No answer from the Navigator.",
    "HOTLINE The Navigator: 6 1 2, 2 3 2, 5 4 2 8.",
    "HOTLINE Calling Safe Harbor Minnesota. Star stops.",
)
BRIEF = "LINE HEARS Patrol officer for an advocate, about a minor. Press 1 to accept."
AGAIN = "LINE HEARS Patrol officer for an advocate. Press 1 to accept, 9 to decline."
BACK = ("HOTLINE Resource line again.", "HOTLINE You were on step 1. Say next.")

PARTS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "picks up and accepts": (["answer", "1", "hang up"], (BRIEF, *BACK)),
    "picks up, hears it twice and accepts": (
        ["answer", "", "5", "*"],
        (BRIEF, AGAIN, *BACK),
    ),
    "picks up and declines": (["answer", "9"], (BRIEF, *NEXT_LINE)),
    "picks up and hangs up": (["answer", "hang up"], (BRIEF, *NEXT_LINE)),
    "declines": (["decline"], (BRIEF, *NEXT_LINE)),
    "is a voicemail": (["voicemail"], (BRIEF, AGAIN, *NEXT_LINE)),
    "is busy": (["busy"], NEXT_LINE),
    "does not answer": (["no answer"], NEXT_LINE),
    "is stopped by star": (["*"], NEXT_LINE),
}


@pytest.mark.parametrize(("typed", "shown"), PARTS.values(), ids=PARTS.keys())
def test_the_called_line(
    hotline_office: Office, typed: list[str], shown: tuple[str, ...]
):
    hotline_office.world.behaviour = Behaviour(star_while_ringing=True)
    came = use(hotline_office.world, "call", "minor", "navigator", *typed, "hang up")
    after = came[came.index("HOTLINE Calling the Navigator. Star stops.") :]

    assert "CARRIER (calls +16122325428)" in after
    # In this order, whatever stands between.
    places = [after.index(line) for line in shown]
    assert places == sorted(places)
    assert "YOU (hangs up)" in after


def test_a_text_that_is_asked_for_arrives_during_the_call(hotline_office: Office):
    typed = ("call", "phone numbers", "hang up", "")
    came = use(hotline_office.world, *typed, settle=hotline_office.settle)

    assert any(line.startswith("A text arrives:") for line in came)
    assert "│ NUMBERS │" in came


def test_a_text_that_gets_no_answer_is_told_why(hotline_office: Office):
    typed = ("text help!", "text zqx", "text wvu jkq", "text stop", "text minor")
    came = use(hotline_office.world, *typed)
    told = [line for line in came if line.startswith("(no answer")]

    assert [line.partition(".")[0] for line in told] == [
        "(no answer, as it should be for a word of the carrier's)",
        "(no answer: it wants none, or the hotline takes it for what a robot may "
        "have texted",
        "(no answer: this phone has texted STOP",
    ]


def test_capitals_make_no_other_command(hotline_office: Office):
    calling = ("CALL", "Minor", "Navigator", "Busy", "Decline", "Hang up")
    came = use(hotline_office.world, "Text minor", *calling, "QUIT", "text adult")

    assert any(line.startswith("│ 1 SEPARATE victim") for line in came)
    assert came.index("HOTLINE No answer from the Navigator.") < came.index(
        "HOTLINE No answer from Safe Harbor Minnesota."
    )
    assert "YOU (hangs up)" in came
    assert not any("ADULT" in line for line in came[came.index("YOU (hangs up)") :])


def test_the_end_of_what_is_typed_puts_the_phone_away(hotline_office: Office):
    assert use(hotline_office.world, "call", "minor", "navigator")[-1] == ""


def test_the_keys_of_a_called_line_are_those_of_the_hotline(hotline_office: Office):
    typed = ("call", "minor", "navigator", "decline", "hang up")
    came = use(hotline_office.world, *typed, guide=Guide("3", "4"))

    assert any("a key (3 accepts, 4 declines)" in line for line in came)
    # This hotline has other keys: to it 4 is no refusal.
    assert NEXT_LINE[0] not in came
