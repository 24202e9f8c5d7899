"""Two robots are broken off; a person never waits longer than five seconds."""

from pathlib import Path

import pytest

from ivr.simulator.thread import Thread
from ivr.web.loops import breaks_off
from ivr.web.memory import PLACE_SECONDS, Exchange
from tests.hotline import OFFICER, Office, office


def play(*texts: tuple[float, str, bool]) -> list[bool]:
    """Texts at seconds, clear ("NEXT") or not ("?words"), moving or not: answered?"""
    kept: list[Exchange] = []
    answered = []
    for at, words, moved in texts:
        now = Exchange(
            "SM", "", at, clear=not words.startswith("?"), moved=moved, digest=words
        )
        broken = breaks_off(tuple(kept), now)
        answered.append(not broken)
        if not broken:
            kept = [*kept, now][-12:]
    return answered


def test_one_line_for_what_is_not_understood_in_five_minutes():
    texts = [(at, f"?{at}", False) for at in (0, 10, 200, 299, 301, 400)]

    assert play(*texts) == [True, False, False, False, True, False]


def test_the_same_unknown_words_are_never_answered_twice_in_a_row():
    assert play((0, "?hello", False), (400, "?hello", False), (900, "?hi", False)) == [
        True,
        False,
        True,
    ]


def test_words_of_hours_ago_are_no_robots():
    hours = [(at * PLACE_SECONDS / 2 + at, "?hello", False) for at in range(5)]

    assert play(*hours) == [True, False, True, False, True]


def test_whoever_was_understood_meanwhile_is_told_again_what_the_words_are():
    texts = [
        (0, "?kid says hotel", False),
        (20, "?she ran", False),
        (40, "MINOR", True),
        (60, "?now what happens", False),
        (80, "?hello", False),
        (100, "NEXT", True),
        (120, "?hello", False),
    ]

    assert play(*texts) == [True, False, True, True, False, True, True]


@pytest.mark.parametrize("gap", [1, 7, 70, 280])
def test_a_phone_that_says_the_same_after_each_of_our_texts_is_answered_twice(
    gap: int,
):
    """She asks for steps, and her phone says by itself that she is driving."""
    words = [("NEXT", True), ("?I'm driving.", False)] * 5
    answered = play(*((at * gap, *text) for at, text in enumerate(words)))

    assert answered[1::2] == [True, True, False, False, False]


@pytest.mark.parametrize("gap", [0.3, 1, 4, 7, 20, 59])
def test_a_robot_that_is_understood_now_and_then_is_broken_off(gap: float):
    """It speaks only when spoken to: its first text without an answer is its last."""
    texts = [
        (at * gap, "MENU" if at % 2 else f"?ticket {at}", False) for at in range(80)
    ]

    assert play(*texts).index(False) <= 10


def test_a_robot_that_is_understood_now_and_then_is_broken_off_without_a_database(
    tmp_path: Path,
):
    with office(f"sqlite:///{tmp_path / 'hotline.db'}", tmp_path) as made:
        made.store.database.engine.dispose()
        with made.store.database.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE places")
        thread = Thread(made.world, OFFICER)
        answered = [
            bool(thread.text("menu" if at % 2 else f"ticket {at} zqx"))
            for at in range(20)
        ]

    assert answered == [True] * 10 + [False] * 10


def test_a_robot_that_says_a_word_of_ours_is_answered_ten_times_in_ten_minutes():
    answered = play(*((at * 7.0, "MENU", False) for at in range(80)))

    assert sum(answered) == 10


def test_a_robot_that_is_fast_is_answered_ten_times_and_then_every_five_seconds():
    answered = play(*((at / 8, "NEXT", True) for at in range(160)))

    # However it moves.
    assert [at / 8 for at, one in enumerate(answered) if one] == [
        *(at / 8 for at in range(10)),
        6.125,
        11.125,
        16.125,
    ]


@pytest.mark.parametrize("gap", [5, 6, 20, 90])
def test_a_person_who_asks_for_steps_is_always_answered(gap: int):
    assert all(play(*((at * gap, "NEXT", True) for at in range(60))))


def test_a_person_who_asks_for_the_same_step_twice_is_answered_too():
    texts = [(at * 6, "NEXT", at % 2 == 0) for at in range(60)]

    assert all(play(*texts))


def test_over_the_wire_an_echo_is_broken_off(hotline_office: Office):
    thread = Thread(hotline_office.world, OFFICER)
    heard, answered = "hello", 0
    for _ in range(30):
        came = thread.text(heard)
        if came:
            answered += 1
            heard = came[-1].text

    assert answered <= 2


def test_all_eight_steps_are_answered_to_quick_thumbs(hotline_office: Office):
    thread = Thread(hotline_office.world, OFFICER)
    thread.text("minor")
    said = [thread.text("next")[0].text[:6] for _ in range(8)]

    assert said == [f"{n} of 8" for n in range(1, 9)]
