"""A line's own leg: only that of the right call is let in, once and in time."""

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest

from ivr.store.tables import transfers
from tests.hotline import Hotline, Office


def dial_page(hotline: Hotline, call: str = "CA1") -> tuple[str, str]:
    """The addresses of the whisper and of the end, as a caller's page has them."""
    page = ET.fromstring(
        hotline.post("/voice/minor/safety", CallSid=call, Digits="0").text
    )
    dial, number = page.find("Dial"), page.find("Dial/Number")
    assert dial is not None and number is not None
    return str(number.get("url")), str(dial.get("action"))


def verbs(text: str) -> list[str]:
    return [verb.tag for verb in ET.fromstring(text)]


LEG = {"CallSid": "CA2", "ParentCallSid": "CA1"}


def test_the_dial_shows_the_hotlines_number_and_records_nothing(hotline: Hotline):
    page = hotline.post("/voice/minor/safety", CallSid="CA1", Digits="0").text
    dial = ET.fromstring(page).find("Dial")

    assert dial is not None
    assert dial.get("callerId") == "+16125550100"
    assert (dial.get("timeout"), dial.get("hangupOnStar")) == ("20", "true")
    assert "ecord" not in page and "ranscri" not in page


def test_a_leg_of_another_call_is_not_let_in(hotline: Hotline):
    whisper, _ = dial_page(hotline)
    accept = whisper.replace("whisper", "accept")
    other = {**LEG, "ParentCallSid": "CA9"}

    assert verbs(hotline.post(whisper, **LEG).text) == ["Gather", "Gather", "Hangup"]
    assert verbs(hotline.post(whisper, **other).text) == ["Hangup"]
    assert verbs(hotline.post(accept, **other, Digits="1").text) == ["Hangup"]
    assert verbs(hotline.post(accept, CallSid="CA2", Digits="1").text) == ["Hangup"]


def test_an_address_that_was_changed_is_not_let_in(hotline: Hotline):
    whisper, _ = dial_page(hotline)
    changed = whisper.replace("/minor/safety", "/adult/safety")
    line = whisper.replace("lines=navigator", "lines=bca")
    attempt = parse_qs(urlsplit(whisper).query)["attempt"][0]
    flipped = whisper.replace(
        attempt, attempt[:-1] + ("0" if attempt[-1] != "0" else "1")
    )

    for url in (changed, line, flipped, whisper.split("?")[0]):
        assert verbs(hotline.post(url, **LEG).text) == ["Hangup"]


def test_a_second_accept_of_the_same_leg_is_the_same_and_of_another_is_late(
    hotline: Hotline,
):
    whisper, _ = dial_page(hotline)
    accept = whisper.replace("whisper", "accept")
    hotline.post(whisper, **LEG)
    first = hotline.post(accept, **LEG, Digits="1").text
    second = hotline.post(accept, **LEG, Digits="1").text
    other = hotline.post(accept, ParentCallSid="CA1", CallSid="CA3", Digits="1").text

    assert verbs(first) == verbs(second) == []
    assert verbs(other) == ["Say", "Hangup"]
    assert "no longer waiting" in other


def test_an_accept_after_time_out_is_too_late(hotline: Hotline):
    whisper, done = dial_page(hotline)
    hotline.post(whisper, **LEG)
    hotline.post(done, CallSid="CA1", DialCallStatus="no-answer")
    late = hotline.post(whisper.replace("whisper", "accept"), **LEG, Digits="1").text

    assert verbs(late) == ["Say", "Hangup"]


def test_an_end_told_twice_dials_the_next_line_as_the_same_attempt(
    hotline: Hotline, hotline_office: Office
):
    _, done = dial_page(hotline)
    hotline.headers["I-Twilio-Idempotency-Token"] = "one try"
    pages = [
        hotline.post(done, CallSid="CA1", DialCallStatus="busy").text for _ in range(2)
    ]

    assert pages[0] == pages[1] and "Dial" in verbs(pages[0])
    assert len(hotline_office.rows(transfers)) == 2


def test_the_same_line_asked_for_twice_in_a_call_is_two_attempts(
    hotline: Hotline, hotline_office: Office
):
    for _ in range(2):
        whisper, done = dial_page(hotline)
        assert "Gather" in verbs(hotline.post(whisper, **LEG).text)
        hotline.post(done, CallSid="CA1", DialCallStatus="busy")

    rows = hotline_office.rows(transfers)
    assert sum(row["first"] for row in rows) == 2


def test_an_end_of_another_call_closes_nothing_and_still_answers(
    hotline: Hotline, hotline_office: Office
):
    _, done = dial_page(hotline)
    page = hotline.post(done, CallSid="CA9", DialCallStatus="no-answer").text

    assert verbs(page)
    rows = {row["line"]: row["ended"] for row in hotline_office.rows(transfers)}
    assert rows["navigator"] is None


@pytest.mark.parametrize(
    "status", ["", "x" * 3000, "completed", "\x00", "answered", "canceled"]
)
@pytest.mark.parametrize("bridged", ["", "maybe", "TRUE", "false"])
def test_whatever_twilio_says_of_the_end_the_officer_goes_on(
    hotline: Hotline, status: str, bridged: str
):
    _, done = dial_page(hotline)
    page = hotline.post(
        done, CallSid="CA1", DialCallStatus=status, DialBridged=bridged
    ).text

    assert {"Dial", "Gather"} & set(verbs(page))
    assert "has a fault" not in page


@pytest.mark.parametrize("status", ["", "initiated", "ringing", "in-progress", "x"])
def test_a_call_that_is_not_over_loses_no_line(
    hotline: Hotline, hotline_office: Office, status: str
):
    whisper, _ = dial_page(hotline)
    hotline.post("/voice/status", CallSid="CA1", CallStatus=status)
    hotline_office.settle()

    assert [row["outcome"] for row in hotline_office.rows(transfers)] == [""]
    assert "Gather" in verbs(hotline.post(whisper, **LEG).text)


def test_a_call_that_ends_while_it_rings_is_abandoned(
    hotline: Hotline, hotline_office: Office
):
    whisper, _ = dial_page(hotline)
    hotline.post("/voice/status", CallSid="CA1", CallStatus="completed")
    hotline_office.settle()

    assert [row["outcome"] for row in hotline_office.rows(transfers)] == ["abandoned"]
    assert verbs(hotline.post(whisper, **LEG).text) == ["Hangup"]
