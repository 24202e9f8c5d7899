"""Nothing that could tell who somebody is survives masking."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.channels.edition import Edition
from ivr.dialogue.masking import LONGEST_WORD, MASK, MOST_WORDS, NUMBER, allowed, masked
from ivr.dialogue.vocabulary import vocabulary_of
from ivr.dialogue.writings import strings
from ivr.protocol.loading import load_content
from tests.content import ROOT
from tests.understanding import measures

KEPT = {
    "need a bed for jasmine at the shelter": "need a bed for ___ at the shelter",
    "Who has the interpreter list?": "who has the interpreter list",
    "need shelter for a 14 yo girl": "need shelter for a # yo girl",
    "WHERE IS THE SHELTER": "where is the shelter",
    # A slip is kept as the word it is near, and not as it was typed.
    "navagator plz for tina": "navigator plz for ___",
}

GONE = {
    "a name in small letters": ("tell darnell to wait", "darnell"),
    "a name in capitals": ("SHE IS WITH DARNELL", "darnell"),
    "a name that is a word": ("hope says he has her phone", "hope"),
    "a name that is a verb": ("will has her phone", "will"),
    "a name that is a month": ("april is with june", "april june"),
    "a name told as one": ("her name is link harbor", "link harbor"),
    "a family name that is a word": ("jasmine young wants a lawyer", "young"),
    "a title and a name": ("talked to mrs hand", "hand"),
    "a capital in a sentence": ("I talked to Court today", "court"),
    "a name spelled": ("m a r k and k i m", "m r k"),
    "a name spelled for the radio": ("last name boy adam young", "boy young"),
    "a name near a command's word": ("charles is a pearson", "charles pearson"),
    "a name in two halves": ("jo\u200bhn is here", "jo hn john"),
    "a number": ("call 612-555-0142", "612 555 0142"),
    "a number in words": ("six one two five five five oh one", "six one oh"),
    "a number as it is heard": ("six won to five for", "won to for"),
    "digits of other scripts": ("phone ६१२५५५ ٦١٢ ⅷ ½ ²", "६१२५५५ ٦١٢ ⅷ ½ ²"),
    "digits at full width": ("phone ６１２５５５", "612555 ６１２５５５"),
    "an age in words": ("she is fourteen and a half", "fourteen half"),
    "a plate": ("run plate boy hotel young 123", "boy hotel young 123"),
    "a plate with letters": ("plate BCA-123", "bca 123"),
    "a date": ("dob march 3rd 2009", "march 3rd 2009"),
    "a date in words": ("born may second two thousand nine", "may second nine"),
    "an address": ("she is at 1423 main street apt 4", "1423 main street 4"),
    "a crossing": ("stopped at main and harbor street", "main harbor"),
    "an address of the net": ("send it to safe.harbor@shelter.com", "safe harbor com"),
    "a site": ("see help.shelter/her", "shelter her"),
    "a user's name": ("she posts as crystal_shelter", "crystal shelter"),
    "a handle": ("snapchat shelter girl", "shelter girl"),
    "another language": ("tengo miedo, él tiene mi pasaporte", "miedo pasaporte"),
    "a long word": ("supercalifragilistic shelter", "supercalifragilistic"),
}

GIVEN_NAMES = """
james mary michael patricia robert jennifer john linda david elizabeth william barbara
richard susan joseph jessica thomas karen christopher sarah charles lisa daniel nancy
matthew sandra anthony betty mark ashley donald emily steven kimberly andrew margaret
paul donna joshua michelle kenneth carol kevin amanda brian melissa timothy deborah
ronald stephanie jason rebecca george sharon edward laura jeffrey cynthia ryan dorothy
jacob amy nicholas kathleen gary angela eric shirley jonathan emma brenda pamela
nicole anna samantha katherine christine debra rachel carolyn janet maria olivia
heather diane julie joyce victoria ruth virginia lauren kelly christina joan evelyn
judith andrea hannah cheryl megan jacqueline martha madison teresa gloria sara janice
jasmine tyrone jamal keisha latoya darnell deandre precious destiny diamond crystal
amber jade raven tiffany candy ginger angel star fatima ahmed mohamed abdi hodan pa
mai kou xiong maria jose juan guadalupe luz miguel angel hope faith grace joy will
bill rob art gene chase grant hunter miles april may june august autumn summer dawn
rose lily daisy ivy pete roger nash lincoln harper ty nat pearl ruby
""".split()


@pytest.mark.parametrize(("said", "kept"), KEPT.items(), ids=KEPT)
def test_what_an_officer_asks_for_can_still_be_read(
    edition: Edition, said: str, kept: str
):
    assert masked(edition.vocabulary, said) == kept


@pytest.mark.parametrize(("said", "gone"), GONE.values(), ids=GONE.keys())
def test_what_tells_who_somebody_is_is_gone(edition: Edition, said: str, gone: str):
    kept = masked(edition.vocabulary, said).split()

    assert not set(kept) & set(gone.split())


@pytest.mark.parametrize("shape", ["{}", "with {} now", "{} needs help", "tell {}"])
def test_common_names_are_gone_however_they_are_written(edition: Edition, shape: str):
    for name in GIVEN_NAMES:
        for written in (name, name.title(), name.upper()):
            kept = masked(edition.vocabulary, shape.format(written))
            assert name not in kept.split()


def test_masks_alone_are_nothing(edition: Edition):
    for said in ("", "😀", "612 555 0142", "jasmine", "jasmine 14", "я тут", "\x00"):
        assert masked(edition.vocabulary, said) == ""


def test_many_masks_in_a_row_are_one(edition: Edition):
    said = "the girl jasmine lee olson 612 555 0142 needs help"

    assert masked(edition.vocabulary, said) == "the girl ___ # needs help"


def test_no_number_and_no_given_name_is_in_the_list(edition: Edition):
    words = allowed(edition.vocabulary).all

    assert not {word for word in words if any(c.isnumeric() for c in word)}
    assert not words & set(GIVEN_NAMES)
    assert max(map(len, words)) <= LONGEST_WORD


def messages() -> list[str]:
    """Private messages, and those to the hotline that nothing is tuned on."""
    texts = [one.said for part in measures.HELD_OUT for one in measures.messages(part)]
    return [*texts, *measures.private()]


MESSAGES = messages()
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def _mixed(draw: st.DrawFn) -> str:
    """Parts of messages that were really written, with anything between."""
    words = draw(st.sampled_from(MESSAGES)).split()
    more = draw(st.lists(st.one_of(ODD, st.sampled_from(GIVEN_NAMES)), max_size=4))
    return draw(st.sampled_from([" ", "", "-", "."])).join(
        draw(st.permutations([*words[:10], *more]))
    )


@given(said=st.one_of(st.text(max_size=500), _mixed(), st.sampled_from(MESSAGES)))
def test_no_digit_and_no_word_outside_the_list_survives(edition: Edition, said: str):
    kept = masked(edition.vocabulary, said)
    words = kept.split()

    assert set(words) <= allowed(edition.vocabulary).all | {MASK, NUMBER}
    assert not any(c.isnumeric() for c in unicodedata.normalize("NFKC", kept))
    assert {one for one in words if len(one) == 1} <= {"a", "i", NUMBER}
    assert len(words) <= MOST_WORDS
    assert not kept or set(words) - {MASK, NUMBER}
    assert not set(words) & set(GIVEN_NAMES)


def test_what_help_is_asked_for_is_kept_in_the_words_of_the_content(edition: Edition):
    content = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    bare = content.words.model_copy(update={"everyday": ()})
    none = vocabulary_of(content.protocol, bare, {})

    assert "voucher" in content.words.everyday
    assert masked(edition.vocabulary, "voucher for a bed") == "voucher for a bed"
    assert masked(none, "voucher for a bed") == "___ for a ___"


def test_no_text_is_read_by_the_words_that_are_only_kept(edition: Edition):
    assert "voucher" not in set(strings(edition.vocabulary.words))
