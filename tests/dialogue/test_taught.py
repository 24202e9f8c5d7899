"""What stands in asked.txt word for word means what stands there."""

from dataclasses import replace

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.memory import NO_OTHER, Memory, called
from ivr.dialogue.place import Place
from ivr.dialogue.understanding import NO_ANSWER, understand
from ivr.protocol.asked import Asked
from ivr.protocol.loading import load_content
from ivr.protocol.model import MENU
from tests.content import ROOT
from tests.dialogue.test_plain_texts import done

# Nobody would take them for that by what they say, and few other texts are taught.
TAUGHT = {
    "the kettle is on the stove again": "reach bca",
    "who has seen my left glove": "open signs",
    "purple rain over the barn": "open minor + reach link",
    "onward to the next orchard": "next",
    "text me the steps for an adult at the orchard": "nothing",
    "copy that thanks": "nothing",
}


@pytest.fixture(scope="module")
def taught() -> Edition:
    whole = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    few = [one._replace(texts=one.texts[5::60]) for one in whole.asked]
    few += [
        Asked(() if means == "nothing" else tuple(means.split(" + ")), (said,))
        for said, means in TAUGHT.items()
    ]
    return Edition(replace(whole, asked=tuple(few)))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("The kettle is on the stove again!", "reach bca"),
        ("who has seen my left glove", "open signs"),
        ("purple rain over the barn", "open minor + reach link"),
        ("text me the steps for an adult at the orchard", "noise"),
    ],
)
def test_a_text_means_what_it_was_taught(taught: Edition, said: str, means: str):
    assert done(taught, "text", said, "menu") == means


def test_a_move_means_nothing_where_nothing_is_read(taught: Edition):
    said = "onward to the next orchard"

    assert done(taught, "text", said, "step") == "next"
    assert done(taught, "text", said, "menu") != "next"


def test_who_only_says_that_she_has_read_gets_no_answer(taught: Edition):
    place = Place(MENU, MENU)
    found = understand(taught.vocabulary, place, "text", "copy that thanks", None)

    assert found.found in NO_ANSWER


def test_what_is_taught_to_mean_two_things_is_not_remembered():
    texts = [called(one.split()) for one in ("a boat", "a hut")]
    memory = Memory.learn([(texts[0], (1,)), (texts[1], (2,)), (texts[0], (3,))])

    assert memory.places("a boat".split()) == ()
    assert memory.places("a hut".split()) == (2,)
    assert memory.places("a barn".split()) == ()


def test_two_things_are_remembered_in_their_order():
    memory = Memory.learn([(called(["boat"]), (4, 1)), (called(["hut"]), (2,))])

    assert memory.places(["boat"]) == (4, 1)
    assert memory.things.tolist().count([2, NO_OTHER]) == 1


def test_what_is_kept_is_read_as_it_was():
    memory = Memory.learn([(called(["boat"]), (4, 1)), (called(["hut"]), (2,))])
    again = Memory.read(memory.tables())

    assert again.places(["boat"]) == (4, 1) and again.places(["hut"]) == (2,)


def test_what_is_not_whole_is_not_read():
    tables = Memory.learn([(called(["boat"]), (4, 1))]).tables()

    with pytest.raises(ValueError, match="not as many"):
        Memory.read({**tables, "texts": tables["texts"][:0]})
    with pytest.raises(KeyError):
        Memory.read({"texts": tables["texts"]})


def test_nothing_is_remembered_of_nothing():
    assert Memory.learn(()).places(["boat"]) == ()
