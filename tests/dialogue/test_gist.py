"""What a text is about, learned from texts and what was meant by them."""

import pytest

from ivr.dialogue.gist import (
    LEAST_TAUGHT,
    NEVER,
    TALK,
    Gist,
    Seen,
    run_of,
    signs_of,
    thing_of,
)
from ivr.dialogue.halves import Halves, halves_of
from ivr.dialogue.intent import Act, Intent

BOAT, HUT, NEXT = Intent(Act.OPEN, "boat"), Intent(Act.REACH, "hut"), Intent(Act.NEXT)


def signs(said: str) -> frozenset[str]:
    return signs_of(run_of(said.split(), ()))


def seen(said: str, *things: Intent) -> list[Seen]:
    return [Seen(signs(said), things)] * LEAST_TAUGHT


@pytest.fixture
def gist() -> Gist:
    return Gist(
        [
            *seen("the boat leaks what now", BOAT),
            *seen("who can repair a boat", BOAT),
            *seen("the hut is cold who has the key", HUT),
            *seen("done and now", NEXT),
            *seen("i am late for dinner", TALK),
            Seen(signs("a song please"), (Intent(Act.OPEN, "song"),)),
        ]
    )


def scores(gist: Gist, said: str, in_track: bool = True) -> dict[Intent, float]:
    given = gist.scores(signs(said), in_track)
    return dict(zip(gist.things, given, strict=True))


def test_what_stands_oftener_with_a_thing_speaks_for_it(gist: Gist):
    found = scores(gist, "my boat leaks")

    assert found[BOAT] > 0 > found[HUT]
    assert max(found, key=lambda one: found[one]) == BOAT


def test_talk_is_known_as_talk(gist: Gist):
    given = gist.scores(signs("late for dinner again"), True)

    assert gist.idle(given)[0] > max(given)


def test_moves_mean_nothing_outside_the_steps(gist: Gist):
    assert scores(gist, "done", in_track=False)[NEXT] == NEVER
    assert scores(gist, "done", in_track=True)[NEXT] > 0


def test_words_tell_nothing_of_what_few_texts_ask_for(gist: Gist):
    assert scores(gist, "a song please")[Intent(Act.OPEN, "song")] == NEVER


def test_a_text_can_be_taken_as_never_seen():
    told = Seen(signs("only this once"), (BOAT,))
    gist = Gist([*seen("the boat leaks", BOAT), *seen("cold hut", HUT), told])
    given = gist.scores(signs("only this once"), True)
    without = gist.scores(signs("only this once"), True, told)

    assert given[0] > without[0]


def test_a_step_is_one_thing_whatever_its_number():
    assert thing_of(Intent(Act.STEP, ":4")) == thing_of(Intent(Act.STEP, "boat:2"))
    assert thing_of(Intent(Act.OPEN, "boat", "span")) == BOAT


def test_numbers_are_compared_as_one_and_ages_by_their_track():
    run = run_of("she is 15 on route 94".split(), [(2, 3, BOAT)])

    assert [word for _, word in run] == ["she", "is", "#boat", "on", "rout", "#"]


def test_halves_are_found_where_a_text_is_joined(gist: Gist):
    run = run_of("the boat leaks and who has the key".split(), ())

    def scored(part: list[tuple[int, str]]) -> tuple[list[float], float]:
        given = gist.scores(signs_of(part), False)
        return given, max(gist.idle(given))

    halves = halves_of(run, [4], scored)

    assert [gist.things[at] for at in halves.things] == [BOAT, HUT]
    assert halves.about > 0 and halves.apart > 0 and halves.ahead > 0
    assert halves_of(run, [0, len(run)], scored) == Halves()
