"""What a few words mean by where they are said, turn by turn."""

import pytest

from ivr.channels.edition import Edition
from ivr.channels.values import worded
from ivr.channels.voice import spoken
from ivr.dialogue.commands import Channel
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply, Then
from ivr.dialogue.respond import respond, respond_to_both
from ivr.dialogue.texting import respond_by_text
from ivr.dialogue.understanding import meant, press, understand

CONFIDENCE = 0.9


def called(edition: Edition, place: Place, *said: str) -> Reply:
    """What is answered to the last of the things said in a call."""
    reply = Reply(place)
    for words in said:
        at = reply.at
        understood = understand(edition.vocabulary, at, "voice", words, CONFIDENCE)
        reply = respond_to_both(edition.protocol, at, *meant(understood, "voice", at))
    return reply


def texted(edition: Edition, place: Place, *bodies: str) -> list[str]:
    """The messages that the last of the texts is answered with."""
    replies: tuple[Reply, ...] = (Reply(place),)
    for body in bodies:
        at = replies[-1].at
        understood = understand(edition.vocabulary, at, "text", body, None)
        both = meant(understood, "text", at)
        replies = respond_by_text(edition.protocol, at, *both)
    return [edition.text(reply) for reply in replies]


def words_of(edition: Edition, reply: Reply) -> str:
    return " ".join(
        spoken(worded(edition.voice.wording, part), edition.protocol)
        for part in reply.parts
    )


SEVENTH, FIFTH = Place("minor", "investigate"), Place("minor", "report")
EITHER = MENU_PLACE.but(asked=("reach navigator", "reach bca"))
BACK_AGAIN = Place("minor", "safety", asked=("resume",))


@pytest.mark.parametrize(
    "said",
    [
        "connect me",
        "Yes, connect me now.",
        "call them",
        "put me through",
        "patch me through please",
        "connect",
    ],
)
@pytest.mark.parametrize(
    ("place", "line"),
    [
        (SEVENTH, "bca"),
        (Place("adult", "investigate"), "bca"),
        (Place("minor", "advocate"), "navigator"),
        (Place("numbers", "bca"), "bca"),
        (Place("numbers", "safe-harbor"), "safe-harbor"),
    ],
    ids=str,
)
def test_connect_me_means_the_line_that_is_being_read(
    edition: Edition, place: Place, line: str, said: str
):
    reply = called(edition, place, said)

    assert (reply.then, reply.lines) == (Then.CONNECT, (line,))


@pytest.mark.parametrize(
    ("place", "whom"),
    [
        (FIFTH, "child-protection"),
        (Place("minor", "shelter"), "link"),
        (Place("numbers", "child-protection"), "child-protection"),
    ],
    ids=str,
)
def test_who_is_not_put_through_to_is_told_by_number_and_nobody_else_is_called(
    edition: Edition, place: Place, whom: str
):
    reply = called(edition, place, "connect me")

    assert (reply.then, reply.text) == (Then.LISTEN, whom)


@pytest.mark.parametrize(
    "said", ["don't connect me", "do not call them", "no don't connect me yet"]
)
def test_what_is_not_wanted_calls_nobody(edition: Edition, said: str):
    assert called(edition, SEVENTH, said).then is Then.LISTEN


def test_connect_me_where_nobody_is_read_of_is_the_navigator(edition: Edition):
    assert called(edition, Place("minor", "safety"), "connect me").lines == (
        "navigator",
    )


def test_yes_to_the_offer_of_a_line_is_asked_back_once_and_then_calls_it(
    edition: Edition,
):
    asked = called(edition, SEVENTH, "yes")

    assert asked.at == SEVENTH.but(asked=("reach bca",))
    assert words_of(edition, asked) == "B-C-A?"
    assert called(edition, SEVENTH, "yes", "yes").lines == ("bca",)


def test_next_is_no_yes_to_whether_a_line_is_called(edition: Edition):
    reply = called(edition, SEVENTH, "yes", "next")

    assert (reply.then, reply.at) == (Then.LISTEN, Place("minor", "shelter"))


