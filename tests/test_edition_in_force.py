"""The edition in force looks for edits by itself, and only a good one is taken up."""

import gc
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from ivr.edition_in_force import EditionInForce
from ivr.protocol.faults import ContentError, Fault
from tests.waiting import until


class Content:
    """One file whose words are the edition; "bad" is faulty, "odd" cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "protocol.yaml"
        self.loads = 0
        self.write("first")

    def write(self, words: str) -> None:
        # In one step: half a file would be an edit as well.
        half = self.file.with_suffix(".half")
        half.write_text(words)
        half.replace(self.file)

    def load(self) -> Any:
        self.loads += 1
        words = self.file.read_text()
        if words == "bad":
            raise ContentError([Fault(self.file, 1, "it is bad.", "Mend it.")])
        if words == "odd":
            raise RecursionError(words)
        return words

    def in_force(self) -> EditionInForce:
        return EditionInForce(self.load, (self.file,))


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


def lookers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "edition"]


def test_an_edit_is_taken_up_before_anybody_asks(content: Content):
    edition = content.in_force()
    edition.start()
    content.write("an edit")

    until(lambda: content.loads == 2)
    assert edition() == "an edit"
    edition.stop()


def test_a_faulty_edit_is_logged_though_nobody_asks_and_the_next_one_is_taken(
    content: Content, caplog: pytest.LogCaptureFixture
):
    edition = content.in_force()
    edition.start()
    for words in ("bad", "odd", "mended"):
        content.write(words)
        loads = content.loads
        until(lambda loads=loads: content.loads > loads)
    until(lambda: edition() == "mended")
    edition.stop()

    assert [one.levelno for one in caplog.records] == [
        logging.ERROR,
        logging.ERROR,
        logging.WARNING,
    ]
    assert "protocol.yaml:1: it is bad." in caplog.messages[0]
    assert "RecursionError" in caplog.messages[1]


def test_where_nobody_looks_by_himself_whoever_asks_has_it_looked(content: Content):
    edition = content.in_force()
    content.write("an edit")

    assert edition() == "first"
    until(lambda: edition() == "an edit")


def test_one_thread_looks_however_often_it_is_started(content: Content):
    before = set(lookers())
    edition = content.in_force()
    for _ in range(3):
        edition.start()

    # One that another test has left may end meanwhile.
    assert len(set(lookers()) - before) == 1
    edition.stop()


def test_nobody_looks_for_an_edition_that_is_gone(content: Content):
    before = lookers()
    edition = content.in_force()
    edition.start()
    own = set(lookers()) - set(before)
    del edition
    gc.collect()

    assert len(own) == 1
    until(lambda: own.isdisjoint(lookers()))
