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
    # An age that is put right, doubted, told of one of several, told on the radio.
    "15, no wait, 27, what do i do": "open adult",
    "17 or 19 yo m vic, steps": "open minor#span",
    "one minor, one not": "open minor#span",
    "victims, half of them over eighteen and half of them not": "open minor#span",
    "two women 26 and 43": "open adult",
    "adult female victim, age two niner, send procedure": "open adult",
    "one-four year old female vic, go ahead with procedure": "open minor",
    "vic DOB 2012, f, w/ m 40s at motel, need proc": "open minor",
    "16 y/o + needs cps number": "open minor + reach child-protection",
    "advocate, agent": "reach navigator + reach bca",
    "agent, advocate": "reach bca + reach navigator",
    "girls aged 8 9": "open minor",
    "age 5 2 sisters": "open minor",
    "juvenile here, two niner": "open minor",
    "vic is fifteen, two niner out": "open minor",
    "she is 34, others not with her": "open adult",
    "she is 15, the other not here": "open minor",
    "15? no 19 is the driver": "open minor",
    "hellooo": "open menu",
    "two fine officers with 2 adults and 1 minor": "open minor#span",
}

AT_A_STEP = {
    "second to last step": "step :7",
    "next to last": "step :7",
    "the one right after two": "step :3",
    "i'd like the one that follows number five": "step :6",
    "whichever one is before seven": "step :6",
    "take me to the bottom": "step :8",
    "take me to the end, the last one": "step :8",
    "i am reading step 2 but sergeant wants step 5": "step :5",
    "did step 3 already, step 4": "step :4",
    "one thru four are done. five please": "step :5",
    "I'd prefer to look at the third one first": "step :3",
    "the one just ahead of five please": "step :4",
    "the one between one and three, what does it say": "step :2",
    "unit 77, go to last step, over": "step :8",
    "four, rapido": "step :4",
    "done with step 2": "next",
    "did step 2": "next",
    "give me 5 min": "noise",
    "what did step 4 say": "step :4",
    "send step 4 instead": "step :4",
    "i skipped step 4, send it please": "step :4",
    "ready for step 4 victim calm": "step :4",
    "step 3 victim is crying": "step :3",
    "go to step 4 done with 3": "step :4",
}

WHERE_A_QUESTION_WAITS = {
    "you betcha": "yes",
    "mhm": "yes",
    "not even close": "no",
    "uh uh": "no",
    "no way jose": "no",
    "nooo": "no",
    "yesss": "yes",
    "absolutely": "yes",
    "certainly not": "no",
    "that's not the one": "no",
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
