"""Words that were written without spaces are parted where words are."""

import pytest

from ivr.dialogue.mending import Mender
from ivr.dialogue.parting import LEAST_TOGETHER, parted
from ivr.protocol.dictionary import english

OFTEN = {"who": 900, "can": 900, "i": 900, "call": 500, "scan": 1, "ica": 0, "all": 800}


def often(word: str) -> int:
    return OFTEN.get(word, 0) * 1_000_000


def test_the_likeliest_words_are_meant():
    assert parted("whocanicall", often) == ("who", "can", "i", "call")


def test_what_is_no_row_of_words_is_left_as_it_is():
    assert parted("whocanxcall", often) == ()
    assert parted("necesito", often) == ()


def test_short_words_are_left_to_the_slips():
    assert len("canicall") == LEAST_TOGETHER
    assert parted("canicall", often) == ("can", "i", "call")
    assert parted("icanall", often) == ()


def test_a_row_of_the_shortest_words_is_none():
    assert parted("aiaiaiaiai", lambda word: 1_000_000 * (word in "ai")) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "whocanicall": "who can i call",
        "allthephonenumbers": "all the phone numbers",
        "lighthouse": "lighthouse",
        "xqzzttplkk": "xqzzttplkk",
    }.items(),
)
def test_a_text_without_spaces_is_mended(typed: str, meant: str):
    mender = Mender(["numbers", "call", "phone"], ["numbers"], english())

    assert mender.meant(typed) == meant
