"""What the hotline answers, at every place and to every intent."""

from collections import deque

import pytest

from ivr.channels.addresses import address, place_from
from ivr.channels.edition import Edition
from ivr.dialogue.ground import END, MENU_PLACE, exists, places
from ivr.dialogue.instead import without_call, without_text
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part, Reply, Then
from ivr.dialogue.respond import respond, respond_to_both
from ivr.dialogue.texting import texted
from ivr.protocol.model import Protocol

SILENCE, NOISE, UNKNOWN = Intent(Act.SILENCE), Intent(Act.NOISE), Intent(Act.UNKNOWN)


def every_intent(protocol: Protocol) -> list[Intent]:
    plain = [Intent(act) for act in Act]
    topics = [*protocol.tracks, "signs", "statute", "numbers", "menu", "gone"]
    resources = [*protocol.resources, "gone"]
    return [
        *plain,
        *(Intent(act, t) for act in (Act.OPEN, Act.TEXT, Act.OVERVIEW) for t in topics),
        *(
            Intent(act, r)
            for act in (Act.REACH, Act.CARD, Act.TEXT, Act.UNANSWERED, Act.RETURNED)
            for r in resources
        ),
        *(Intent(Act.STEP, f"{t}:{n}") for t in ("", "minor") for n in (0, 3, 99)),
        Intent(Act.ASK, "open minor"),
        Intent(Act.ASK, "reach navigator|reach bca"),
        Intent(Act.OPEN, "minor", "span"),
    ]


def test_every_place_has_an_answer_to_every_intent_and_it_can_be_told(
    edition: Edition,
):
    protocol = edition.protocol
    paces = [
        place.but(pace=pace, missed=missed, quiet=quiet)
        for place in places(protocol)
        for pace in Pace
        for missed, quiet in ((0, 0), (2, 0), (0, 6))
    ]
    for place in [*paces, Place("gone", "gone"), Place("minor", "gone")]:
        for intent in every_intent(protocol):
            reply = respond(protocol, place, intent)
            assert exists(protocol, reply.at), (place, intent)
            if reply.then is Then.CONNECT:
                edition.voice.dial(reply, "attempt")
            else:
                edition.page(reply)
            edition.messages.text(
                respond(protocol, place, texted(intent, place, protocol))
            )


def test_every_address_reads_back_as_the_place_it_was_written_for(edition: Edition):
    for place in places(edition.protocol):
        for pace in Pace:
            written = place.but(pace=pace, missed=2, quiet=5, asked=("reach bca",))
            assert place_from(address(written)) == written


def silent_call(edition: Edition) -> list[Reply]:
    replies, place = [], MENU_PLACE
    for _ in range(60):
        reply = respond(edition.protocol, place, SILENCE)
        replies.append(reply)
        place = reply.at
        if reply.then is Then.END:
            break
    return replies


def test_a_silent_caller_hears_all_eight_steps_twice_and_then_is_waited_for(
    edition: Edition,
):
    replies = silent_call(edition)
    read = [
        part.item
        for one in replies
        for part in one.parts
        if part.item in edition.protocol.steps and part.prompt == "read-step"
    ]

    assert read == [*edition.protocol.items("unsure")] * 2
    assert replies[-1].then is Then.END


@pytest.mark.parametrize(
    "place",
    [
        Place("minor", "safety"),
        Place("minor", "safety", Pace.HOLD),
        Place("statute", "definition"),
        Place("unsure", "end"),
    ],
    ids=str,
)
def test_a_call_is_ended_only_after_five_quiet_minutes(edition: Edition, place: Place):
    seconds = 0
    for _ in range(20):
        seconds += edition.voice.patience(place)
        reply = respond(edition.protocol, place, SILENCE)
        place = reply.at
        if reply.then is Then.END:
            break

    assert seconds == 300