@pytest.mark.parametrize(
    "place",
    [FIFTH, SEVENTH.but(quiet=1), SEVENTH.but(missed=1), Place("numbers", "bca")],
    ids=str,
)
def test_yes_where_nothing_was_just_asked_or_offered_stays_nothing(
    edition: Edition, place: Place
):
    reply = called(edition, place, "yes")

    assert (reply.parts, reply.at.asked, reply.then) == ((), (), Then.LISTEN)


NAVIGATOR = (
    "Navigator (West Metro Regional Navigator), for youth under age 24: 612-232-5428"
)
BCA = (
    "BCA, for assistance with a human trafficking investigation: 651-793-7000\n"
    "Ask for a Human Trafficking Agent."
)
ONCE_MORE = ["Reply NAV or BCA."]
EXPLAINED = [
    "NAV = youth under age 24\nBCA = ask for a Human Trafficking Agent\n"
    "Reply NAV or BCA."
]
EITHER_BY_TEXT = {
    "the first": [NAVIGATOR],
    "1": [NAVIGATOR],
    "option 1": [NAVIGATOR],
    "2nd one": [BCA],
    "the second": [BCA],
    "2": [BCA],
    "both": [NAVIGATOR, BCA],
    "both of them pls": [NAVIGATOR, BCA],
    "neither": ["Reply MINOR, ADULT or NAV."],
    "y": ONCE_MORE,
    "ya": ONCE_MORE,
    "yes": ONCE_MORE,
    "ok": ONCE_MORE,
    "idk": EXPLAINED,
    "wdym": EXPLAINED,
    "?": EXPLAINED,
    "nav": [NAVIGATOR],
}


@pytest.mark.parametrize(
    ("body", "answers"), EITHER_BY_TEXT.items(), ids=EITHER_BY_TEXT.keys()
)
def test_one_of_two_is_chosen_by_text(edition: Edition, body: str, answers: list[str]):
    assert texted(edition, EITHER, body) == answers


EITHER_IN_A_CALL = {
    "the first": "Calling the Navigator. Star stops.",
    "second one": "Calling the B-C-A. Star stops.",
    "both": "the Navigator: 6 1 2, 2 3 2, 5 4 2 8. the B-C-A: 6 5 1, 7 9 3, 7 0 0 0.",
    "neither": "minor, adult, or Navigator?",
    "yes": "Navigator, or B-C-A?",
    "okay": "Navigator, or B-C-A?",
    "call them": "Navigator, or B-C-A?",
    "I don't know": "Navigator, youth under age 24. B-C-A, ask for a Human Trafficking "
    "Agent. Say Navigator, or B-C-A.",
}


@pytest.mark.parametrize(
    ("said", "answer"), EITHER_IN_A_CALL.items(), ids=EITHER_IN_A_CALL.keys()
)
def test_one_of_two_is_chosen_in_a_call(edition: Edition, said: str, answer: str):
    assert words_of(edition, called(edition, EITHER, said)) == answer


def test_no_number_of_yes_calls_one_of_two(edition: Edition):
    for times in range(1, 6):
        assert called(edition, EITHER, *["yes"] * times).then is Then.LISTEN


def test_of_two_kinds_of_victim_not_knowing_which_is_an_answer(edition: Edition):
    kinds = MENU_PLACE.but(asked=("open minor", "open adult"))

    assert texted(edition, kinds, "idk")[0].startswith("UNSURE\n")


LEFT_BY_TEXT = {
    ("law", "next"): "6 of 8: ",
    ("signs", "next"): "6 of 8: ",
    ("numbers", "next"): "6 of 8: ",
    ("law", "signs", "next"): "6 of 8: ",
    ("law", "back"): "5 of 8: ",
    ("law", "step 7"): "7 of 8: ",
    ("signs", "back"): "5 of 8: ",
    ("numbers", "back to the steps"): "5 of 8: ",
    ("law", "cont"): "You were on step 5 of 8 (MINOR).",
    ("law", "menu", "next"): "Patrol Resource Line\n",
    ("law", "adult", "next"): "1 of 5: ",
}


@pytest.mark.parametrize(("bodies", "answer"), LEFT_BY_TEXT.items(), ids=str)
def test_after_another_topic_a_text_goes_on_at_her_step(
    edition: Edition, bodies: tuple[str, ...], answer: str
):
    assert texted(edition, FIFTH, *bodies)[0].startswith(answer)


