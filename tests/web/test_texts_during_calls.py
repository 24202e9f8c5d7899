"""Texts that are asked for by voice: sent, or said instead."""

import pytest

from ivr.simulator.account import Account
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Words
from ivr.simulator.thread import Thread
from ivr.simulator.world import World
from ivr.store.outbox import GAPS
from ivr.store.tables import outbox
from tests.hotline import OFFICER, Hotline, Office
from tests.waiting import until

NUMBER = "+16125550143"


@pytest.fixture
def account(hotline_office: Office) -> Account:
    return hotline_office.account


def call_from(world: World, phone: str = OFFICER) -> Call:
    call = Call(world, phone)
    call.start()
    call.listen()
    return call


def say(call: Call, *words: str) -> list[str]:
    """What the hotline says to it."""
    for one in words:
        before = len(call.script)
        call.happen(Words(one))
        call.listen()
    return [h.text for h in call.script[before:] if h.who == "hotline"]


def test_the_text_is_for_where_she_is(hotline_office: Office, world: World):
    call = call_from(world)
    said = say(call, "warning signs", "text me")
    hotline_office.settle()
    ((to, body),) = world.arrived

    assert said == ["I'm texting it."]
    assert (to, body.split("\n")[0]) == (OFFICER, "SIGNS: does the person")


def test_a_repeated_webhook_sends_one_text(hotline: Hotline, hotline_office: Office):
    for _ in range(3):
        hotline.turn("/voice/minor/safety", SpeechResult="text me")
    hotline_office.settle()

    assert len(hotline_office.world.arrived) == 1


def test_the_text_carries_its_callback_and_a_limit_on_its_age(
    hotline_office: Office, account: Account
):
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()
    (message,) = account.messages
    (row,) = hotline_office.rows(outbox)

    assert (
        message.callback == f"https://hotline.example.org/sms/status?text={row['id']}"
    )
    assert 600 < message.validity <= 900
    assert (row["state"], row["number"], row["sid"]) == ("delivered", None, message.sid)


WEATHER = {
    "too many requests": "too many",
    "an error of theirs": "broken",
    "a line that is cut": "dropped",
}


def waits_again(made: Office, tried: int) -> bool:
    """Whether the one text was tried so often in vain, and is to be tried again."""
    (row,) = made.rows(outbox)
    return (row["state"], row["tries"]) == ("waiting", tried)


@pytest.mark.parametrize("rest", WEATHER.values(), ids=WEATHER.keys())
def test_a_passing_fault_is_tried_again(
    hotline_office: Office, account: Account, rest: str
):
    account.weather.rest, account.weather.storms = rest, 2
    say(call_from(hotline_office.world), "phone numbers")
    for tried, gap in ((1, GAPS[0]), (2, GAPS[1])):
        until(lambda tried=tried: waits_again(hotline_office, tried))
        hotline_office.clock.turn(2 * gap)
    hotline_office.settle()

    assert len(account.messages) == len(hotline_office.world.arrived) == 1
    assert hotline_office.rows(outbox)[0]["tries"] == 3


def test_an_answer_that_is_lost_may_double_a_text_and_never_loses_it(
    hotline_office: Office, account: Account
):
    account.weather.rest, account.weather.storms = "answer lost", 1
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()

    assert 1 <= len(account.messages) <= 2


@pytest.mark.parametrize("callbacks", ["twice", "backwards", "never"])
def test_callbacks_in_any_order(
    hotline_office: Office, account: Account, callbacks: str
):
    account.weather.callbacks = callbacks
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()

    (row,) = hotline_office.rows(outbox)
    assert row["state"] == ("sent" if callbacks == "never" else "delivered")


def test_a_text_that_fails_is_said_at_the_next_prompt_once(
    hotline_office: Office, account: Account
):
    account.weather.refused = {OFFICER: 21614}
    call = call_from(hotline_office.world)
    say(call, "minor", "child protection")
    hotline_office.settle()
    after = say(call, "repeat")
    later = say(call, "repeat")

    assert after[:2] == [
        "A text could not be sent.",
        "The number for Child Protection Intake: 6 1 2, 3 4 8, 3 5 5 2. "
        "Again: 6 1 2, 3 4 8, 3 5 5 2.",
    ]
    assert later == after[2:]


ADULT = [
    "The Navigator: 6 1 2, 2 3 2, 5 4 2 8.",
    "The B-C-A: 6 5 1, 7 9 3, 7 0 0 0.",
]


def test_of_a_whole_track_the_numbers_are_said_that_its_steps_give(
    hotline_office: Office, account: Account
):
    account.weather.refused = {OFFICER: 30007}
    call = call_from(hotline_office.world)
    say(call, "adult", "text me this")
    hotline_office.settle()

    assert say(call, "repeat")[:3] == ["A text could not be sent.", *ADULT]


def test_who_cannot_be_texted_a_track_hears_its_numbers(world: World):
    said = say(call_from(world, "anonymous"), "adult", "text me this")

    assert said == ["I can't text this phone during a call.", *ADULT]


def test_one_that_is_taken_and_then_not_delivered_is_said_too(
    hotline_office: Office, account: Account
):
    account.weather.undelivered = {OFFICER: 30003}
    call = call_from(hotline_office.world)
    say(call, "minor", "child protection")
    hotline_office.settle()

    assert say(call, "repeat")[0] == "A text could not be sent."
    assert hotline_office.rows(outbox)[0]["code"] == "30003"


