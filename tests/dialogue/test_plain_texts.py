"""What officers text in haste is read as they mean it: short, plain, with figures.

Each was misread once, or stands beside one that was and must not go with it.
"""

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.commands import Channel
from ivr.dialogue.understanding import meant, understand
from tests.understanding.scoring import LEFT_ALONE, PLACES, TODAY

NOTHING = "noise"

AT_THE_MENU = {
    "open minor#span": [
        "1 adult 2 minors",
        "2 adults 1 minor",
        "2 minors 1 adult",
        "1 minor 1 adult",
        "2 adults and 1 minor",
        "17 or 18",
        "16 and 19",
        "17/18",
    ],
    "open minor": [
        "3 minors",
        "5 minors",
        "2 minors",
        "3 juveniles",
        "3 juvs",
        "10",
        "victim 10",
        "17 1/2",
        "17.5",
        "15",
        "minor",
        "3 minor females",
        "4 kids",
        "shes 17 not 19",
        "17 not 18",
        "not an adult",
        "under 18",
        "16 yr old f, sold by bf who is 30",
        "boyfriend 30 victim 16",
        "pimp is 30 girl is 16 what do i do",
        "minor not adult",
        "juvenile, not adult",
        "i said minor not an adult",
        "adult no wait minor",
        "oops i meant minor",
        "got a minor",
        "minor please",
        "not yet 18",
        "not quite 18",
        "she's not quite 18",
        "not yet 16",
        "not quite 17",
        "18 next month",
        "she's 18 next month",
        "shes 18 tomorrow",
        "18 in 2 weeks",
        "18 soon",
        "about to be 18",
        "a week away from 18",
        "gonna be 18 soon",
        "turns 18 in march",
        "turns 18 next week",
        "almost 18",
        "born in 09",
        "dob 6/11/2010",
        "born 2010",
        "22 no 12",
        "19 no 17",
        "20? no 16",
        "19 wait no 17",
        "16 yo missing since 11/20",
        "16/17",
        "15/16 yo",
        "40 yo pimp 15 yo vic",
        "34 yo pimp and 16 yo girl",
        "40yo suspect, 15 yo victim",
        "vic is 13 dad is 35",
        "3 girls all under 18",
        "2 juv vics",
        "3 underage girls",
        "16",
        "she is 16",
        "15 or 16",
        "girl is under 18 what do i do",
        "vic is under 18, steps?",
        "she says shes under 18 and wants out, what now",
    ],
    "open adult": [
        "3 adults",
        "2 adults",
        "not minor adult",
        "not minor, adult",
        "adult",
        "adult 2 phones on her",
        "2 women",
        "not a minor",
        "adult not minor",
        "its an adult not a minor",
        "adult steps not minor steps",
        "minor no adult",
        "minor, no, adult",
        "minor wait no adult",
        "minor no wait adult",
        "minor i mean adult",
        "minor correction adult",
        "minor sorry adult",
        "minor, scratch that, adult",
        "oops adult",
        "woman",
        "lady",
        "adult female",
        "no wait adult",
        "almost 30",
        "birthday today, she's 26",
        "birthday next week, she's 25",
        "dob 6/11/1990",
        "dob 91",
        "3 adult victims",
        "over 18",
        "not under 18",
        "25",
        "vic is over 18 what are the steps",
    ],
    "step minor:3": [
        "minor 3",
    ],
    "step adult:2": [
        "adult 2",
    ],
    "reach navigator": [
        "not bca, navigator",
        "navigator",
        "bca, i mean navigator",
        "bca no wait navigator",
        "bca is here, still need an advocate",
        "is the navigator here",
        "navigator please",
        "get the navigator on the phone",
        "put the navigator on the line",
        "navigator on the line please",
    ],
    "reach child-protection": [
        "dont need bca need cps",
        "no not bca. cps",
        "bca no, cps",
        "skip bca just give me cps",
        "cps",
        "report abuse",
        "i have bca, need cps",
        "need to report to cps",
        "who do i call at cps",
        "report this to cps",
    ],
    "open signs": [
        "not the law, the signs",
    ],
    "noise": [
        "john is 45 years old",
        "john 45 years old",
        "driver 45 years old",
        "dad is 52 years old",
        "her boyfriend is 30 yrs old",
        "boyfriend 22 yo",
        "buyer 52 yo",
        "pimp is 30 years old",
        "john is 45",
        "her pimp is 25",
        "call me back",
        "call back",
        "get back to me",
        "no id",
        "16:30",
        "at 16:30",
        "18:15",
        "17:45",
        "meet at 17:30",
        "be there 16:15",
        "$16",
        "$15",
        "she paid $16",
        "$17 in her pocket",
        "$20",
        "test",
        "8 months pregnant",
        "16 weeks pregnant",
        "adult entertainment club raid",
        "k thx",
        "10-4 thanks",
        "ok",
        "ok thanks",
        "10-4",
        "call you back",
        "copy",
        "copy thanks",
        "ok got it",
        "thanks",
        "copy thank you",
        "ok copy",
        "roger thx",
        "navigator is here",
        "advocate is here now",
        "bca is here",
        "cps is here",
        "bca has the case",
        "bca on the line",
        "navigator on the phone",
        "cps said ok",
        "called cps",
        "notified cps",
        "contacted bca",
        "advised bca",
        "reported to cps",
        "navigator's on her way",
        "bca agent on the way",
        "waiting for bca",
        "talking to bca",
        "headed to the link",
        "on hold with cps",
        "spoke to cps",
        "no need for the navigator",
        "no need for an advocate",
        "never mind the navigator",
        "bca not needed",
        "case number please",
        "need a case number",
        "whats the case number",
        "all good",
        "good",
        "11/23/26",
        "happened 9/15",
        "9/11",
        "court is 12/15",
        "court 12/15/26",
        "dec 15",
        "on nov 20",
        "12%",
        "20%",
        "17.50",
        "$17.50",
        "partner is 28",
        "my partner is 25",
        "my sgt is 50",
        "number 17",
    ],
    "resume": [
        "im back",
    ],
    "help": [
        "now what",
        "emergency",
        "officer down",
        "what do i do",
    ],
    "open adult#young": [
        "19 not 17",
        "isnt 17 shes 19",
        "not 17, 19",
        "shes 19 not 17",
        "not yet 21",
        "turned 18 last week",
        "just turned 18",
        "turns 21 next week",
        "turning 22 soon",
        "18 turning 19",
        "its her birthday, shes 19",
        "dob says shes 20",
        "16 no wait 19",
        "18",
    ],
    "open numbers": [
        "nav isnt answering who else",
        "numbers",
    ],
    "open statute": [
        "whats the probable cause for devices",
        "statute",
        "law",
        "signs i mean statute",
        "609.322",
    ],
    "reach bca": [
        "not the navigator, bca",
        "state agents",
        "navigator no bca",
        "navigator, sorry, bca",
        "no the bca",
        "navigator is coming, bca number?",
        "bca",
        "call bca",
        "i need bca",
        "can bca come out",
    ],
    "open minor + reach navigator": [
        "got a 16 yo need an advocate",
        "15 yo girl and i need an advocate on the phone",
    ],
    "open unsure": [
        "dont know how old",
        "no id wont say age",
    ],
    "reach link": [
        "cps notified, where do i bring her",
    ],
    "open menu": [
        "menu",
    ],
    "step minor:8": [
        "show me eight on the juvenile list",
    ],
    "step adult:3": [
        "three for an adult",
    ],
}

