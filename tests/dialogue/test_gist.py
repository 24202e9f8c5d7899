"""What a text is about, learned from texts and what was meant by them."""

from random import Random

import numpy as np
import pytest

from ivr.dialogue.gist import LEAST_TAUGHT, NEVER, TALK, Gist, thing_of
from ivr.dialogue.halves import Halves, cuts_of, halves_of
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.learning import learned
from ivr.dialogue.seen import Seen
from ivr.dialogue.signs import run_of, signs_of, text_signs

BOAT, HUT, NEXT = Intent(Act.OPEN, "boat"), Intent(Act.REACH, "hut"), Intent(Act.NEXT)


ELSEWHERE = Intent(Act.UNKNOWN)


def signs(said: str) -> tuple[str, ...]:
    return signs_of(run_of(said.split(), ()))


def seen(said: str, *things: Intent) -> list[Seen]:
    return [Seen(signs(said), things)] * LEAST_TAUGHT


@pytest.fixture
def gist() -> Gist:
    return Gist.learn(
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
    (given,) = gist.weigh([signs(said)], in_track).things.tolist()
    return dict(zip((*gist.things, ELSEWHERE), given, strict=True))


def test_what_stands_oftener_with_a_thing_speaks_for_it(gist: Gist):
    found = scores(gist, "my boat leaks")

    assert found[BOAT] > 0 > found[HUT]
    assert max(found, key=lambda one: found[one]) == BOAT


def test_talk_is_known_as_talk(gist: Gist):
    found = scores(gist, "late for dinner again")

    assert max(found, key=lambda one: found[one]) == TALK


def test_moves_mean_nothing_outside_the_steps(gist: Gist):
    assert scores(gist, "done", in_track=False)[NEXT] == NEVER
    assert scores(gist, "done", in_track=True)[NEXT] > 0


def test_what_few_texts_ask_for_is_known_as_such(gist: Gist):
    song = gist.place[Intent(Act.OPEN, "song")]

    assert not gist.taught[song]
    assert gist.taught[gist.place[BOAT]]


def test_what_only_others_have_is_told_from_ours():
    other = Intent(Act.UNKNOWN, "reach lifeboat")
    gist = Gist.learn(
        [*seen("the boat leaks", BOAT), *seen("send the lifeboat", other)]
    )
    found = scores(gist, "send the lifeboat")

    assert found[ELSEWHERE] > 0 > found[BOAT]


def test_what_tells_two_things_apart_counts_more_than_what_stands_with_both():
    gist = Gist.learn(
        [
            *seen("please help the boat is cold and leaks", BOAT),
            *seen("please help the hut is cold and dark", HUT),
            *seen("please help the hut is cold and wet", HUT),
        ]
    )
    found = scores(gist, "please help it is cold and leaks")

    assert found[BOAT] > 0 > found[HUT]


def test_what_only_one_text_has_tells_nothing():
    texts = [*seen("the boat leaks", BOAT), *seen("cold hut", HUT)]
    gist = Gist.learn([*texts, Seen(signs("the gull boat"), (BOAT,))])

    assert "boat" in gist.row and "gull" not in gist.row


def test_words_count_with_their_endings_and_without():
    run = run_of("two boats leaked".split(), ())

    assert {"boat", "boats", "leak", "boats leaked"} <= set(signs_of(run))


def test_a_question_is_told_from_what_is_only_said():
    run = run_of("boat leaks".split(), ())
    said, asked = text_signs(run, False), text_signs(run, True)
    gist = Gist.learn([Seen(asked, (BOAT,)), Seen(said, (HUT,))] * 400)

    for signs_seen, meant in ((asked, BOAT), (said, HUT)):
        best = gist.weigh([signs_seen], False).things[0, :-1].argmax()
        assert gist.things[best] == meant


def test_long_texts_are_told_from_short_ones():
    short, long = run_of(["boat"], ()), run_of(["boat"] * 9, ())
    marks = [set(text_signs(one, False)) - set(signs_of(one)) for one in (short, long)]

    assert len(marks[0]) == len(marks[1]) == 1
    assert marks[0] != marks[1]


def test_the_same_texts_teach_the_same():
    texts = [*seen("the boat leaks", BOAT), *seen("cold hut", HUT)]
    one, other = Gist.learn(texts), Gist.learn(texts)

    assert one.row == other.row
    for layer, again in zip(one.network, other.network, strict=True):
        assert (layer == again).all()


def test_a_text_that_is_taught_besides_hardly_moves_the_others():
    draw = Random(1)
    texts = [np.array(draw.choices(range(200), k=6)) for _ in range(6401)]
    kinds = np.eye(3, dtype=np.float32)[[rows[0] % 3 for rows in texts]]
    taught, others = texts[:6000], [rows.tolist() for rows in texts[6001:]]
    called = (range(200), range(3))

    def told(count: int, first: int = 0) -> np.ndarray:
        marks = range(first, first + count)
        return learned(texts[:count], kinds[:count], marks, *called).odds(others)

    before = told(len(taught))
    besides = np.abs(told(len(taught) + 1) - before).mean()
    # By other marks the same texts come in another order, and other signs are left out.
    in_another_order = np.abs(told(len(taught), first=50_000) - before).mean()

    assert 0 < 4 * besides < in_another_order


def test_where_nothing_was_told_nothing_is_known():
    gist = Gist.learn([])

    assert gist.things == ()
    assert gist.weigh([signs("the boat leaks")], True).things.shape == (1, 1)


def test_a_step_is_one_thing_whatever_its_number():
    assert thing_of(Intent(Act.STEP, ":4")) == thing_of(Intent(Act.STEP, "boat:2"))
    assert thing_of(Intent(Act.OPEN, "boat", "young")) == BOAT


def test_ages_on_both_sides_of_a_border_are_a_thing_of_their_own():
    spanned = Intent(Act.OPEN, "boat", "span")

    assert thing_of(spanned) == spanned


def test_numbers_are_compared_as_one_and_ages_by_their_track():
    run = run_of("she is 15 on route 94".split(), [(2, 3, BOAT)])

    assert run.stems == ["she", "is", "#boat", "on", "rout", "#"]


def test_halves_are_found_where_a_text_is_joined(gist: Gist):
    run = run_of("the boat leaks and who has the key".split(), ())

    cuts = cuts_of(run, [0, 3, 8])
    parts = [signs_of(part) for cut in cuts for part in run.parted(cut)]
    given = gist.weigh(parts, False).things
    idle = given[:, gist.talk[0]].copy()
    given[:, gist.talk[0]] = NEVER
    halves = halves_of(given, idle, lambda one, two: one != two)

    assert cuts == [3]
    assert [gist.things[at] for at in halves.things] == [BOAT, HUT]
    assert halves.about > 0 and halves.apart > 0 and halves.ahead > 0
    assert halves_of(given, idle, lambda one, two: False) == Halves()
