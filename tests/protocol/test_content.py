"""What the agency says, as the document has it."""

import re
from itertools import chain

from ivr.channels.edition import Edition
from ivr.protocol.templates import split

STEPS = {
    "minor": (
        "separate safety advocate nurse report devices investigate shelter".split()
    ),
    "adult": "separate safety advocate devices investigate".split(),
    "unsure": (
        "separate safety advocate nurse report devices investigate shelter".split()
    ),
}
NUMBERS = {
    "navigator": "612-232-5428",
    "child-protection": "612-348-3552",
    "bca": "651-793-7000",
    "link": "612-673-5465",
    "safe-harbor": "1-866-223-1111",
    "national": "1-888-373-7888",
}


def test_each_track_has_the_documents_steps_in_their_order(edition: Edition):
    tracks = {id: list(edition.protocol.items(id)) for id in edition.protocol.tracks}

    assert tracks == STEPS


def test_all_six_numbers_stand_once_each_and_as_the_document_writes_them(
    edition: Edition,
):
    resources = edition.protocol.resources

    assert {id: one.number for id, one in resources.items()} == NUMBERS


def test_a_number_is_dialled_as_it_is_written(edition: Edition):
    dialled = {id: edition.protocol.dial(id) for id in NUMBERS}

    assert dialled == {
        id: "+1" + number.replace("-", "")[-10:] for id, number in NUMBERS.items()
    }


def test_every_number_stands_in_its_resources_own_sentence(edition: Edition):
    for resource in edition.protocol.resources.values():
        assert resource.number and resource.number in resource.source


def test_both_of_the_documents_ages_stand_as_it_has_them(edition: Edition):
    assert "under age 24" in edition.text_for("navigator")
    assert "up to the age of 24" in edition.protocol.steps["advocate"].text
    assert "Up to the age of 24" in edition.protocol.steps["advocate"].say


def test_no_prompt_calls_by_its_name_what_the_protocol_may_rename(edition: Edition):
    protocol = edition.protocol
    ours = {
        one for line in protocol.resources.values() for one in (line.name, line.say)
    }
    ours |= {line.phrase for line in protocol.resources.values()}
    ours |= {one.word for one in protocol.called().values()}
    prompts = (edition.voice.wording.prompts, edition.messages.wording.prompts)
    typed = [
        (prompt, name)
        for prompt, text in chain.from_iterable(one.items() for one in prompts)
        for name in ours
        for literal, _ in split(text)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", literal)
    ]

    assert typed == []
