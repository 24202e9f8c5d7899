"""The floors hold, on what was written and on what was heard over noise."""

import pytest

from tests.content import edition
from tests.understanding.audio import LEVELS, RATE, VOICES, car, mixed, speak
from tests.understanding.floors import floors
from tests.understanding.keyboard import slipped
from tests.understanding.listening import (
    PARTS,
    channel,
    given_hints,
    is_stale,
    phrases,
    read_heard,
)
from tests.understanding.measures import (
    HELD_OUT,
    Figure,
    figures,
    messages,
    private,
)
from tests.understanding.recogniser import Recogniser

# So short a text is written alike by anybody.
SHORT = 3


@pytest.fixture(scope="module")
def measured() -> dict[str, Figure]:
    return {figure.key: figure for figure in figures()}


@pytest.mark.parametrize("key", floors())
def test_what_is_heard_does_not_get_worse(measured: dict[str, Figure], key: str):
    figure = measured[key]

    assert floors()[key].holds(figure.value), figure


def test_what_was_heard_was_heard_with_the_hints_that_are_given_today():
    assert not is_stale(), "Run `make hear`."


@pytest.mark.parametrize("part", PARTS)
def test_every_phrase_was_heard_in_every_voice_at_every_level_twice(part: str):
    heard = {
        (one.said, one.at, one.voice, one.decibels, one.hinted)
        for one in read_heard(part)
    }

    assert heard == {
        (one.said, one.at, voice, level, hinted)
        for one in phrases(part)
        for voice in VOICES
        for level in LEVELS
        for hinted in (True, False)
    }
    assert len(phrases(part)) >= 40 and len(VOICES) == 6


@pytest.mark.parametrize("part", HELD_OUT)
def test_nothing_that_was_held_out_was_tuned_on(part: str):
    tuned = {(one.said.casefold(), one.at) for one in messages("tune")}
    held_out = messages(part)

    assert len(held_out) >= 400
    assert tuned.isdisjoint(
        (one.said.casefold(), one.at) for one in held_out if one.kind != "slip"
    )


@pytest.mark.parametrize("part", HELD_OUT)
def test_nothing_that_was_held_out_was_taught(part: str):
    learned = edition().vocabulary.learned
    taught = {said.casefold() for _, texts in learned for said in texts}

    assert taught.isdisjoint(one.said.casefold() for one in messages(part))


def test_a_slip_is_one_slip_and_the_same_each_time():
    assert slipped("warning signs") == slipped("warning signs") != "warning signs"
    assert abs(len(slipped("warning signs")) - len("warning signs")) <= 1
    assert slipped("15") == "15"


def test_an_officer_is_heard_over_a_car_with_the_hints_and_not_over_everything():
    recogniser = Recogniser(given_hints(False))
    said = speak("Navigator", VOICES["slt"])
    noise = car(len(said) + RATE, 1)

    hinted, _ = recogniser.hear(mixed(said, noise, 20))
    drowned, _ = recogniser.hear(mixed(said, noise, -30))

    assert hinted.words.casefold() == "navigator" and hinted.confidence > 0.5
    assert drowned.words.casefold() != "navigator"


@pytest.mark.parametrize("part", PARTS)
def test_the_channel_has_its_sirens(part: str):
    assert "" in channel(part) and len(set(channel(part))) > 50


def test_nothing_that_was_held_out_was_learned_from():
    learned = {
        said.casefold() for _, texts in edition().vocabulary.learned for said in texts
    }
    held_out = {one.said.casefold() for part in HELD_OUT for one in messages(part)}
    short = {one for one in held_out if len(one.split()) <= SHORT}

    assert learned.isdisjoint(said.casefold() for said in private())
    assert learned.isdisjoint(held_out - short)
