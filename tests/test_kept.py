"""What was learned is kept for the next start, and never taken for another's."""

import os
import threading
from dataclasses import replace
from fcntl import LOCK_EX, flock
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.commands import readers
from ivr.dialogue.gist import Gist
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.seen import Seen
from ivr.dialogue.vocabulary import Vocabulary
from ivr.kept import Kept, program
from ivr.protocol.dictionary import DICTIONARY, english
from ivr.protocol.loading import load_content
from tests.content import ROOT

BOAT = Intent(Act.OPEN, "boat")


def vocabulary(first: int) -> Vocabulary:
    """This protocol's words, with few texts to learn from: another start's."""
    whole = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    few = (one._replace(texts=one.texts[first::50]) for one in whole.asked)
    return Edition(replace(whole, asked=tuple(few))).vocabulary


def gist_of(words: Vocabulary) -> Gist:
    return readers(words)[1].gist


def test_the_next_start_takes_what_this_one_has_kept(tmp_path: Path):
    first = vocabulary(1)
    Kept(tmp_path).learn(first)
    (file,) = tmp_path.iterdir()
    with np.load(file) as tables:
        again = Gist.read(tables)

    assert again.things == gist_of(first).things
    assert again.taught == gist_of(first).taught
    assert again.row == gist_of(first).row
    assert (again.memory.texts == gist_of(first).memory.texts).all()
    assert (again.memory.things == gist_of(first).memory.things).all()
    for one, other in zip(again.network, gist_of(first).network, strict=True):
        assert (one == other).all()

    # The next start shows by what it knows where it has it from.
    boats = Gist.learn([Seen(("boat",), (BOAT,))])
    with file.open("wb") as to:
        np.savez(to, allow_pickle=False, **boats.tables())
    second = vocabulary(1)
    Kept(tmp_path).learn(second)

    assert gist_of(second).things == (BOAT,)


def test_what_another_process_is_learning_just_now_is_waited_for_and_read(
    tmp_path: Path,
):
    Kept(tmp_path / "before").learn(vocabulary(6))
    (file,) = (tmp_path / "before").iterdir()
    boats = Gist.learn([Seen(("boat",), (BOAT,))])
    folder = tmp_path / "shared"
    folder.mkdir()
    words = vocabulary(6)
    waiting = threading.Thread(target=Kept(folder).learn, args=(words,))
    other = os.open(folder, os.O_RDONLY)
    flock(other, LOCK_EX)
    waiting.start()
    waiting.join(2)
    with (folder / file.name).open("wb") as to:
        np.savez(to, allow_pickle=False, **boats.tables())
    os.close(other)
    waiting.join()

    assert gist_of(words).things == (BOAT,)


def unpackable() -> bytes:
    """An archive whose one table is packed in a way that there is not."""
    whole = BytesIO()
    np.savez(whole, weights=np.zeros(3))
    # The way stands in the directory at its end, ten bytes from the entry's start.
    entry = whole.getvalue().rindex(b"PK\x01\x02")
    return whole.getvalue()[: entry + 10] + b"\x63" + whole.getvalue()[entry + 11 :]


@pytest.mark.parametrize("left", [b"", b"half a file", b"PK\x03\x04", unpackable()])
def test_a_file_that_is_not_whole_is_made_anew(tmp_path: Path, left: bytes):
    Kept(tmp_path).learn(vocabulary(2))
    (file,) = tmp_path.iterdir()
    whole = file.stat().st_size
    file.write_bytes(left)
    Kept(tmp_path).learn(vocabulary(2))

    assert [one.stat().st_size for one in tmp_path.iterdir()] == [whole]


def test_with_other_texts_it_is_learned_anew_and_only_that_is_kept(tmp_path: Path):
    Kept(tmp_path).learn(vocabulary(3))
    (file,) = tmp_path.iterdir()
    Kept(tmp_path).learn(vocabulary(4))
    (other,) = tmp_path.iterdir()

    assert other.name != file.name


def test_each_dictionary_has_a_mark_of_its_own(tmp_path: Path):
    other = tmp_path / "en.json.gz"
    other.write_bytes(DICTIONARY.read_bytes() + b"a word")

    assert program("key") == program("key", DICTIONARY)
    assert program("key") != program("key", other)
    assert english()["water"] > 0


@pytest.mark.parametrize(
    "library", ["numpy", "PyStemmer", "rapidfuzz", "pyspellchecker"]
)
def test_each_version_of_what_it_learns_with_has_a_mark_of_its_own(library: str):
    def older(name: str) -> str:
        return "0.1" if name == library else version(name)

    assert program("key", version=older) != program("key", version=version)


@pytest.mark.parametrize("module", ["dialogue/gist.py", "protocol/plain.py"])
def test_each_program_has_a_mark_of_its_own(tmp_path: Path, module: str):
    before = program("key", folder=tmp_path)
    (tmp_path / module).parent.mkdir()
    (tmp_path / module).write_text("another")

    assert program("key", folder=tmp_path) != before


def test_where_nothing_can_be_written_it_is_learned_all_the_same(tmp_path: Path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder should")
    words = vocabulary(5)
    Kept(taken).learn(words)

    assert gist_of(words).things
