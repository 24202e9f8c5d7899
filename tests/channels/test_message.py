"""How replies are texted."""

from pathlib import Path

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.channels.edition import Edition, load_edition
from ivr.channels.segments import BASIC, EXTENDED, size
from ivr.dialogue.ground import MENU_PLACE, places, told
from ivr.dialogue.intent import Intent
from ivr.dialogue.place import Place
from ivr.dialogue.texting import respond_by_text
from tests.content import copied, edit

SUBJECTS = [
    *("minor adult unsure signs statute numbers".split()),
    *("navigator bca child-protection link safe-harbor national".split()),
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_text_is_plain_and_has_at_most_four_parts(edition: Edition, subject: str):
    counted = size(edition.text_for(subject), 152, 152)

    assert counted.plain
    assert counted.segments <= 4


def test_a_line_of_which_nothing_is_left_is_not_texted(
    edition: Edition, tmp_path: Path
):
    copied(tmp_path)
    edit(tmp_path / "protocol.yaml", "    more: [safe-harbor, national]\n", "")
    without = load_edition(tmp_path / "protocol.yaml", tmp_path / "prompts")
    more = [edition.protocol.resources[id] for id in ("safe-harbor", "national")]
    heads = ("MORE: ", *(one.name for one in more))

    said = edition.text_for("minor").splitlines()
    left = [line for line in said if not line.startswith(heads)]

    assert without.text_for("minor").splitlines() == left != said


def test_every_step_by_itself_says_how_to_go_on(edition: Edition):
    for place in places(edition.protocol):
        if place.item in edition.protocol.steps:
            text = edition.messages.body(told(edition.protocol, place))
            assert "Reply" in text.splitlines()[-1]
            assert size(text).segments <= 4


def test_who_asks_for_help_is_told_the_words_with_what_they_give(edition: Edition):
    texts = {
        (place.topic, said): [
            edition.messages.text(reply)
            for reply in respond_by_text(edition.protocol, place, Intent.parse(said))
        ]
        for place in (MENU_PLACE, Place("minor", "safety"))
        for said in ("help", "open menu")
    }

    assert texts["menu", "help"] == texts["menu", "open menu"]
    assert "Emergency: use your radio." in texts["menu", "help"][0]
    assert "NEXT, BACK or REPEAT" in texts["minor", "help"][0]
    assert "Emergency: use your radio." in texts["minor", "help"][0]


def test_every_number_in_a_text_stands_behind_its_owners_name(edition: Edition):
    lines = edition.text_for("numbers").splitlines()[1:]
    resources = edition.protocol.resources.values()

    assert [line.split(": ")[-1] for line in lines] == [one.number for one in resources]
    assert all(
        line.startswith(one.name) for line, one in zip(lines, resources, strict=True)
    )


def test_the_alphabet_is_that_of_the_standard():
    codec = gsm0338.Codec()
    taken = set()
    for code in range(0x2B00):
        try:
            codec.encode(chr(code))
        except UnicodeError:
            continue
        taken.add(chr(code))

    # The escape that announces an extended character is no character itself.
    assert taken - {"\x1b"} == BASIC | EXTENDED


@pytest.mark.parametrize(
    ("text", "units", "segments", "plain"),
    [
        ("", 0, 1, True),
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("a" * 306, 306, 2, True),
        ("a" * 307, 307, 3, True),
        ("a" * 152 + "€" + "a" * 152, 306, 3, True),
        ("’", 1, 1, False),
        ("’" * 71, 71, 2, False),
        ("😀" * 36, 72, 2, False),
    ],
    ids=[
        "nothing",
        "one full part",
        "one more",
        "two full parts",
        "three parts",
        "an extended character cannot straddle two parts",
        "CURLY QUOTE (U+2019)",
        "two parts of a wide alphabet",
        "emoji take two units each",
    ],
)
def test_the_size_of_a_text(text: str, units: int, segments: int, plain: bool):
    counted = size(text)

    assert (counted.units, counted.segments, counted.plain) == (units, segments, plain)


@given(st.text(max_size=700))
def test_any_text_can_be_counted(text: str):
    assert size(text.encode("utf-8", "ignore").decode()).segments >= 1
