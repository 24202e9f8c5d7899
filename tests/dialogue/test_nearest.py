"""For a person who reads what was missed: the nearest command, and what to add."""

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.nearest import Addition, Nearness

TEXT, VOICE = frozenset({"text"}), frozenset({"voice"})
BOTH = TEXT | VOICE


@pytest.mark.parametrize(
    ("words", "channels", "section", "own"),
    [
        ("shelter for boys", TEXT, "resources.link", False),
        ("navigator plz for ___", TEXT, "resources.navigator", False),
        ("___ phone numbers list", TEXT, "numbers", False),
        ("repeat it once more", BOTH, "commands.repeat", True),
        # Heard, it may be near by its sound alone.
        ("mine are", VOICE, "tracks.minor", False),
        ("gps", VOICE, "resources.child-protection", False),
    ],
)
def test_the_nearest_command_is_named_by_where_its_words_stand(
    edition: Edition, words: str, channels: frozenset[str], section: str, own: bool
):
    found = Nearness(edition.vocabulary).nearest(words, channels)

    assert found is not None
    assert (found.section, found.own) == (section, own)


@pytest.mark.parametrize(
    ("words", "channels"),
    [
        ("is this ___", TEXT),
        ("warrant", TEXT),
        ("___ lot hours", TEXT),
        # Letters in common are no word in common: place, unsure.
        ("plate ___", BOTH),
        ("need a nurse", BOTH),
        ("case # officer ___ badge #", TEXT),
        # Less than half of a phrase stands in it, or what stands in anything.
        ("can she go home", TEXT),
        ("interpreter please", TEXT),
        ("gps", TEXT),
    ],
)
def test_what_is_near_nothing_is_said_to_be_so(
    edition: Edition, words: str, channels: frozenset[str]
):
    assert Nearness(edition.vocabulary).nearest(words, channels) is None


@pytest.mark.parametrize(
    ("words", "channels", "added"),
    [
        ("shelter for boys", TEXT, Addition("thumbed", "shelter for boys")),
        ("shelter for boys", VOICE, Addition("heard", "shelter for boys")),
        ("shelter for boys", BOTH, Addition("words", "shelter for boys")),
        # In a sentence only the command's own words say something of it.
        ("need a shelter bed for ___", TEXT, Addition("asked", "shelter")),
        ("who do i call for a translator", TEXT, None),
        # A call is understood by its whole words only.
        ("need a shelter bed for ___", VOICE, None),
        # What only sounds like it helps where it is heard.
        ("gps", BOTH, Addition("heard", "gps")),
        # It is known already.
        ("navigator plz for ___", TEXT, None),
    ],
)
def test_what_can_be_added_is_told_with_its_list(
    edition: Edition, words: str, channels: frozenset[str], added: Addition | None
):
    nearness = Nearness(edition.vocabulary)
    near = nearness.nearest(words, channels)

    assert near is not None
    assert nearness.addition(words, channels, near) == added
