"""A date or a year of birth tells an age, however it is written."""

from datetime import date

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.births import Births
from ivr.dialogue.dates import Span
from ivr.protocol.plain import plain

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "span"),
    {
        "figures": ("dob 12/01/2008", Span(17, 17)),
        "that day": ("DOB 11-25-2008", Span(18, 18)),
        "two figures": ("dob 3.14.11", Span(15, 15)),
        "run together": ("DOB 20100611", Span(16, 16)),
        "a month's name": ("date of birth 25 November 2008", Span(18, 18)),
        "an American one": ("born june 8 2011", Span(15, 15)),
        "a year": ("born in 2008", Span(17, 18)),
        "a year in two figures": ("born march of 09", Span(16, 17)),
        "a year in words": ("born in nineteen ninety six", Span(29, 30)),
        "one of this century": ("born two thousand eleven", Span(14, 15)),
        "one of the twenties": ("born in two thousand and twenty", Span(5, 6)),
        "one told in two halves": ("born twenty twenty one", Span(4, 5)),
        "a nought first": ("born in oh eight", Span(17, 18)),
        "two figures in words": ("born in ninety six", Span(29, 30)),
        "dob misspelt": ("dbo 12/01/2008", Span(17, 17)),
        "no birth": ("parked since 12/01/2008 on lake", None),
        "no date": ("dob 13/45/2008", None),
        "none at all": ("minor", None),
    }.values(),
)
def test_an_age_follows_from_a_birth(edition: Edition, said: str, span: Span | None):
    births = Births(edition.vocabulary)

    assert births.told(said, plain(said), TODAY) == span


def test_without_a_day_to_count_from_there_is_no_age(edition: Edition):
    assert Births(edition.vocabulary).told("dob 12/01/2008", "dob", None) is None


def test_a_birth_is_found_among_other_words(edition: Edition):
    births = Births(edition.vocabulary)
    words = "mom says she was born june 8 2011 in duluth".split()
    words = births.in_figures(" ".join(words)).split()

    assert [span for _, _, span in births.among(words, TODAY)] == [Span(15, 15)]


def test_a_year_in_words_is_one_only_where_a_birth_is_told(edition: Edition):
    births = Births(edition.vocabulary)

    assert births.in_figures("born twenty twenty one") == "born 2021"
    assert births.in_figures("the two are twenty twenty one") == (
        "the two are twenty twenty one"
    )
