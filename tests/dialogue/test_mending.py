"""Misspelt words become ours by the cheapest slip; English words stay."""

import math

import pytest

from ivr.dialogue.mending import Mender
from ivr.dialogue.slips import slip_cost
from ivr.protocol.dictionary import english

NAMED = "navigator minor adult juvenile statute signs numbers link safe harbor".split()
OURS = [*NAMED, "what", "the", "she", "is", "help", "stop", "next", "trafficking"]


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(OURS, NAMED, english())


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "beside": ("mimor", "minor"),
        "swapped": ("navigatro", "navigator"),
        "left out": ("satute", "statute"),
        "doubled": ("minnor", "minor"),
        "another as well": ("adfult", "adult"),
        "without vowels": ("nvgtr", "navigator"),
        "by ear": ("juvanile", "juvenile"),
        "two slips": ("trafikcing", "trafficking"),
        "a short word": ("hte", "the"),
        "an English word that is rare": ("sings", "signs"),
    }.values(),
)
def test_a_slip_is_mended(mender: Mender, typed: str, meant: str):
    assert mender.meant(typed) == meant


@pytest.mark.parametrize("word", ["link", "pink", "line", "kind", "safer", "station"])
def test_ours_and_english_words_stay_as_they_are(mender: Mender, word: str):
    assert mender.meant(word) == word


@pytest.mark.parametrize("word", ["xqzzt", "tengo", "dieciséis", "nuyob"])
def test_what_is_near_nothing_stays_as_it_is(mender: Mender, word: str):
    assert mender.meant(word) == word


@pytest.mark.parametrize(
    ("word", "meant"),
    {"stpo": "stop", "hlep": "help", "strt": "strt", "infi": "infi"}.items(),
)
def test_what_may_be_a_word_of_the_carriers_alone_becomes_none_of_ours(
    mender: Mender, word: str, meant: str
):
    assert mender.meant(word, alone=True) == meant


def test_among_other_words_it_may_be_ours(mender: Mender):
    assert Mender([*OURS, "step"], [*NAMED, "step"], english()).meant("stpe") == "step"
    assert mender.others("link") == ()


def test_what_has_no_vowel_is_not_written_by_ear():
    assert slip_cost("fffrrt", "forty") == math.inf
    assert slip_cost("frty", "forty") < math.inf


def test_a_likelier_slip_costs_less():
    assert slip_cost("mimor", "minor") < slip_cost("mizor", "minor")
    assert slip_cost("minor", "minor") == 0
    assert slip_cost("nimor", "minor") > slip_cost("mimor", "minor")
