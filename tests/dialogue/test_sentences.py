"""What texts ask for in sentences, in this protocol and in another agency's."""

import gc
import weakref
from dataclasses import replace
from datetime import date

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.dialogue.commands import readers
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Act
from ivr.dialogue.place import Place
from ivr.dialogue.spelling import Reading
from ivr.dialogue.understanding import meant, understand
from ivr.dialogue.vocabulary import Vocabulary, vocabulary_of
from ivr.dialogue.weights import MEANT, OURS
from ivr.protocol.asked import Asked
from ivr.protocol.loading import load_content
from tests.content import ROOT, elsewhere

TODAY = date(2026, 11, 25)
STEP = Place("minor", "safety")

# So many texts of a kind are learned from where it is no matter what they teach.
FEW = 50


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Another agency's protocol, in the language that this hotline speaks."""
    return load_edition(*elsewhere(tmp_path_factory.mktemp("prompts")))


def test_an_edit_of_what_is_said_alone_teaches_nothing_new(edition: Edition):
    content = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    asked = [Asked(means, texts[:FEW]) for means, texts in content.asked[:3]]
    said = replace(content, voice=content.voice.model_copy(), asked=tuple(asked[:2]))
    taught = replace(said, asked=tuple(asked))
    gists = [readers(Edition(one).vocabulary)[1].gist for one in (said, said, taught)]

    assert gists[0] is gists[1]
    assert gists[2] is not gists[0]


def test_what_was_made_of_an_editions_words_goes_with_it():
    content = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    few = tuple(Asked(means, texts[:FEW]) for means, texts in content.asked[:1])
    vocabulary = Edition(replace(content, asked=few)).vocabulary
    readers(vocabulary)
    left = weakref.ref(vocabulary)
    del vocabulary
    gc.collect()

    assert left() is None


def test_without_tracks_there_are_no_steps_and_no_ages(edition: Edition):
    ours = edition.vocabulary
    bare = Vocabulary(ours.commands, ours.words)

    understood = understand(bare, MENU_PLACE, "text", "no, 19", None, TODAY)
    assert understood.intent.act is Act.UNKNOWN


def done(edition: Edition, said: str, place: Place = MENU_PLACE) -> str:
    understood = understand(edition.vocabulary, place, "text", said, None, TODAY)
    first, second = meant(understood, "text", place)
    return str(first) if second is None else f"{first} + {second}"


@pytest.mark.parametrize(
    ("said", "means"),
    {
        "i see broken ice and a man on it, what are the steps": "open thin",
        "whats the physicians number": "reach doctor",
        "physician's phone please": "reach doctor",
        "how do i reach the coast guard from here": "reach coastguard",
        "i need a physician, who do i call": "reach doctor",
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
        "she is 20, not 16. what do i do": "open adult#young",
        "she was 15 when it began, she is 24 now, what steps": "open adult#young",
        "22 yr old student, what do i do": "open adult#young",
        "need adv 4 vic 19": "open adult#young + reach navigator",
        "steps 4 a 20 yo": "open adult#young",
        "a 4 yo and a 20 yo": "open minor#span",
        "late teens, what are the steps": "open minor#span",
        "born in two thousand and eight, what do i do": "open minor#span",
        "born in two thousand and twenty, what do i do": "open minor",
        "dob is 041211, what steps": "open minor",
        "one juvenile and one adult victim, what now": "open minor#span",
        "she is no minor, what do i do": "open adult",
        "got the law, now the bca": "reach bca",
        "show me eight on the juvenile list": "step minor:8",
        "three for an adult": "step adult:3",
        "15 on the low end, 21 on the high end": "open minor#span",
        "aunt 29, niece 13": "open minor#span",
        "she is 16, send me all the phones": "open minor + open numbers",
        "need the legal definition and the bca line": "open statute + reach bca",
        "is 651-793-7000 the number for the bca": "reach bca",
        "could i have child protection's phone number": "reach child-protection",
        "allthephonenumbers please": "open numbers",
        "the driver is 52, he is in cuffs": "noise",
        "hwy 94 and 55": "unknown",
        "who do we have for the hospital? a victim needs company": "reach navigator",
        "where can i bring a juvenile tonight": "reach link",
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
    plain = sentences.read(Reading("give me the statute"), MENU_PLACE, TODAY)
    strange = sentences.read(
        Reading("give me the statute purple elephant bicycle"), MENU_PLACE, TODAY
    )

    assert plain and strange and plain.certainty > strange.certainty


def test_what_speaks_for_private_talk_counts_against_its_being_ours(edition: Edition):
    _, sentences = readers(edition.vocabulary)
    found = sentences.read(Reading("what do i do with a minor"), MENU_PLACE, TODAY)
    assert found is not None

    private = replace(found.evidence, private=found.evidence.private + 8)

    assert private.ours() < found.evidence.ours() < 1


def test_each_piece_of_evidence_has_its_weights(edition: Edition):
    _, sentences = readers(edition.vocabulary)
    found = sentences.read(Reading("what do i do with a minor"), MENU_PLACE, TODAY)
    assert found is not None

    # They are multiplied in the order in which they stand.
    assert list(found.evidence.features()) == list(MEANT) == list(OURS)


def test_a_protocol_without_ages_has_no_track_for_two_kinds(others: Edition):
    _, sentences = readers(others.vocabulary)
    found = sentences.found(
        Reading("broken ice and two are 15 and 22"), MENU_PLACE, TODAY
    )

    assert found
    assert all(
        one.target in (*others.protocol.tracks, *others.protocol.resources, "numbers")
        for each in found
        for one in each.intents
        if one.act in (Act.OPEN, Act.REACH) and one.target != "menu"
    )


def test_a_text_that_no_word_of_ours_stands_in_asks_for_nothing(others: Edition):
    _, sentences = readers(others.vocabulary)

    assert sentences.read(Reading(""), MENU_PLACE, TODAY) is None
    assert sentences.read(Reading("xyzzy plugh qwghlm"), MENU_PLACE, TODAY) is None
