"""How long an officer waits, counted from the pages; nothing here is timed."""

import pytest

from ivr.channels.edition import Edition, load_edition
from tests.content import ROOT
from tests.understanding.seconds import (
    CEILINGS,
    dialled,
    floors,
    lines,
    measured,
    passage,
    standings,
)
from tests.understanding.spoken import WORDS_A_MINUTE, Spoken, rate, spoken


@pytest.fixture(scope="module")
def figures(edition: Edition) -> dict[str, float]:
    return measured(edition)


@pytest.fixture(scope="module")
def other() -> Edition:
    content = ROOT / "tests" / "other"
    return load_edition(content / "protocol.yaml", content / "prompts")


def page(inside: str) -> Spoken:
    return spoken(f"<Response>{inside}</Response>".encode())


def test_the_voice_reads_the_hotlines_own_words_at_160_a_minute(edition: Edition):
    assert rate(passage(edition)) == pytest.approx(WORDS_A_MINUTE, rel=0.02)


@pytest.mark.parametrize("what", CEILINGS)
def test_she_waits_no_longer_than_this(figures: dict[str, float], what: str):
    assert figures[what] <= CEILINGS[what]


def test_the_line_offered_first_is_one_turn_away_from_everywhere(
    edition: Edition, figures: dict[str, float]
):
    least = floors(edition)

    assert {what: figures[what] for what in least} == {
        "places from which 'Navigator' dials in one turn": 1.0
    }


def test_every_line_asked_for_by_name_is_dialled_in_one_turn_from_every_place(
    edition: Edition,
):
    named = lines(edition)
    elsewhere = [
        (line, place)
        for line in named
        for place in standings(edition)
        if dialled(edition, place, line) != line
    ]

    assert named == ("navigator", "bca", "safe-harbor")
    assert elsewhere == []


def test_what_comes_later_in_a_call_is_waited_for_longer(figures: dict[str, float]):
    for call in ("first call", "repeat call"):
        waits = [
            figures[f"{call}: {what}"]
            for what in ("first useful word", "step 1's action word", "step 1 heard")
        ]
        assert waits == sorted(waits)


def test_another_agencys_calls_are_measured_by_the_same_figures(
    other: Edition, figures: dict[str, float]
):
    found = measured(other)

    assert [what.replace("coast guard", "Navigator") for what in found] == [*figures]
    assert found["places from which 'coast guard' dials in one turn"] == 1.0
    assert found["repeat call: first useful word"] == 0.3


def test_a_pause_and_a_slower_pace_are_counted_as_the_page_gives_them():
    plain = page("<Say>four</Say><Say>five</Say>").seconds
    slow = page('<Say><prosody rate="50%">four</prosody></Say>').seconds
    apart = page('<Say>four<break time="300ms"/>five</Say>').seconds

    assert slow == pytest.approx(2 * page("<Say>four</Say>").seconds)
    assert apart == pytest.approx(plain + 0.3)


def test_words_are_found_where_they_are_said():
    said = page("<Say>Go now. Then wait.</Say>")

    assert said.starts("go now") == 0.0
    assert 0.0 < said.ends("go now.") < said.starts("then wait") < said.seconds
    assert said.ends("then wait.") == said.seconds


def test_a_page_waits_as_long_as_it_listens_and_says_nothing_after_that():
    said = page('<Gather timeout="3"><Say>Go.</Say></Gather><Redirect>/</Redirect>')

    assert (said.words.strip(), said.patience) == ("Go.", 3.0)


@pytest.mark.parametrize(
    "inside",
    [
        "<Play>/tone.wav</Play>",
        '<Say><sub alias="go">g</sub></Say>',
        '<Say>Go.<break strength="weak"/></Say>',
    ],
)
def test_what_takes_an_unknown_time_is_refused(inside: str):
    with pytest.raises(ValueError, match="not known"):
        page(inside)
