"""What may be meant as it stands is told, and refused by nobody."""

from pathlib import Path

import pytest

from ivr.protocol.loading import load_content
from ivr.protocol.noting import notes, voice_notes
from tests.content import ROOT

OTHER = ROOT / "tests" / "other"


def noted(folder: Path, old: str = "", new: str = "", texts: str = "") -> list[str]:
    """What is told of another agency's protocol, once it is changed."""
    protocol = folder / "protocol.yaml"
    written = (OTHER / "protocol.yaml").read_text("utf-8")
    assert old in written
    protocol.write_text(written.replace(old, new, 1) if old else written, "utf-8")
    content = load_content(protocol, OTHER / "prompts")
    lines = texts.splitlines()
    found = notes(content.protocol, content.files[0], "asked.txt", lines)
    return [str(note).replace(f"{folder}/", "") for note in found]


def test_of_content_that_says_all_there_is_nothing_to_tell(tmp_path: Path):
    assert noted(tmp_path) == []


def test_a_step_that_no_track_has_is_told(tmp_path: Path):
    assert noted(tmp_path, "steps: [flat, rope, warm]", "steps: [flat, rope]") == [
        "protocol.yaml:19: steps.warm: no track has this step, so nobody hears or "
        "reads it. Add it to the steps: of a track, if it is to be done."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "where"),
    [
        ("call the coast guard on {coastguard}.", "call.", 16, "steps.rope.text"),
        ("coast guard {coastguard}", "coast guard", 17, "steps.rope.short"),
        (
            "[flat, rope, warm]",
            "[flat, {step: rope, short: ROPE}, warm]",
            31,
            "tracks.thin.steps.1.short",
        ),
    ],
)
def test_a_step_that_leaves_out_the_documents_number_is_told(
    tmp_path: Path, old: str, new: str, line: int, where: str
):
    assert noted(tmp_path, old, new) == [
        f"protocol.yaml:{line}: {where}: the document's sentence has the number of "
        "'coastguard', and these words have not. Write {coastguard} where it is to be "
        "told, if it should."
    ]


def test_a_number_may_be_left_out_where_its_line_is_offered_aloud(tmp_path: Path):
    assert noted(tmp_path, "Throw the rope. {coastguard}.", "Throw the rope.") == []


def test_a_number_of_an_area_that_is_not_listed_is_told(tmp_path: Path):
    assert noted(tmp_path, '"02 5550 1234"', '"+1 924 255 0134"') == [
        "protocol.yaml:56: resources.doctor.number: no such number is known to be "
        "given out; a new area code may not be listed yet. Compare it with the "
        "document, digit by digit, and call it once."
    ]


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        ("{below: 18}", ["ages 18 to 120 lead"]),
        ("{from: 1}", ["age 0 leads"]),
        ("{from: 13, below: 18}", ["ages 0 to 12 lead", "ages 18 to 120 lead"]),
        ("{below: 120}", ["age 120 leads"]),
        ("{}", []),
    ],
)
def test_ages_that_lead_nowhere_are_told(tmp_path: Path, ages: str, told: list[str]):
    assert noted(tmp_path, "about: thin ice", f"about: ice\n    ages: {ages}") == [
        f"protocol.yaml:24: tracks: {gap} to no track. If they should, widen the ages: "
        "of one."
        for gap in told
    ]


@pytest.mark.parametrize(
    "text",
    [
        "is 02 5550 7788 the coast guard",
        "5550 7788 thats the coast guard?",
        "I have 02 5550 7878 and it goes to a pizza place",
        "case 26-018834",
        "lotto numbers were 4 11 19 33 40",
        "+1 612 555 0142 called me",
    ],
)
def test_our_own_numbers_and_nobodys_may_be_learned_from(tmp_path: Path, text: str):
    assert noted(tmp_path, texts=f"nothing: {text}\n") == []


@pytest.mark.parametrize(
    "text", ["my cell is 03 9876 4321", "call (03) 98764321", "call 876-4321 pls"]
)
def test_a_number_that_may_be_somebodys_is_told(tmp_path: Path, text: str):
    assert noted(tmp_path, texts=f"next: and now\nprivate: {text}\n") == [
        "asked.txt:2: A telephone number that no resource has stands on line 2. If it "
        "is somebody's, take it out: what is learned from is kept for good."
    ]


@pytest.mark.parametrize(
    ("voice", "told"),
    [
        ("Joanna", 1),
        ("Polly Joanna", 1),
        ("Polly.Joanna-Neural", 0),
        ("Google.en-US-Chirp3-HD-Aoede", 0),
        ("alice", 0),
    ],
)
def test_a_voice_that_is_not_written_as_twilio_writes_it_is_told(voice: str, told: int):
    content = load_content(ROOT / "protocol.yaml", OTHER / "prompts")
    speech = content.voice.speech.model_copy(update={"voice": voice})
    spoken = content.voice.model_copy(update={"speech": speech})

    found = [str(note) for note in voice_notes(spoken, content.files[1])]

    voice_yaml = content.files[1]
    line = voice_yaml.line(("speech", "voice"))
    sentence = (
        f"speech.voice: {voice!r} is not written as Twilio writes its voices, and in a "
        "voice that it has not it may say nothing. Write the maker, a dot and the name "
        "as Twilio's list has them, such as Polly.Joanna-Neural: "
        "twilio.com/docs/voice/twiml/say/text-speech."
    )
    assert found == [f"{voice_yaml.name}:{line}: {sentence}"] * told


def test_what_comes_with_the_hotline_has_nothing_to_tell():
    content = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    lines = (ROOT / "prompts" / "asked.txt").read_text("utf-8").splitlines()

    assert list(notes(content.protocol, content.files[0], "asked.txt", lines)) == []