@pytest.mark.parametrize("intent", [NOISE, SILENCE, UNKNOWN], ids=str)
def test_nothing_but_goodbye_or_quiet_ends_a_call(edition: Edition, intent: Intent):
    seen, waiting = {MENU_PLACE}, deque([MENU_PLACE])
    while waiting:
        place = waiting.popleft()
        reply = respond(edition.protocol, place, intent)
        if reply.then is Then.END:
            assert intent == SILENCE and place.quiet >= 6
        if reply.at not in seen:
            seen.add(reply.at)
            waiting.append(reply.at)


def test_next_goes_through_a_track_step_by_step_to_its_end(edition: Edition):
    place, heard = Place("minor", "all"), []
    for _ in range(9):
        place = respond(edition.protocol, place, Intent(Act.NEXT)).at
        heard.append(place.item)

    assert heard == [*edition.protocol.items("minor"), END]


def test_go_back_on_the_first_step_stays_there_and_says_so(edition: Edition):
    place = Place("minor", "separate")

    assert respond(edition.protocol, place, Intent(Act.BACK)) == Reply(
        place,
        (
            Part("first-step", "minor", "separate"),
            Part("step-first", "minor", "separate"),
        ),
    )


def test_repeat_says_the_same_words_again(edition: Edition):
    place = Place("minor", "safety")
    first = respond(edition.protocol, Place("minor", "separate"), Intent(Act.NEXT))

    assert respond(edition.protocol, place, Intent(Act.REPEAT)) == first


def test_three_misses_at_the_menu_go_to_the_keys_and_then_to_the_content(
    edition: Edition,
):
    place, prompts = MENU_PLACE, []
    for _ in range(3):
        reply = respond(edition.protocol, place, UNKNOWN)
        prompts.append([part.prompt for part in reply.parts])
        place = reply.at

    assert prompts == [["retry"], ["retry-keys"], ["keys", "reading", "read-step"]]


def test_three_misses_at_a_step_go_to_the_keys_and_then_read_on(edition: Edition):
    place, prompts = Place("minor", "safety"), []
    for _ in range(3):
        reply = respond(edition.protocol, place, UNKNOWN)
        prompts.append([part.prompt for part in reply.parts])
        place = reply.at

    assert prompts == [
        ["step-retry"],
        ["step-retry-keys"],
        ["step-retry-keys", "step-line"],
    ]
    assert place == Place("minor", "advocate")


def test_radio_talk_at_a_step_counts_as_no_error_and_says_nothing(edition: Edition):
    place = Place("minor", "safety", missed=1)

    assert respond(edition.protocol, place, NOISE) == Reply(place)


def test_endless_radio_talk_still_leads_to_every_step(edition: Edition):
    place, read = MENU_PLACE, []
    for _ in range(60):
        reply = respond(edition.protocol, place, NOISE)
        read += [part.item for part in reply.parts if part.prompt == "read-step"]
        place = reply.at

    assert set(edition.protocol.items("unsure")) <= set(read)


def test_holding_is_silent_until_she_goes_on_and_then_repeats(edition: Edition):
    place = Place("minor", "safety")
    held = respond(edition.protocol, place, Intent(Act.HOLD))
    back = respond(edition.protocol, held.at, Intent(Act.NEXT))

    assert held.at.pace is Pace.HOLD
    assert b"<Say" not in edition.page(held)
    assert back.at == place


def test_every_line_and_every_outcome_ends_somewhere_useful(edition: Edition):
    protocol = edition.protocol
    for place in places(protocol):
        for id, one in protocol.resources.items():
            if not one.is_line:
                continue
            reply = respond(protocol, place, Intent(Act.REACH, id))
            assert (reply.then, reply.lines, reply.at) == (Then.CONNECT, (id,), place)
            dialled = []
            while reply.then is Then.CONNECT:
                dialled.append(reply.lines[-1])
                tried = "|".join(reply.lines)
                reply = respond(protocol, reply.at, Intent(Act.UNANSWERED, tried))
            assert len(set(dialled)) == len(dialled)
            said = [part for part in reply.parts if part.prompt == "number-now"]
            assert [part.about for part in said] == [dialled[0]]
            assert reply.at == place
            good = respond(protocol, place, Intent(Act.RETURNED, id))
            assert good.at == place and good.parts


