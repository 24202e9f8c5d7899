"""The same code answers another agency's protocol in full, and nothing of ours."""

import re
from collections.abc import Iterator

import pytest

from ivr.simulator.conversation import Conversation, Entry
from ivr.simulator.thread import Thread
from ivr.simulator.world import World
from tests.content import ROOT
from tests.hotline import Office, office

OURS = re.compile(
    r"traffick|victim|minor|adult|navigator|bca|b-c-a|harbor minn|patrol|juvenile"
    r"|612|651|1-8[68]6|609",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    content, folder = ROOT / "tests" / "other", tmp_path_factory.mktemp("other")
    with office(
        f"sqlite:///{folder / 'hotline.db'}",
        folder,
        PROTOCOL_FILE=str(content / "protocol.yaml"),
        PROMPTS_DIR=str(content / "prompts"),
    ) as made:
        yield made


@pytest.fixture
def other(others: Office) -> World:
    others.forget()
    return others.world


TEXTS = {
    "thin": "THIN\n1 FLAT, weight spread\n2 ROPE; coast guard 02 5550 7788\n3 WARM",
    "broken ice pls": "THIN\n1 FLAT",
    "thin 2": "2 of 3: Throw the ROPE, and call the coast guard on 02 5550 7788.",
    "coast": "Coast Guard: 02 5550 7788",
    "physician": "Ice doctor: 02 5550 1234",
    "calls": "CALLS\nCoast Guard: 02 5550 7788\nIce doctor: 02 5550 1234",
    "menu": "Harbor Ice Rescue\nReply one word:\nTHIN = 3 steps\nCALLS = whom to call",
    "minor": "Harbor Ice Rescue: reply THIN, CALLS or MENU.",
    "signs": "Harbor Ice Rescue: reply THIN, CALLS or MENU.",
    "law": "Harbor Ice Rescue: reply THIN, CALLS or MENU.",
    "15": "Harbor Ice Rescue: reply THIN, CALLS or MENU.",
}


@pytest.mark.parametrize(("text", "answer"), TEXTS.items())
def test_by_text(other: World, text: str, answer: str):
    (bubble,) = Thread(other, "+16125550142").text(text)

    assert bubble.text.startswith(answer)
    assert not OURS.search(bubble.text)


def test_by_voice(other: World):
    talk = Conversation(other)
    for what, words in (
        ("Officer calls", ""),
        ("Officer says", "thin ice"),
        ("Officer says", "next"),
        ("Officer says", "coast guard"),
        ("Line answers", ""),
        ("Line presses", "1"),
        ("Line hangs up", ""),
        ("Officer says", "next"),
        ("Officer says", "ice doctor"),
        ("Officer says", "goodbye"),
    ):
        talk.do(Entry(1, what, words))
    assert talk.call is not None
    said = [one.text for one in talk.call.script if one.who == "hotline"]

    assert said[:3] == [
        "Harbor Ice Rescue. Thin ice, or coast guard?",
        "Step 1 of 3. Lie flat. Spread your weight. Then say next.",
        "2 of 3. Throw the rope. 0 2, 5 5 5 0, 7 7 8 8. To connect now, say coast "
        "guard. Or say next.",
    ]
    assert talk.call.dialled == ["+61255507788"]
    assert "3 of 3. Keep the person warm." in said
    assert not any(OURS.search(line) for line in said)


def test_a_silent_caller_hears_all_three_steps(other: World):
    talk = Conversation(other)
    talk.do(Entry(1, "Officer calls"))
    for _ in range(8):
        talk.do(Entry(1, "Officer stays silent"))
    assert talk.call is not None
    said = " ".join(one.text for one in talk.call.script if one.who == "hotline")

    for number, words in enumerate(("Lie flat", "Throw the rope", "Keep the"), 1):
        assert f"{number} of 3. {words}" in said


def test_who_is_only_told_of_is_not_called(other: World):
    talk = Conversation(other)
    for what, words in (
        ("Officer calls", ""),
        ("Officer says", "got the coast guard here"),
        ("Officer says", "no coast guard"),
        ("Officer says", "this is the coast guard"),
    ):
        talk.do(Entry(1, what, words))
    assert talk.call is not None
    assert talk.call.dialled == []

    talk.do(Entry(1, "Officer says", "get me the coast guard"))

    assert talk.call.dialled == ["+61255507788"]
