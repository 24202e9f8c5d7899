"""What texts ask for in sentences, in this protocol and in another agency's."""

from dataclasses import replace
from datetime import date

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.dialogue.commands import readers
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.gist import Gist
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.spelling import Reading
from ivr.dialogue.understanding import meant, understand
from ivr.dialogue.vocabulary import Command, Vocabulary, vocabulary_of
from tests.hotline import ROOT

TODAY = date(2026, 11, 25)
STEP = Place("minor", "safety")


@pytest.fixture(scope="module")
def others() -> Edition:
    """Another agency's protocol, in the language that this hotline speaks."""
    return load_edition(ROOT / "tests" / "other" / "protocol.yaml", ROOT / "prompts")


def done(edition: Edition, said: str, place: Place = MENU_PLACE) -> str:
    understood = understand(edition.vocabulary, place, "text", said, None, TODAY)
    first, second = meant(understood, "text", place)
    return str(first) if second is None else f"{first} + {second}"


@pytest.mark.parametrize(
    ("said", "means"),
    {
        "what do i do, the ice is broken under a kid": "open thin",
        "whats the physicians number": "reach doctor",
        "how do i reach the coast guard from here": "reach coastguard",
        "i need a physician, who do i call": "ask reach doctor",
        "is 02 5550 7788 the coast guard": "reach coastguard",
        "caost guard": "reach coastguard",
        "my ice cream is melting": "unknown",
    }.items(),
)
def test_another_agencys_words_are_understood_in_sentences(
    others: Edition, said: str, means: str
):
    assert done(others, said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    {
        "got a 15yo here where do i take her": "open minor + reach link",
        "she was born june 8 2011 whats the procedure": "open minor",
        "one is 16 the other is 24, what do we do": "open minor#span",
        "is 651-793-7000 the number for the bca": "reach bca",
        "the driver is 52, he is in cuffs": "noise",
        "hwy 94 and 55": "unknown",
        "adult male with minor injuries": "noise",
        "copy": "noise",
        "stand by": "noise",
    }.items(),
)
def test_what_a_text_asks_for(edition: Edition, said: str, means: str):
    assert done(edition, said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    {
        "go to the seventh one": "step :7",
        "skip to 4": "step :4",
        "copy": "next",
        "show me step 2 of the adult track": "step adult:2",
    }.items(),
)
def test_what_a_text_asks_for_at_a_step(edition: Edition, said: str, means: str):
    assert done(edition, said, STEP) == means


def test_an_answer_that_says_more_is_what_it_says(edition: Edition):
    asked = MENU_PLACE.but(asked=("open minor",))

    assert done(edition, "nah, she is 29", asked) == "open adult"
    assert done(edition, "yes thats what i meant", asked) == "yes"


def test_nothing_is_called_by_a_number_that_it_has_not(edition: Edition):
    without = edition.protocol.model_copy(
        update={
            "resources": {
                id: one.model_copy(update={"number": None})
                for id, one in edition.protocol.resources.items()
            }
        }
    )
    assert vocabulary_of(without, edition.vocabulary.words, {}).digits == {}
    assert len(edition.vocabulary.digits) == len(edition.protocol.resources)


def test_strange_words_make_a_sentence_less_sure(edition: Edition):
    _, sentences = readers(edition.vocabulary)
    plain = sentences.read(Reading("give me the statute"), False, TODAY)
    strange = sentences.read(
        Reading("give me the statute purple elephant bicycle"), False, TODAY
    )

    assert plain and strange and plain.certainty > strange.certainty


def test_each_kind_of_evidence_has_a_weight_and_counts(edition: Edition):
    _, sentences = readers(edition.vocabulary)
    found = sentences.read(Reading("what do i do with a minor"), False, TODAY)
    assert found and found.evidence
    evidence: Evidence = found.evidence

    private = replace(evidence, private=2)

    assert private.certainty < evidence.certainty
    assert 0 < private.certainty < evidence.certainty < 1


def test_a_word_counts_the_more_the_fewer_things_it_belongs_to(edition: Edition):
    signs, law = Intent(Act.OPEN, "signs"), Intent(Act.OPEN, "law")
    vocabulary = Vocabulary(
        (
            Command(signs, "warning signs", asked=("what to look for",)),
            Command(law, "the statute", asked=("warning of the court",)),
        ),
        edition.vocabulary.words,
    )

    scores = Gist(vocabulary, ["the", "of", "to"]).scores(
        "warning statutes".split(), in_track=False
    )

    assert scores[law] > scores[signs] > 0
