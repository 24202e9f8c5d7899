"""What is meant though it is told in other words, or beside what is not meant."""

import pytest

from ivr.channels.edition import Edition
from tests.dialogue.test_plain_texts import done

AT_THE_MENU = {
    "should i call the navigator or the bca": "ask reach navigator|reach bca",
    "do i take him to the link or is it child protection": (
        "ask reach child-protection|reach link"
    ),
    "navigator and bca": "reach navigator + reach bca",
    "show me that menu again": "open menu",
    "her pimp is 40, shes 16, what do i do": "open minor",
    "new info, the girl is 13 years old not 23": "open minor",
    "believe it or not, the victim is 29": "open adult",
    "found a trafficking victim, shes 33, what do i do": "open adult",
    "never mind": "noise",
    "all good here": "noise",
    "bac came back .18": "noise",
}

AT_A_STEP = {
    "second to last step": "step :7",
    "next to last": "step :7",
    "the one right after two": "step :3",
    "i'd like the one that follows number five": "step :6",
    "whichever one is before seven": "step :6",
    "take me to the bottom": "step :8",
}

WHERE_A_QUESTION_WAITS = {
    "you betcha": "yes",
    "mhm": "yes",
    "not even close": "no",
    "uh uh": "no",
    "no way jose": "no",
}


@pytest.mark.parametrize(
    ("at", "said", "means"),
    [
        (at, said, means)
        for at, texts in (
            ("menu", AT_THE_MENU),
            ("step", AT_A_STEP),
            ("asked", WHERE_A_QUESTION_WAITS),
        )
        for said, means in texts.items()
    ],
)
def test_a_text(edition: Edition, at: str, said: str, means: str):
    assert done(edition, "text", said, at) == means
