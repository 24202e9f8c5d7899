"""The transcripts in this folder are what the hotline really says.

After a change of wording, look at what `python -m ivr record` makes of them.
"""

from pathlib import Path

import pytest

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.conversation import TranscriptError, parse, record, run
from ivr.simulator.world import World
from tests.hotline import Office

# What Twilio leaves open and an officer must not notice, all of it the other way.
OTHERWISE = Behaviour(
    speech_barges=False,
    empty_passes=False,
    speaks_plain_text=False,
    call_cookies=False,
    declined_status="no-answer",
    tells_bridged=False,
    star_while_ringing=True,
    whisper_fallback=True,
    rings_on=True,
    stops_with_full_stop=True,
    advanced_opt_out=True,
    toll_free=True,
    unannounced={"msg": "Gather End", "StirVerstat": "TN-Validation-Passed-A"},
)
FILES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_hotline_says_what_the_transcript_says(hotline_office: Office, file: Path):
    # None of them leaves words open, so each is recorded anew as it stands.
    assert (
        record(file.read_text(), hotline_office.world, hotline_office.settle)
        == file.read_text()
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_the_same_where_twilio_does_the_other_thing(
    hotline_office: Office, file: Path
):
    hotline_office.world.behaviour = OTHERWISE
    mismatches = run(file.read_text(), hotline_office.world, hotline_office.settle)

    assert not mismatches, "\n".join(f"{file.name}, {one}" for one in mismatches)


def test_a_wrong_word_in_a_transcript_is_named_with_its_line(world: World):
    text = "Officer calls\nHotline says: Something else.\n"

    (mismatch,) = run(text, world)

    assert (mismatch.line, mismatch.expected) == (2, "Hotline says: Something else.")
    assert "Minor, adult, or Navigator?" in mismatch.happened


def test_dots_stand_for_any_words(world: World):
    text = "Officer calls\nHotline says: Patrol ... Navigator?\n"

    assert run(text, world) == ()


def test_a_line_that_cannot_be_read_says_what_may_stand_there():
    with pytest.raises(TranscriptError, match="line 1: 'Officer sings' is not known"):
        parse("Officer sings: la\n")