@pytest.mark.parametrize("body", ["law", "signs", "numbers"])
def test_another_topics_text_says_how_to_go_on_with_the_steps(
    edition: Edition, body: str
):
    (text,) = texted(edition, FIFTH, body)

    assert text.endswith("\nReply NEXT, or MINOR 6.")
    assert "MINOR 6" not in texted(edition, MENU_PLACE, body)[0]


LEFT_IN_A_CALL = {
    ("statute", "next"): ("minor", "devices"),
    ("statute", "go back"): ("minor", "report"),
    ("statute", "step six"): ("minor", "devices"),
    ("statute", "back to the steps"): ("minor", "report"),
    ("statute", "back to the steps", "next", "go back"): ("minor", "report"),
    ("warning signs", "next", "next"): ("minor", "devices"),
    ("phone numbers", "next"): ("numbers", "navigator"),
    ("phone numbers", "next", "next", "back to the steps"): ("minor", "report"),
    ("phone numbers", "go back"): ("minor", "report"),
    ("back to the steps",): ("minor", "report"),
}


@pytest.mark.parametrize(("said", "stands"), LEFT_IN_A_CALL.items(), ids=str)
def test_after_another_topic_a_call_goes_on_at_her_step(
    edition: Edition, said: tuple[str, ...], stands: tuple[str, str]
):
    at = called(edition, FIFTH, *said).at

    assert (at.topic, at.item) == stands


def test_a_call_that_drops_within_another_topic_is_resumed_at_her_step(
    edition: Edition,
):
    dropped = called(edition, FIFTH, "statute").at
    reply = respond(edition.protocol, dropped.plain(), Intent(Act.RESUME))

    assert words_of(edition, reply) == (
        "You were on step 5 of minor. Say next, or main menu."
    )


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("yes", ("minor", "advocate")),
        ("yes please", ("minor", "advocate")),
        ("ten four", ("minor", "advocate")),
        ("next", ("minor", "advocate")),
        ("no", ("menu", "start")),
        ("no thanks", ("menu", "start")),
        ("main menu", ("menu", "start")),
        ("repeat", ("minor", "safety")),
        ("not a minor", ("adult", "separate")),
    ],
)
def test_who_comes_back_goes_on_by_yes_and_starts_anew_by_no(
    edition: Edition, said: str, stands: tuple[str, str]
):
    at = called(edition, BACK_AGAIN, said).at

    assert (at.topic, at.item) == stands


@pytest.mark.parametrize(
    ("body", "answer"),
    [("y", "3 of 8: "), ("yes", "3 of 8: "), ("n", "Patrol Resource Line\n")],
)
def test_who_comes_back_by_text_is_answered_so_too(
    edition: Edition, body: str, answer: str
):
    assert texted(edition, BACK_AGAIN, body)[0].startswith(answer)


def test_who_comes_back_presses_the_same_keys_and_is_given_the_same_time(
    edition: Edition,
):
    plain = BACK_AGAIN.plain()

    assert edition.voice.patience(BACK_AGAIN) == edition.voice.patience(plain)
    for key in "0123456789*#":
        assert press(edition.vocabulary, BACK_AGAIN, key) == press(
            edition.vocabulary, plain, key
        )


@pytest.mark.parametrize(
    ("place", "body"),
    [
        (Place("minor", "all"), "my nor"),
        (Place("adult", "all"), "a dull"),
    ],
    ids=str,
)
def test_nothing_is_asked_whose_answer_would_lead_to_where_she_is(
    edition: Edition, place: Place, body: str
):
    assert texted(edition, place, body) == ["Reply NEXT or REPEAT."]


TEXT_ME = {
    ("number for child protection", "can you text me that"): "child-protection",
    ("phone numbers", "next", "next", "text me that"): "child-protection",
    ("minor", "child protection", "text me that"): "child-protection",
    ("minor", "child protection", "next", "text me that"): "minor",
    ("minor", "step five", "text me the number"): "child-protection",
    ("minor", "step seven", "send me that number"): "bca",
    ("minor", "step five", "text me that"): "minor",
}


@pytest.mark.parametrize(("said", "text"), TEXT_ME.items(), ids=str)
def test_text_me_that_is_what_was_last_given(
    edition: Edition, said: tuple[str, ...], text: str
):
    assert called(edition, MENU_PLACE, *said).text == text