AT_A_STEP = {
    "open minor": [
        "10",
        "victim 10",
    ],
    "noise": [
        "call me back",
        "call back",
        "get back to me",
        "no id",
        "not yet",
        "devices",
        "bca is here",
        "wait",
    ],
    "back": [
        "back",
        "go back",
        "bk",
        "wait go back",
    ],
    "resume": [
        "im back",
    ],
    "next": [
        "step 2 done",
        "she refused the advocate whats next",
        "step 3 done",
        "ok",
        "copy",
        "10-4",
        "all good",
        "good",
        "good to go",
        "all set",
        "yep",
        "check",
        "shes safe",
        "wait whats next",
        "step 2 complete",
        "step 2 finished",
        "did step 2",
        "done with step 2",
        "1 and 2 done",
        "steps 1 and 2 done",
        "steps 1 through 3 done",
        "3 done",
    ],
    "step :3": [
        "step 3",
        "repeat 3",
    ],
    "repeat": [
        "repeat",
        "sorry say again",
    ],
    "open adult": [
        "adult not minor",
    ],
    "step :4": [
        "repeat 4",
        "next 4",
        "4 again",
    ],
    "step :2": [
        "step 2",
    ],
}

SPOKEN = {
    "open minor": [
        "ten",
        "victim ten",
    ],
    "next": [
        "ten four",
        "ten for",
    ],
    "open adult": [
        "i said adult not minor",
    ],
    "noise": [
        "navigator is here",
    ],
}


def done(edition: Edition, channel: Channel, said: str, at: str) -> str:
    place = PLACES[at]
    understood = understand(edition.vocabulary, place, channel, said, None, TODAY)
    both = [one for one in meant(understood, channel, place) if one is not None]
    if both[0].act in LEFT_ALONE:
        return NOTHING
    return " + ".join(map(str, both))


@pytest.mark.parametrize("means", AT_THE_MENU)
def test_a_text_at_the_menu(edition: Edition, means: str):
    texts = AT_THE_MENU[means]

    assert {said: done(edition, "text", said, "menu") for said in texts} == (
        dict.fromkeys(texts, means)
    )


@pytest.mark.parametrize("means", AT_A_STEP)
def test_a_text_at_a_step(edition: Edition, means: str):
    texts = AT_A_STEP[means]

    assert {said: done(edition, "text", said, "step") for said in texts} == (
        dict.fromkeys(texts, means)
    )


@pytest.mark.parametrize("means", SPOKEN)
def test_words_spoken_at_the_menu(edition: Edition, means: str):
    texts = SPOKEN[means]

    assert {said: done(edition, "voice", said, "menu") for said in texts} == (
        dict.fromkeys(texts, means)
    )