def test_a_phone_that_cannot_be_texted_is_not_promised_one_again(
    hotline_office: Office, account: Account
):
    account.weather.refused = {OFFICER: 21614}
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()
    said = say(call_from(hotline_office.world), "phone numbers")

    assert said == [
        "I can't text this phone during a call.",
        "The Navigator: 6 1 2, 2 3 2, 5 4 2 8.",
    ]
    assert len(hotline_office.rows(outbox)) == 1


def test_after_stop_the_number_is_said_and_after_start_texted(
    hotline_office: Office, world: World
):
    thread = Thread(world, OFFICER)
    thread.text("stop")
    call = call_from(world)
    say(call, "b c a", "minor")
    call.happen(Event.HANG_UP)
    call = call_from(world)
    say(call, "main menu", "child protection")
    hotline_office.settle()
    assert say(call, "repeat")[0] == "A text could not be sent."
    thread.text("start")
    world.arrived.clear()
    say(call, "phone numbers")
    hotline_office.settle()

    assert len(world.arrived) == 1


UNTEXTABLE = {
    "withheld": "anonymous",
    "withheld, as digits": "+266696687",
    "restricted": "+7378742833",
    "restricted, as a number of North America": "+17378742833",
    "blocked": "+2562533",
    "unknown": "+8656696",
    "unavailable": "+86282452253",
    "no area of North America": "+10000000000",
    "no exchange of North America": "+16121550143",
    "one without its area": "+15550143",
    "nothing": "",
    "toll-free": "+18662231111",
    "not a number": "+1' OR 1=1",
    "a landline abroad": "+442079460000",
}


@pytest.mark.parametrize("phone", UNTEXTABLE.values(), ids=UNTEXTABLE.keys())
def test_who_cannot_be_texted_hears_the_number_and_is_promised_nothing(
    hotline_office: Office, phone: str
):
    call = call_from(hotline_office.world, phone)
    said = say(call, "minor", "child protection")

    assert said == [
        "I can't text this phone during a call.",
        "Child Protection Intake answers with its own key menu. The number for Child "
        "Protection Intake: 6 1 2, 3 4 8, 3 5 5 2. Again: 6 1 2, 3 4 8, 3 5 5 2.",
    ]
    assert hotline_office.rows(outbox) == []


def test_who_has_an_area_code_that_is_not_listed_yet_is_texted_and_known_again(
    hotline_office: Office,
):
    # Area code 924, in service in southern Minnesota.
    officer = "+19245550123"
    call = call_from(hotline_office.world, officer)
    said = say(call, "minor", "next", "text me")
    call.happen(Event.HANG_UP)
    hotline_office.settle()
    again = call_from(hotline_office.world, officer)

    assert said[0] == "I'm texting it."
    assert [to for to, _ in hotline_office.world.arrived] == [officer]
    assert again.script[0].text.startswith("You were on step 2 of minor.")


def test_two_who_withhold_their_numbers_are_two(hotline_office: Office, world: World):
    say(call_from(world, "anonymous"), "minor", "next", "next")
    hotline_office.settle()
    call = call_from(world, "anonymous")

    assert call.script[0].text.startswith("Patrol Resource Line")


GARBAGE = ["", "x" * 5000, "\x00\x01", "💥", "'; DROP TABLE outbox; --", "-1"]


@pytest.mark.parametrize("junk", GARBAGE)
def test_garbage_in_callbacks_changes_nothing(
    hotline: Hotline, hotline_office: Office, junk: str
):
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()
    before = hotline_office.rows(outbox)
    answers = [
        hotline.post(
            f"/sms/status?text={text}",
            MessageSid=junk,
            MessageStatus=status,
            ErrorCode=junk,
        ).status_code
        for text in (before[0]["id"], "0" * 32, "x")
        for status in ("failed", "delivered", junk)
    ]
    hotline_office.settle()

    assert set(answers) == {204}
    assert hotline_office.rows(outbox) == before


def test_a_repeated_text_gives_the_same_answer_and_moves_nobody(
    hotline_office: Office, hotline: Hotline
):
    sid = "SM" + "a" * 32
    hotline.text("minor")
    first = [hotline.text("next", MessageSid=sid) for _ in range(3)]
    hotline.client.delete_cookie("place", domain="localhost")
    again = hotline.text("next", MessageSid=sid)
    onward = hotline.text("next")

    assert first == [first[0]] * 3 and again == first[0]
    assert "1 of 8" in first[0] and "2 of 8" in onward


def test_the_counts_are_in_the_form_that_monitoring_reads(
    hotline_office: Office, world: World
):
    say(call_from(world), "phone numbers")
    hotline_office.settle()
    told = hotline_office.app.test_client().get("/metrics").text

    assert 'hotline_exchanges_total{channel="voice",kind="call"}' in told
    assert 'hotline_texts_total{outcome="sent"}' in told
    assert "hotline_answer_seconds_bucket" in told
    assert OFFICER[1:] not in told


def test_no_log_line_names_a_number(
    hotline_office: Office, account: Account, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(0)
    account.weather.refused = {OFFICER: 21614}
    say(call_from(hotline_office.world), "phone numbers")
    hotline_office.settle()
    ours = [
        r.getMessage() for r in caplog.records if r.name.startswith(("ivr", "twilio"))
    ]

    assert any("A text was not sent" in line for line in ours)
    assert not any(OFFICER[1:] in line for line in ours)
