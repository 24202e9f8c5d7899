"""What she meant, in calls and in texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.channels.edition import Edition
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Intent
from ivr.dialogue.place import Place
from ivr.dialogue.respond import respond_to_both
from ivr.dialogue.understanding import decide, hints, meant, press, understand
from ivr.protocol.reserved import RESERVED
from tests import content

TODAY = date(2026, 11, 24)
STEP = Place("minor", "safety")
ASKED = MENU_PLACE.but(asked=("open minor",))
EITHER = MENU_PLACE.but(asked=("reach navigator", "reach bca"))

TEXTS = {
    "Minor!": "open minor",
    "minr": "open minor",
    "minro": "open minor",
    "need steps for minor pls": "open minor",
    "what do i do with a juvenile": "open minor",
    "ADULT": "open adult",
    "aduklt": "open adult",
    "unsure": "open unsure",
    "idk": "open unsure",
    "signs": "open signs",
    "red flags": "open signs",
    "law": "open statute",
    "609.322": "open statute",
    "numbers": "open numbers",
    "numbres": "open numbers",
    "menu": "open menu",
    "navagator": "reach navigator",
    "NAV": "reach navigator",
    "can i talk to the advocate": "reach navigator",
    "bca pls": "reach bca",
    "cps": "reach child-protection",
    "safe harbor": "reach safe-harbor",
    "LINK": "reach link",
    "national": "reach national",
    "MINOR 3": "step minor:3",
    "step 3": "step :3",
    "15": "open minor",
    "she's 16": "open minor",
    "14 yo f": "open minor",
    "15f": "open minor",
    "looks about 15": "open minor",
    "got a 15 year old girl here": "open minor",
    "under 18": "open minor",
    "dob 03/14/2009": "open minor",
    "born 2010": "open minor",
    "17 or 18": "open minor#span",
    "16 to 20": "open minor#span",
    "22": "open adult#young",
    "24": "open adult#young",
    "25": "open adult",
    "over 18": "open adult",
    "18 or older": "open adult",
    "not a minor": "open adult",
    "next": "next",
    "ok": "noise",
    "back": "back",
    "cont": "resume",
    "?": "help",
    "menor": "open minor",
    "pink": "ask reach link",
    "agent": "ask reach navigator|reach bca",
    "navigator or bca": "ask reach navigator|reach bca",
    "my minor in college": "noise",
    "Adult male with minor injuries": "noise",
    "unit 15": "noise",
    "I-94": "unknown",
    "15 minutes out": "noise",
    "Liked “MINOR\n1 SEPARATE victim”": "noise",
    'Loved "NUMBERS"': "noise",
    "Removed a heart from “MINOR”": "noise",
    "hola necesito ayuda": "unknown",
    "waan u baahanahay caawimaad": "unknown",
    "how about lunch tomorrow": "unknown",
    "stpo": "noise",
    "hlep": "help",
    "": "unknown",
    "😀" * 800: "noise",
    "\x00\x07\ud800": "unknown",
}

SPEECH = {
    "Minor.": "open minor",
    "my nor": "open minor",
    "mine or": "open minor",
    "a dull": "open adult",
    "Navigate her.": "reach navigator",
    "avocado": "reach navigator",
    "be see a": "reach bca",
    "B. C. A.": "reach bca",
    "morning signs": "open signs",
    "foam numbers": "open numbers",
    "statue": "open statute",
    "text": "text",
    "necks": "next",
    "ten-four next": "next",
    "uh yeah go ahead and give me the next one please": "next",
    "ten nine": "repeat",
    "stop": "hold",
    "goodbye": "goodbye",
    "good buy": "ask goodbye",
    "at all": "ask open adult",
    "she's fifteen": "open minor",
    "twenty two": "open adult#young",
    "seventeen or eighteen": "open minor#span",
    "quit": "unknown",
    "what time is it": "unknown",
    "adult male with minor injuries": "noise",
    "copy that, en route to the BCA": "noise",
    "unit fifteen copy": "noise",
    "": "silence",
}


@pytest.mark.parametrize(("said", "meant"), TEXTS.items(), ids=ascii)
def test_a_text_at_the_menu(edition: Edition, said: str, meant: str):
    understood = understand(edition.vocabulary, MENU_PLACE, "text", said, None, TODAY)

    assert str(decide(understood, "text", MENU_PLACE)) == meant


@pytest.mark.parametrize(("said", "meant"), SPEECH.items(), ids=ascii)
def test_speech_at_the_menu(edition: Edition, said: str, meant: str):
    understood = understand(edition.vocabulary, MENU_PLACE, "voice", said, 0.9, TODAY)

    assert str(decide(understood, "voice", MENU_PLACE)) == meant


@pytest.mark.parametrize(
    ("channel", "place", "said", "meant"),
    [
        ("voice", STEP, "text", "next"),
        ("voice", STEP, "step three", "step :3"),
        ("text", STEP, "3", "step :3"),
        ("text", STEP, "12", "open minor"),
        ("text", MENU_PLACE, "3", "unknown"),
        ("text", ASKED, "y", "yes"),
        ("voice", ASKED, "ten four", "yes"),
        ("voice", ASKED, "adult", "open adult"),
    ],
    ids=lambda value: getattr(value, "topic", value),
)
def test_the_place_decides(
    edition: Edition, channel: str, place: Place, said: str, meant: str
):
    voice = channel == "voice"
    understood = understand(
        edition.vocabulary,
        place,
        "voice" if voice else "text",
        said,
        0.9 if voice else None,
        TODAY,
    )

    assert str(decide(understood, "voice" if voice else "text", place)) == meant


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("minor and text me the numbers", ("open minor", "text numbers")),
        ("BCA for an adult", ("open adult", "reach bca")),
    ],
)
def test_two_things_in_one_breath(edition: Edition, said: str, then: tuple[str, str]):
    understood = understand(edition.vocabulary, MENU_PLACE, "voice", said, 0.9, TODAY)

    assert (str(understood.intent), str(understood.then)) == then


@pytest.mark.parametrize(
    ("said", "confidence", "meant"),
    [
        ("minor", None, "open minor"),
        ("minor", 0.0, "open minor"),
        ("minor", 0.6, "open minor"),
        ("minor", 0.4, "ask open minor"),
        ("navigator", 0.7, "reach navigator"),
        ("navigator", 0.4, "ask reach navigator"),
        ("goodbye", 0.9, "goodbye"),
        ("goodbye", 0.6, "ask goodbye"),
        ("goodbye", 0.2, "unknown"),
    ],
)
def test_how_sure_the_recogniser_is_decides_whether_she_is_asked(
    edition: Edition, said: str, confidence: float | None, meant: str
):
    understood = understand(
        edition.vocabulary, MENU_PLACE, "voice", said, confidence, TODAY
    )

    assert str(decide(understood, "voice", MENU_PLACE)) == meant


@pytest.mark.parametrize(
    ("confidence", "done"),
    [
        (0.9, ("open adult", "reach bca")),
        # Sure enough for a track, not for calling somebody.
        (0.64, ("open adult", "None")),
        (0.4, ("ask open adult", "None")),
    ],
)
def test_of_two_things_the_second_is_done_only_if_it_is_sure_enough_alone(
    edition: Edition, confidence: float, done: tuple[str, str]
):
    understood = understand(
        edition.vocabulary, MENU_PLACE, "voice", "BCA for an adult", confidence
    )

    first, second = meant(understood, "voice", MENU_PLACE)

    assert (str(first), str(second)) == done


@pytest.mark.parametrize(
    ("place", "key", "meant"),
    [
        (STEP, "1", "open minor"),
        (STEP, "2", "open adult"),
        (STEP, "3", "reach bca"),
        (STEP, "4", "open signs"),
        (STEP, "5", "open numbers"),
        (STEP, "6", "open statute"),
        (STEP, "7", "repeat"),
        (STEP, "8", "open unsure"),
        (STEP, "9", "goodbye"),
        (STEP, "0", "reach navigator"),
        (STEP, "#", "next"),
        (STEP, "*", "back"),
        (STEP, "D", "unknown"),
        (ASKED, "1", "yes"),
        (ASKED, "2", "no"),
        (EITHER, "1", "reach navigator"),
        (EITHER, "2", "reach bca"),
        (EITHER, "0", "reach navigator"),
    ],
    ids=str,
)
def test_a_key(edition: Edition, place: Place, key: str, meant: str):
    assert str(press(edition.vocabulary, place, key)) == meant


def test_hints_are_words_that_are_taken_and_no_misprints(edition: Edition):
    given = hints(edition.vocabulary)
    misprints = {m for one in edition.vocabulary.commands for m in one.heard}
    taught = {m for one in edition.vocabulary.commands for m in (one.say, *one.words)}

    assert set(given) <= taught
    assert not (set(given) - taught) & misprints
    assert len(given) <= 500 and max(map(len, given)) <= 100


ANY_WORDS = st.lists(
    st.sampled_from(
        "minor adult navigator bca next not or and for over under 15 18 twenty five "
        "step 3 text me numbers goodbye unit uh the copy born 2010 03/14/09".split()
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=500), ANY_WORDS))
def test_anything_at_all_comes_to_an_intent_that_can_be_answered(said: str):
    edition = content.edition()
    for place in (MENU_PLACE, STEP, ASKED, EITHER):
        for channel, confidence in (("voice", 0.7), ("text", None)):
            understood = understand(
                edition.vocabulary, place, channel, said, confidence, TODAY
            )
            intent = decide(understood, channel, place)
            reply = respond_to_both(edition.protocol, place, intent, understood.then)
            assert reply.parts or reply.at == place
            assert Intent.parse(str(intent)) == intent


@pytest.mark.parametrize(
    "written",
    ["next", "open minor#span", "step minor:3", "ask text|open adult#young"],
)
def test_an_intent_reads_back_as_it_is_written(written: str):
    assert str(Intent.parse(written)) == written
    assert Intent.parse(str(Intent.parse(written))) == Intent.parse(written)


def test_the_carriers_words_are_near_to_nothing(edition: Edition):
    for word in sorted(RESERVED):
        for slip in (word + word[-1], word[:-1], word[1] + word[0] + word[2:]):
            understood = understand(
                edition.vocabulary, MENU_PLACE, "text", slip, None, TODAY
            )
            assert understood.found != "near", slip
