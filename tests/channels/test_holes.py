"""No name in a prompt stands for nothing where the prompt is told."""

from pathlib import Path

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.channels.values import worded
from ivr.channels.voice import spoken
from ivr.dialogue.ground import items, numbered, places, told
from ivr.dialogue.intent import YOUNG, Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Part
from ivr.dialogue.respond import respond
from ivr.dialogue.texting import respond_by_text
from ivr.protocol.faults import ContentError
from tests.content import copied, edit, elsewhere


def test_the_note_on_the_young_names_the_line_wherever_it_is_said(edition: Edition):
    for place in places(edition.protocol):
        part = Part(f"note-{YOUNG}", place.topic, place.item)

        said = spoken(worded(edition.voice.wording, part), edition.protocol)
        assert said == "At this age the Navigator can be offered."
        assert edition.messages.body([part]) == (
            "At this age the Navigator can be offered: reply NAV."
        )


def test_an_age_of_the_young_names_the_line_by_voice_and_by_text(edition: Edition):
    protocol, young = edition.protocol, Intent(Act.OPEN, "adult", YOUNG)
    for place in places(protocol):
        (note, *_) = respond(protocol, place, young).parts
        (text,) = respond_by_text(protocol, place, young)

        assert "the Navigator can" in spoken(
            worded(edition.voice.wording, note), protocol
        )
        assert edition.text(text).startswith("At this age the Navigator can be offered")


def test_who_is_offered_to_the_young_is_who_is_for_them(tmp_path: Path):
    copied(tmp_path)
    protocol = tmp_path / "protocol.yaml"
    edit(protocol, "    ages: {up-to: 24}\n", "")
    edit(
        protocol,
        'for: "ask for',
        'ages: {up-to: 24}\n    for: "ask for',
    )
    edited = load_edition(protocol, tmp_path / "prompts")
    part = Part(f"note-{YOUNG}", "adult", "separate")

    assert spoken(worded(edited.voice.wording, part), edited.protocol) == (
        "At this age the B-C-A can be offered."
    )


HOLES = {
    "a list that a track has not": (
        "sms.yaml",
        "MORE: {more}",
        "{word}, MORE: {more}",
        "prompts/sms.yaml:",
        "prompts.overview: {more} stands for nothing where it is told of adult, all. "
        "Take {more} out of it, or add to protocol.yaml what it names.",
    ),
    "a number that no place has": (
        "voice.yaml",
        'card: "{text}"',
        'card: "{text} {number}"',
        "prompts/voice.yaml:",
        "prompts.card: {number} stands for nothing where it is told of link. "
        "Take {number} out of it, or add to protocol.yaml what it names.",
    ),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"), HOLES.values(), ids=HOLES.keys()
)
def test_a_name_that_would_stand_for_nothing_is_refused(
    tmp_path: Path, file: str, old: str, new: str, where: str, what: str
):
    copied(tmp_path)
    prompts = tmp_path / "prompts"
    if "card" in old:
        without_number(tmp_path / "protocol.yaml")
    else:
        more = "    ages: {from: 18}\n    more: [safe-harbor, national]\n"
        edit(tmp_path / "protocol.yaml", more, "    ages: {from: 18}\n")
    edit(prompts / file, old, new)

    with pytest.raises(ContentError) as refused:
        load_edition(tmp_path / "protocol.yaml", prompts)

    faults = [str(fault).replace(f"{tmp_path}/", "") for fault in refused.value.faults]
    assert [fault for fault in faults if fault.startswith(where)]
    assert any(fault.endswith(what) for fault in faults), faults


def without_number(protocol: Path) -> None:
    """Take a resource's number out of all that is told of it."""
    edit(protocol, '    number: "612-673-5465"\n', "")
    told_of = protocol.read_text().replace("{link}", "there")
    protocol.write_text(told_of.replace("612-673-5465", "there"))


def test_the_last_step_leads_to_no_step_that_there_is_not(edition: Edition):
    protocol = edition.protocol
    for track in protocol.tracks:
        last = Place(track, items(protocol, track)[-1])
        text = edition.messages.body(told(protocol, last))

        beyond = numbered(protocol, last) + 1
        assert f"{protocol.tracks[track].word} {beyond}" not in text
        assert "Last step." in text


def test_the_last_step_offers_its_line(edition: Edition):
    (part,) = told(edition.protocol, Place("adult", "investigate"))
    said = spoken(worded(edition.voice.wording, part), edition.protocol)

    assert said.startswith("5 of 5. ")
    assert said.endswith("To connect now, say B-C-A. Or say next.")


def test_one_step_is_no_steps(tmp_path: Path):
    protocol, prompts = elsewhere(tmp_path)
    one = tmp_path / "protocol.yaml"
    one.write_text(
        protocol.read_text().replace("steps: [flat, rope, warm]", "steps: [rope]")
    )
    (prompts / "asked.txt").write_text("")
    edited = load_edition(one, prompts)
    (menu,) = respond_by_text(
        edited.protocol, Place("menu", "start"), Intent(Act.OPEN, "menu")
    )

    assert "THIN = 1 step\n" in edited.text(menu)
