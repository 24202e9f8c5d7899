"""How replies are spoken."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.channels.voice import spoken as aloud
from ivr.channels.wording import Number
from ivr.dialogue.ground import MENU_PLACE, places, told
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Part, Reply
from ivr.dialogue.respond import respond
from ivr.dialogue.understanding import press
from ivr.protocol.model import Protocol
from ivr.protocol.yamlfile import read_yaml
from ivr.simulator.twiml import read
from tests.content import ROOT, copied, edit

TODAY = date(2026, 11, 24)


def caption(page: bytes) -> str:
    return " ".join(
        verb.text
        for gather in read(page, "text/xml", "voice")
        for verb in gather.children
    )


def test_the_greeting_asks_one_question_with_three_choices(edition: Edition):
    reply = respond(edition.protocol, MENU_PLACE, Intent(Act.ARRIVE))

    assert caption(edition.page(reply)) == (
        "Patrol Resource Line. Minor, adult, or Navigator?"
    )


def test_every_page_takes_keys_and_speech_and_survives_silence(edition: Edition):
    for place in places(edition.protocol):
        page = edition.page(Reply(place, told(edition.protocol, place)))
        gather, redirect = ET.fromstring(page)
        assert gather.get("input") == "dtmf speech"
        assert gather.get("actionOnEmptyResult") == "true"
        assert gather.get("finishOnKey") == "" and gather.get("numDigits") == "1"
        assert gather.get("action") == redirect.text
        assert len(page) < 64 * 1024


ASKED_BACK = {
    "hold": "Hold on?",
    "back": "Go back?",
    "open menu": "Main menu?",
    "text": "Text me?",
    "step :3": "Step 3?",
    "step minor:3": "Minor step 3?",
    "reach bca": "B-C-A?",
}


@pytest.mark.parametrize(("intent", "said"), ASKED_BACK.items())
def test_what_is_asked_back_is_said_as_it_is_taught(
    edition: Edition, intent: str, said: str
):
    reply = respond(
        edition.protocol, Place("minor", "safety"), Intent.parse(f"ask {intent}")
    )

    assert caption(edition.page(reply)).lower() == said.lower()


def test_a_number_is_spoken_slowly_in_its_groups(edition: Edition):
    place = Place("numbers", "bca")
    page = edition.page(Reply(place, told(edition.protocol, place)))
    prosody = ET.fromstring(page).find(".//prosody")

    assert prosody is not None
    assert prosody.get("rate") == "80%"
    assert "".join(prosody.itertext()) == "6 5 1, 7 9 3, 7 0 0 0"


@pytest.mark.parametrize(
    ("country", "number", "spoken"),
    [
        ("AU", "+52 656 613 0000", "0 0 1 1, 5 2, 6 5 6, 6 1 3, 0 0 0 0"),
        ("US", "+52 656 613 0000", "0 1 1, 5 2, 6 5 6, 6 1 3, 0 0 0 0"),
        ("US", "+1 202 555 0123", "1, 2 0 2, 5 5 5, 0 1 2 3"),
        ("US", "202-555-0123", "2 0 2, 5 5 5, 0 1 2 3"),
        ("GB", "+44 121 234 5678", "0 1 2 1, 2 3 4, 5 6 7 8"),
    ],
)
def test_a_number_with_a_plus_is_spoken_as_it_is_dialled_from_where_officers_stand(
    country: str, number: str, spoken: str
):
    file = read_yaml(ROOT / "tests" / "other" / "protocol.yaml")
    protocol = Protocol.model_validate(file.value)
    doctor = protocol.resources["doctor"].model_copy(update={"number": number})
    there = protocol.model_copy(
        update={"country": country, "resources": {"doctor": doctor}}
    )

    assert aloud((Number("doctor"),), there) == spoken


def test_every_number_is_reached_within_three_keys(edition: Edition):
    wanted = set(edition.protocol.numbered())
    found: set[str] = set()
    reached = {MENU_PLACE}
    for _ in range(3):
        for place in list(reached):
            for key in "1234567890*#":
                reply = respond(
                    edition.protocol, place, press(edition.vocabulary, place, key)
                )
                reached.add(reply.at)
                found |= set(reply.lines)
                found |= {part.about for part in reply.parts if part.about in wanted}
                if reply.at.topic == "numbers":
                    # She is read the list from here, one number to a turn.
                    found |= wanted
    assert found == wanted


def test_a_dial_shows_the_hotlines_own_number_and_comes_back(edition: Edition):
    reply = respond(
        edition.protocol, Place("minor", "advocate"), Intent(Act.REACH, "navigator")
    )
    page = edition.voice.dial(reply, "an-attempt")
    say, dial = ET.fromstring(page)
    number = dial[0]

    assert say.text == "Calling the Navigator. Star stops."
    assert dial.get("callerId") == "+16125550100"
    assert number.text == edition.protocol.dial("navigator")
    assert dial.get("action") == (
        "/voice/transfer/navigator/done/minor/advocate"
        "?lines=navigator&attempt=an-attempt"
    )
    assert "record" not in dial.attrib


def test_the_line_is_told_whom_it_is_about_and_nothing_else(edition: Edition):
    page = edition.voice.brief(
        "navigator", Place("minor", "advocate"), ("navigator",), "x"
    )
    root = ET.fromstring(page)

    assert [verb.tag for verb in root] == ["Gather", "Gather", "Hangup"]
    assert [say.text for say in root.iter("Say")] == [
        "Patrol officer for an advocate, about a minor. Press 1 to accept.",
        "Patrol officer for an advocate. Press 1 to accept, 9 to decline.",
    ]


def test_a_step_that_was_not_heard_names_the_keys_that_count(tmp_path: Path):
    copied(tmp_path)
    words = tmp_path / "prompts" / "words.yaml"
    edit(words, 'next: {key: "#"', 'next: {key: "*"')
    edit(words, 'back: {key: "*"', 'back: {key: "#"')
    edited = load_edition(tmp_path / "protocol.yaml", words.parent)
    place = Place("minor", "safety")

    assert caption(edited.page(Reply(place, (Part("step-retry-keys"),)))) == (
        "Press star for next, pound to go back."
    )


def test_a_line_that_is_renamed_is_called_so_by_every_prompt(tmp_path: Path):
    copied(tmp_path)
    protocol = tmp_path / "protocol.yaml"
    for old, new in (
        ('name: "Navigator"', 'name: "Night desk"'),
        ("phrase: Navigator", "phrase: night desk"),
        ('say: "the Navigator"', 'say: "the night desk"'),
        ("phrase: phone numbers", "phrase: call list"),
        ("word: NUMBERS", "word: CALLS"),
    ):
        edit(protocol, old, new)
    edited = load_edition(protocol, tmp_path / "prompts")
    parts = [
        Part("help", "menu", "start"),
        Part("end", "minor", "end"),
        Part("numbers", "numbers", "all"),
        Part("note-young", "adult", "all"),
    ]
    place = Place("minor", "safety")

    assert [caption(edited.page(Reply(place, (part,)))) for part in parts] == [
        "Emergency: use your radio. Say next, repeat, go back, hold on, main menu, or "
        "night desk. This line is unrecorded.",
        "That's all 8. Say go back, call list, night desk, B-C-A, or goodbye.",
        "6 numbers. To connect now, say night desk or B-C-A. To hear each, say next.",
        "At this age the night desk can be offered.",
    ]
    assert edited.messages.body(parts[1::2]) == (
        "That's all 8. Reply MINOR for all, CALLS or MENU.\n"
        "At this age the Night desk can be offered: reply NAV."
    )


def test_a_number_that_a_prompt_names_is_the_protocols(tmp_path: Path):
    copied(tmp_path)
    voice = tmp_path / "prompts" / "voice.yaml"
    edit(voice, "Resource line again.", "Or call {bca.number}.")
    edited = load_edition(tmp_path / "protocol.yaml", voice.parent)

    assert caption(
        edited.page(Reply(Place("minor", "safety"), (Part("returned"),)))
    ) == ("Or call 6 5 1, 7 9 3, 7 0 0 0.")


def test_the_greeting_and_menu_name_no_crime(edition: Edition):
    spoken = [
        respond(edition.protocol, MENU_PLACE, Intent(act))
        for act in (Act.ARRIVE, Act.SILENCE, Act.UNKNOWN, Act.REPEAT)
    ]

    for reply in spoken:
        words = caption(edition.page(reply)).casefold()
        assert not re.search("traffick|victim|pimp", words)
