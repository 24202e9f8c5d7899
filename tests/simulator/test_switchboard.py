"""Many calls at a clock that is turned by hand."""

import json
from concurrent.futures import ThreadPoolExecutor

from ivr.simulator.conversation import parse, run
from ivr.simulator.events import Event, Waiting, Words
from ivr.simulator.showing import Guide, state
from ivr.simulator.switchboard import Switchboard
from tests.hotline import OFFICER, Office


def test_a_silent_caller_hears_all_eight_steps_as_the_clock_goes(
    hotline_office: Office,
):
    board = Switchboard(hotline_office.account)
    sid = board.dial(OFFICER)
    call = board.calls[sid].call
    board.turn(180)
    said = " ".join(one.text for one in call.script if one.who == "hotline")

    for number in range(1, 9):
        assert f"{number} of 8." in said


def test_a_caller_who_says_nothing_is_let_go_in_the_end(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    call = board.calls[board.dial(OFFICER)].call
    board.turn(3600)

    assert call.wait.what is Waiting.OVER and call.fault is None


def test_words_spoken_into_a_sentence_end_it_and_its_time(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    sid = board.dial(OFFICER)
    board.turn(0.5)
    board.happen(sid, Words("minor"))
    board.turn(1.0)

    assert board.calls[sid].call.script[-1].text.startswith("Separate the victim")


def test_a_line_that_never_answers_rings_for_its_time(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    sid = board.dial(OFFICER)
    call = board.calls[sid].call
    board.happen(sid, Words("navigator"))
    board.turn(10)
    assert call.wait.what is Waiting.RINGING
    board.turn(40)

    assert len(call.dialled) == 2


def test_what_is_copied_runs_as_a_conversation(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    sid = board.dial(OFFICER)
    for event in (Words("minor"), Event.TIME_UP, Words("navigator"), Event.BUSY):
        board.hear_out(sid)
        board.happen(sid, event)
    board.hear_out(sid)
    board.happen(sid, Event.HANG_UP)
    copied = "".join(f"{entry}\n" for entry in board.calls[sid].entries)
    hotline_office.forget()

    assert parse(copied)
    assert run(copied, hotline_office.world) == ()


def test_a_text_that_comes_by_itself_is_something_new_to_look_at(
    hotline_office: Office,
):
    board = Switchboard(hotline_office.account)
    board.look(OFFICER)
    before = board.version
    hotline_office.world.arrive(OFFICER, "by itself")

    assert board.wait_for_change(before, 0) != before
    assert [one.text for one in board.look(OFFICER).bubbles] == ["by itself"]


def test_several_windows_that_look_at_once_see_each_text_once(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    board.look(OFFICER)
    for number in range(200):
        hotline_office.world.arrive(OFFICER, str(number))
    with ThreadPoolExecutor(8) as windows:
        list(windows.map(lambda _: board.look(OFFICER), range(64)))

    texts = [one.text for one in board.look(OFFICER).bubbles]
    assert texts == [str(number) for number in range(200)]


def test_two_hundred_calls_at_once_each_come_to_their_end(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    sids = [board.dial(f"+1612555{number:04d}") for number in range(200)]
    for sid in sids[::2]:
        board.happen(sid, Words("minor"))
    board.turn(2)
    for sid in sids[::4]:
        board.happen(sid, Words("navigator"))
    board.turn(3600)
    calls = [board.calls[sid].call for sid in sids]

    assert all(call.wait.what is Waiting.OVER for call in calls)
    assert all(call.fault is None for call in calls)
    assert sum(len(call.dialled) for call in calls) == 100


def test_the_page_stays_small_while_two_hundred_lines_ring(hotline_office: Office):
    board = Switchboard(hotline_office.account)
    sids = [board.dial(f"+1612555{number:04d}") for number in range(200)]
    for sid in sids:
        board.happen(sid, Words("navigator"))
    board.turn(5)
    last = board.calls[sids[-1]].call.caller
    shown = state(board, last, [], Guide("1", "9"))

    assert len(shown["desks"]) == 12 and shown["more_desks"] == 188
    assert shown["desks"][0]["phone"] == last
    assert len(json.dumps(shown)) < 20_000
