"""For a person who reads what was missed: the nearest command, and what to add."""

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.nearest import Addition, Nearness

TEXT, VOICE = frozenset({"text"}), frozenset({"voice"})
BOTH = TEXT | VOICE


@pytest.mark.parametrize(
    ("words", "section", "own"),
    [
        ("runaway bed", "tracks.minor", False),
        ("navigator plz for ___", "resources.navigator", False),
        ("___ phone numbers list", "numbers", False),
        ("repeat it once more", "commands.repeat", True),
    ],
)
def test_the_nearest_command_is_named_by_where_its_words_stand(
    edition: Edition, words: str, section: str, own: bool
):
    found = Nearness(edition.vocabulary).nearest(words)

    assert found is not None
    assert (found.section, found.own) == (section, own)


@pytest.mark.parametrize("words", ["is this ___", "warrant", "___ lot hours"])
def test_what_is_near_nothing_is_said_to_be_so(edition: Edition, words: str):
    assert Nearness(edition.vocabulary).nearest(words) is None


@pytest.mark.parametrize(
    ("words", "channels", "added"),
    [
        ("runaway bed", TEXT, Addition("thumbed", "runaway bed")),
        ("runaway bed", VOICE, Addition("heard", "runaway bed")),
        ("runaway bed", BOTH, Addition("words", "runaway bed")),
        ("need a shelter bed for ___", TEXT, Addition("asked", "shelter bed")),
        # A call is understood by its whole words only.
        ("need a shelter bed for ___", VOICE, None),
        # Nothing in it tells anything, or it is known already.
        ("is this ___", TEXT, None),
        ("who is this", VOICE, None),
        ("navigator plz for ___", TEXT, None),
    ],
)
def test_what_can_be_added_is_told_with_its_list(
    edition: Edition, words: str, channels: frozenset[str], added: Addition | None
):
    assert Nearness(edition.vocabulary).addition(words, channels) == added
