"""What was learned is kept for the next start, and never taken for another's."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.channels.edition import Edition
from ivr.dialogue.commands import readers
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.understanding import understand
from ivr.protocol.asked import Asked
from ivr.protocol.kept import Kept
from ivr.protocol.loading import Content, load_content

ROOT = Path(__file__).parents[2]
SAID = ("who at the state can help us", "shes 15 what do i do", "see you at six")


@pytest.fixture
def content() -> Content:
    """This protocol, with few texts to learn from."""
    whole = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    return replace(whole, asked=whole.asked[::20])


def understood(content: Content, folder: Path) -> list[object]:
    vocabulary = Edition(content, kept=Kept(folder)).vocabulary
    return [understand(vocabulary, MENU_PLACE, "text", one, None) for one in SAID]


def test_the_next_start_knows_what_this_one_has_learned(
    content: Content, tmp_path: Path
):
    first = understood(content, tmp_path)
    (file,) = tmp_path.iterdir()
    written = file.stat().st_mtime_ns
    again = understood(content, tmp_path)

    assert again == first
    assert [one.stat().st_mtime_ns for one in tmp_path.iterdir()] == [written]


def test_with_another_text_it_is_learned_anew(content: Content, tmp_path: Path):
    understood(content, tmp_path)
    (file,) = tmp_path.iterdir()
    more = replace(content, asked=(*content.asked, Asked("new words", ("help",))))
    understood(more, tmp_path)
    (other,) = tmp_path.iterdir()

    assert other.name != file.name


@pytest.mark.parametrize("left", [b"", b"half a file", b"PK\x03\x04"])
def test_a_file_that_is_not_whole_is_learned_anew(
    content: Content, tmp_path: Path, left: bytes
):
    first = understood(content, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(left)

    assert understood(content, tmp_path) == first
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_nothing_is_kept(content: Content, tmp_path: Path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder should")

    assert understood(content, taken) == understood(content, tmp_path / "free")


def test_without_a_folder_nothing_is_kept(content: Content):
    vocabulary = Edition(content).vocabulary
    readers(vocabulary)

    assert vocabulary.kept.read(vocabulary.fingerprint()) is None
