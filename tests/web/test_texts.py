"""Inbound texts."""

import threading
import time
import xml.etree.ElementTree as ET

import pytest

from ivr.channels.edition import Edition
from ivr.simulator.twiml import read
from ivr.store.places import Places
from ivr.store.tables import events
from ivr.web.memory import Standing
from tests.hotline import Hotline, Office, assembled


def bodies(twiml: str) -> list[str]:
    return [message.text or "" for message in ET.fromstring(twiml)]


def test_minor_gives_the_whole_track_in_one_message(hotline: Hotline):
    (body,) = bodies(hotline.text("minor"))

    assert body.splitlines()[:2] == [
        "MINOR",
        "1 SEPARATE victim from all others on scene",
    ]
    for number in ("612-232-5428", "612-348-3552", "651-793-7000", "612-673-5465"):
        assert number in body


def test_next_goes_on_from_where_she_was(hotline: Hotline):
    hotline.text("minor")
    first = bodies(hotline.text("next"))[0]
    second = bodies(hotline.text("NEXT"))[0]
    back = bodies(hotline.text("back"))[0]

    assert first.startswith("1 of 8: ") and first.endswith("MINOR 2.")
    assert second.startswith("2 of 8: ") and second.endswith("MINOR 3.")
    assert back == first


def test_a_reply_works_without_any_memory_since_it_carries_its_own_address(
    hotline: Hotline,
):
    (body,) = bodies(hotline.text("Minor 3."))

    assert body.startswith("3 of 8: OFFER")


def test_a_forged_cookie_is_no_place(hotline: Hotline):
    hotline.client.set_cookie("place", "forged", domain="localhost")

    assert bodies(hotline.text("minor 2"))[0].startswith("2 of 8")


@pytest.mark.parametrize(
    "word",
    "STOP stopall Unsubscribe cancel end quit revoke optout".split()
    + "START unstop yes HELP info".split(),
)
def test_the_carriers_words_get_no_answer(hotline: Hotline, word: str):
    assert bodies(hotline.text(word)) == []
    assert bodies(hotline.text(f" {word}. ")) == []


def test_a_reaction_or_copy_wants_no_answer_and_takes_none_from_the_next(
    hotline: Hotline,
):
    for said in ("Liked “MINOR 1 SEPARATE victim…”", "copy", "10-4 thanks"):
        assert bodies(hotline.text(said)) == []

    assert bodies(hotline.text("lunch?")) != []


@pytest.mark.parametrize(
    "fields",
    [
        {"Body": "😀" * 800},
        {"Body": ""},
        {"Body": "", "NumMedia": "2", "MediaUrl0": "https://example.org/x"},
        {"Body": "\x00\x01\x07"},
        {"Body": "minor", "From": "anonymous"},
        {"Body": "minor", "From": ""},
        {"Body": "<Response>&]]>"},
        {"Body": "a" * 1600},
    ],
    ids=lambda fields: ascii(fields)[:40],
)
def test_any_text_is_answered_with_valid_twiml(
    hotline: Hotline, fields: dict[str, str]
):
    answer = hotline.post("/sms", MessageSid="SM1", **fields)

    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    read(answer.data, "text/xml", "sms")


def test_what_is_not_understood_gets_the_words_that_work(hotline: Hotline):
    assert bodies(hotline.text("lunch?")) == [
        "Patrol Resource Line: reply MINOR, ADULT, UNSURE, SIGNS, LAW, NUMBERS or MENU."
    ]


def test_a_near_miss_is_asked_back_and_yes_does_it(hotline: Hotline):
    asked = bodies(hotline.text("my nor"))
    done = bodies(hotline.text("y"))

    assert asked == ["Did you mean MINOR? Reply Y or N."]
    assert done[0].startswith("MINOR\n")


@pytest.mark.parametrize("word", ["yes", "YES", " Yes. "])
def test_yes_is_the_carriers_word_but_where_a_question_waits(
    hotline: Hotline, word: str
):
    before = bodies(hotline.text(word))
    hotline.text("my nor")
    done = bodies(hotline.text(word))
    after = bodies(hotline.text(word))

    assert (before, after) == ([], [])
    assert done[0].startswith("MINOR\n")


def test_yes_is_no_answer_where_the_carrier_says_that_it_has_taken_it(
    hotline: Hotline,
):
    hotline.text("my nor")

    assert bodies(hotline.text("yes", OptOutType="START")) == []
    assert bodies(hotline.text("y"))[0].startswith("MINOR\n")


@pytest.mark.parametrize("word", ["STOP", "start", "unstop", "END", "help"])
def test_a_waiting_question_makes_no_answer_of_the_carriers_other_words(
    hotline: Hotline, word: str
):
    hotline.text("my nor")

    assert bodies(hotline.text(word)) == []


def test_seventeen_or_eighteen_goes_to_minor_and_says_so(hotline: Hotline):
    (body,) = bodies(hotline.text("17 or 18"))

    assert body.startswith("To be safe, the steps for MINOR.\nMINOR\n")


def test_twenty_two_goes_to_adult_and_offers_the_navigator(hotline: Hotline):
    (body,) = bodies(hotline.text("22"))

    assert body.startswith(
        "At this age the Navigator can be offered: reply NAV.\nADULT"
    )
    assert "Navigator 612-232-5428" in body


def test_delivery_callbacks_are_taken_quietly(hotline: Hotline):
    answer = hotline.post("/sms/status", MessageSid="SM1", MessageStatus="delivered")

    assert (answer.status_code, answer.data) == (204, b"")


class AtOnce(Places):
    """A memory in which two texts find the same place before either has led on."""

    both = threading.Barrier(2)
    first = threading.local()

    def recall(self, who: str, message_sid: str = "") -> Standing:
        standing = super().recall(who, message_sid)
        if standing.known and not hasattr(self.first, "is_over"):
            self.first.is_over = True
            self.both.wait(60)
        return standing


def test_two_texts_at_once_are_answered_one_after_the_other(
    edition: Edition, hotline_office: Office
):
    store = hotline_office.store
    memory = AtOnce(store.database, store.journal, time.time)
    app = assembled(edition, store, memory=memory)
    Hotline(app).text("minor")
    came: list[str] = []

    def text(sid: str) -> None:
        came.extend(bodies(Hotline(app).text("next", MessageSid=sid)))

    threads = [threading.Thread(target=text, args=(f"SM{n}",)) for n in (1, 2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    noted = [row["kind"] for row in hotline_office.rows(events)]

    assert sorted(one[:6] for one in came) == ["1 of 8", "2 of 8"]
    assert noted == ["text"] * 3
