"""What was learned is kept for the next start, and never taken for another's."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.commands import readers
from ivr.dialogue.gist import LEAST_TAUGHT, Gist, Seen
from ivr.dialogue.intent import Act, Intent
from ivr.protocol.kept import Kept
from ivr.protocol.loading import load_content

ROOT = Path(__file__).parents[2]
BOAT, TALK = Intent(Act.OPEN, "boat"), Intent(Act.NOISE)


@pytest.fixture
def gist() -> Gist:
    boat, talk = (
        Seen(("boat", "leaks", "boat leaks"), (BOAT,)),
        Seen(("late",), (TALK,)),
    )
    return Gist([boat] * LEAST_TAUGHT + [talk] * LEAST_TAUGHT)


def test_what_is_read_is_what_was_learned(gist: Gist, tmp_path: Path):
    kept = Kept(tmp_path)
    kept.write("key", gist.tables())
    tables = kept.read("key")
    assert tables is not None
    again = Gist.read(tables)

    assert (again.things, again.taught, again.row) == (
        gist.things,
        gist.taught,
        gist.row,
    )
    assert (again.weights == gist.weights).all()
    texts = [("boat",), ("late", "boat leaks"), ("new",)]
    assert (again.scores(texts, False) == gist.scores(texts, False)).all()


def test_only_what_was_learned_last_is_kept(gist: Gist, tmp_path: Path):
    kept = Kept(tmp_path)
    kept.write("one", gist.tables())
    kept.write("other", gist.tables())

    assert kept.read("one") is None and not kept.has("one")
    assert kept.read("other") is not None and kept.has("other")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("left", [b"", b"half a file", b"PK\x03\x04"])
def test_a_file_that_is_not_whole_is_none(gist: Gist, tmp_path: Path, left: bytes):
    kept = Kept(tmp_path)
    kept.write("key", gist.tables())
    (file,) = tmp_path.iterdir()
    file.write_bytes(left)

    assert kept.read("key") is None


def test_where_nothing_can_be_written_nothing_is_kept(gist: Gist, tmp_path: Path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder should")
    kept = Kept(taken)
    kept.write("key", gist.tables())

    assert kept.read("key") is None


def test_an_edition_keeps_what_it_has_learned_under_its_own_name(tmp_path: Path):
    whole = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    few = replace(whole, asked=whole.asked[::50])
    other = replace(whole, asked=whole.asked[1::50])
    keys = []
    for content in (few, other, few):
        vocabulary = Edition(content, kept=Kept(tmp_path)).vocabulary
        readers(vocabulary)
        keys.append(vocabulary.fingerprint())

        assert vocabulary.kept.has(keys[-1])
    assert keys[0] == keys[2] != keys[1]