def test_the_navigators_next_line_is_tried_and_then_her_number_is_spoken(
    edition: Edition,
):
    place = Place("minor", "advocate")
    first = respond(edition.protocol, place, Intent(Act.UNANSWERED, "navigator"))
    second = respond(
        edition.protocol, place, Intent(Act.UNANSWERED, "navigator|safe-harbor")
    )

    assert first.lines == ("navigator", "safe-harbor")
    assert [part.prompt for part in second.parts] == [
        "unanswered",
        "number-now",
        "you-were-on",
    ]


def test_a_line_that_answers_with_its_own_key_menu_is_not_dialled_and_says_why(
    edition: Edition,
):
    place = Place("minor", "report")
    reply = respond(edition.protocol, place, Intent(Act.REACH, "child-protection"))

    assert reply.then is Then.LISTEN
    assert b"its own key menu" in edition.page(reply)
    assert b"6 1 2, " in edition.page(reply)


def test_two_commands_in_one_breath_are_both_done_where_they_fit(edition: Edition):
    reply = respond_to_both(
        edition.protocol,
        MENU_PLACE,
        Intent(Act.OPEN, "adult"),
        Intent(Act.REACH, "bca"),
    )

    assert (reply.at, reply.lines) == (Place("adult", "separate"), ("bca",))


TEXTED_TOO = {
    "a number that is texted anyhow": (
        Intent(Act.REACH, "child-protection"),
        Intent(Act.TEXT),
        "child-protection",
    ),
    "all numbers, which are texted anyhow": (
        Intent(Act.OPEN, "numbers"),
        Intent(Act.TEXT),
        "numbers",
    ),
    "the same, by its name": (
        Intent(Act.OPEN, "numbers"),
        Intent(Act.TEXT, "numbers"),
        "numbers",
    ),
    "another thing": (
        Intent(Act.REACH, "child-protection"),
        Intent(Act.TEXT, "adult"),
        "adult",
    ),
    "the track that is opened": (
        Intent(Act.OPEN, "minor"),
        Intent(Act.TEXT),
        "minor",
    ),
}


@pytest.mark.parametrize(
    ("first", "second", "text"), TEXTED_TOO.values(), ids=TEXTED_TOO.keys()
)
def test_and_text_me_is_promised_once_and_is_what_was_asked_for(
    edition: Edition, first: Intent, second: Intent, text: str
):
    place = Place("minor", "report")
    reply = respond_to_both(edition.protocol, place, first, second)

    assert reply.text == text
    assert [part.prompt for part in reply.parts].count("texting") == 1
    assert reply.at == respond(edition.protocol, place, first).at


def test_too_many_calls_from_a_phone_that_cannot_be_texted_give_the_number_once(
    edition: Edition,
):
    protocol = edition.protocol
    asked = respond(protocol, Place("minor", "safety"), Intent(Act.REACH, "navigator"))
    reply = without_text(protocol, without_call(protocol, asked))

    assert [part.prompt for part in reply.parts] == ["cannot-text", "transfer-limit"]
    assert reply.text == ""


def test_a_question_is_answered_by_yes_no_or_any_other_command(edition: Edition):
    asked = respond(edition.protocol, MENU_PLACE, Intent(Act.ASK, "open minor")).at

    answers = {
        act: respond(edition.protocol, asked, Intent(act)).at.topic
        for act in (Act.YES, Act.NO, Act.SILENCE)
    }

    assert answers == {Act.YES: "minor", Act.NO: "menu", Act.SILENCE: "menu"}