@pytest.mark.parametrize("said", ["step nine", "go to step twelve", "step 9"])
def test_a_step_that_there_is_not_is_told_so(edition: Edition, said: str):
    assert words_of(edition, called(edition, FIFTH, said)) == "There are 8 steps."


LINE = MENU_PLACE.but(asked=("reach bca",))
TRACKS = MENU_PLACE.but(asked=("open minor", "open adult"))
OFFER = Place("minor", "advocate")
TOLD = MENU_PLACE.but(given="navigator")


def meaning(edition: Edition, channel: Channel, place: Place, said: str) -> str:
    """What is done about what was said there, in a call or by text."""
    understood = understand(edition.vocabulary, place, channel, said, None)
    return str(meant(understood, channel, place)[0])


@pytest.mark.parametrize(
    ("place", "said", "means"),
    [
        (LINE, "no, the Navigator", "reach navigator"),
        (LINE, "no I said Navigator", "reach navigator"),
        (LINE, "no I need the Navigator", "reach navigator"),
        (LINE, "no Navigator", "ask reach navigator"),
        (LINE, "no BCA", "no"),
        (LINE, "no we have the Navigator", "noise"),
        (LINE, "no a minor", "open minor"),
        (LINE, "no, the numbers", "open numbers"),
        (LINE, "no next", "next"),
        (LINE, "yes next", "next"),
        (LINE, "okay next", "next"),
        (LINE, "next please", "next"),
        (LINE, "no goodbye", "ask goodbye"),
        (LINE, "no thanks", "no"),
        (LINE, "yes please", "yes"),
        (LINE, "uh yes please", "yes"),
        (LINE, "yes go ahead", "yes"),
        (LINE, "yeah do it", "yes"),
        (LINE, "sure", "yes"),
        (LINE, "yes I have", "unknown"),
        (EITHER, "no, the Navigator", "reach navigator"),
        (EITHER, "no Navigator", "ask reach navigator"),
        (TRACKS, "no, the minor", "open minor"),
        (TRACKS, "no she's sixteen", "open minor"),
        (TRACKS, "no she is sixteen", "open minor"),
        (LINE, "no twenty", "unknown"),
        (OFFER, "she wants an advocate", "reach navigator"),
        (OFFER, "got an advocate", "noise"),
        (OFFER, "she wants one", "ask reach navigator"),
        (OFFER, "no answer", "ask reach safe-harbor"),
        (OFFER, "don't answer", "unknown"),
        (OFFER, "she didn't answer", "unknown"),
        (OFFER, "would you like an advocate", "noise"),
        (SEVENTH, "she wants an advocate", "ask reach navigator"),
    ],
    ids=str,
)
def test_an_answer_in_a_call_is_done_where_it_is_plain(
    edition: Edition, place: Place, said: str, means: str
):
    assert meaning(edition, "voice", place, said) == means


@pytest.mark.parametrize(
    ("place", "said", "means"),
    [
        (LINE, "yes she wants one", "yes"),
        (LINE, "yes i think so", "yes"),
        (LINE, "no she doesnt", "no"),
        (LINE, "no she is 16", "open minor"),
        (LINE, "no what are the signs", "open signs"),
        (LINE, "ok next", "next"),
        (OFFER, "she wants one", "reach navigator"),
        (OFFER, "she declined", "next"),
        (OFFER, "whats their number", "card navigator"),
        (SEVENTH, "who do i ask for", "card bca"),
        (FIFTH, "already reported", "next"),
        (TOLD, "no answer", "reach safe-harbor"),
        (TOLD, "they didnt pick up", "reach safe-harbor"),
        (TOLD, "number again", "card navigator"),
        (TOLD, "she hung up", "unknown"),
        (Place("minor", "safety"), "she declined", "unknown"),
    ],
    ids=str,
)
def test_an_answer_by_text_is_about_what_was_told(
    edition: Edition, place: Place, said: str, means: str
):
    assert meaning(edition, "text", place, said) == means


def test_nobody_is_called_unasked_where_a_line_does_not_answer(edition: Edition):
    told = called(edition, OFFER, "the Navigator didn't answer")

    assert (told.then, words_of(edition, told)) == (Then.LISTEN, "Safe Harbor?")
    assert called(edition, told.at, "yes").lines == ("safe-harbor",)
