"""Phrases are found whole, with small words between, and with other endings."""

import pytest

from ivr.dialogue.phrasebook import PhraseBook

BOOK = PhraseBook(
    {
        "child protection": "line",
        "child": "track",
        "spot a victim": "signs",
        "report to": "line",
        "call": "reach",
    },
    small=["a", "the", "to", "for", "please"],
    light=["call", "to", "report"],
)


@pytest.mark.parametrize(
    ("said", "found"),
    {
        "whole": ("child protection", [(0, 2, "line")]),
        "the longer one": ("a child protection line", [(1, 3, "line")]),
        "the shorter one": ("a child here", [(1, 2, "track")]),
        "small words between": ("spot the victim", [(0, 3, "signs")]),
        "small words left out": ("spot victim", [(0, 2, "signs")]),
        "other endings": ("spotting a victim", [(0, 3, "signs")]),
        "two of them": ("child then call", [(0, 1, "track"), (2, 3, "reach")]),
        "another word between": ("spot my victim", []),
        "light words are taken as they stand": ("calling", []),
        "nothing": ("", []),
    }.values(),
)
def test_phrases_are_found(said: str, found: list[tuple[int, int, str]]):
    assert list(BOOK.find(said.split())) == found


def test_it_knows_what_it_holds():
    assert "child protection" in BOOK
    assert "protection" not in BOOK
