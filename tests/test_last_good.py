"""A faulty edit that stands when the hotline is started costs nobody an answer."""

import errno
import json
import logging
import os
import resource
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.edition_in_force import EditionInForce
from ivr.last_good import LastGood
from ivr.protocol.faults import ContentError, Fault
from ivr.protocol.loading import content_files
from ivr.settings import trial_environ
from ivr.simulator.thread import Thread
from tests.content import ROOT, edit
from tests.ports import free_port
from tests.served import Server
from tests.waiting import until

OTHER = ROOT / "tests" / "other"


class Content:
    """Files whose protocol's words are the edition; "bad" is faulty."""

    def __init__(self, folder: Path) -> None:
        self.protocol, self.prompts = folder / "protocol.yaml", folder / "prompts"
        self.prompts.mkdir()
        self.kept = folder / "kept"
        for file in self.files:
            file.write_text("words")
        self.write("good")

    @property
    def files(self) -> tuple[Path, ...]:
        return content_files(self.protocol, self.prompts)

    def write(self, words: str) -> None:
        half = self.protocol.with_suffix(".half")
        half.write_text(words)
        half.replace(self.protocol)

    def load(self, protocol: Path, prompts: Path) -> Any:
        words = protocol.read_text() + (prompts / "voice.yaml").read_text()
        if "bad" in words:
            raise ContentError([Fault("protocol.yaml", 7, "it is bad.", "Mend it.")])
        return words

    def last(self) -> LastGood:
        return LastGood(self.kept, self.files, self.load)

    def started(self) -> EditionInForce:
        def load() -> Any:
            return self.load(self.protocol, self.prompts)

        return EditionInForce(load, self.files, self.last())

    def copies(self) -> list[Path]:
        return sorted(self.kept.iterdir())


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


def test_it_starts_with_the_last_good_content_and_says_what_to_mend(
    content: Content, caplog: pytest.LogCaptureFixture
):
    content.started()
    content.write("bad")
    edition = content.started()
    (told,) = caplog.records

    assert edition() == "goodwords"
    assert list(edition.health()) == ["content"]
    assert told.levelno == logging.ERROR
    assert "protocol.yaml:7: it is bad. Mend it." in told.getMessage()
    assert "`python -m ivr check`" in told.getMessage()


def test_a_first_start_with_faulty_content_is_refused(content: Content):
    content.write("bad")
    with pytest.raises(ContentError):
        content.started()

    assert not content.kept.exists()


def test_an_edit_that_is_taken_up_is_what_is_kept(content: Content):
    edition = content.started()
    content.write("edited")
    edition.look()
    content.write("bad")
    edition.look()

    assert (edition(), list(edition.health())) == ("editedwords", ["content"])
    assert len(content.copies()) == 1
    assert content.started()() == "editedwords"


def test_it_is_well_again_as_soon_as_the_edit_is_mended(content: Content):
    content.started()
    content.write("bad")
    edition = content.started()
    content.write("mended")
    edition.look()

    assert (edition(), edition.health()) == ("mendedwords", {})


def test_the_content_of_another_agency_is_never_started_with(content: Content):
    content.started()
    content.write("bad")
    other = content.protocol.with_name("other.yaml")
    other.write_text("bad")
    files = content_files(other, content.prompts)

    assert LastGood(content.kept, files, content.load).take() is None


def test_what_was_edited_meanwhile_is_not_kept(content: Content):
    content.last().keep(lambda: False)

    assert not content.kept.exists()


def test_a_text_file_that_there_is_not_is_none_in_the_copy(content: Content):
    content.files[-1].unlink()
    content.started()
    (copy,) = content.copies()

    assert not (copy / "prompts" / content.files[-1].name).exists()
    assert content.last().take() is not None


def test_a_copy_that_the_disk_has_lost_a_part_of_is_not_used_and_made_anew(
    content: Content,
):
    content.started()
    (copy,) = content.copies()
    (copy / "protocol.yaml").write_text("go")
    assert content.last().take() is None
    content.started()

    assert content.last().take() is not None


def test_on_a_full_disk_the_copy_before_it_stays_whole(
    content: Content, caplog: pytest.LogCaptureFixture
):
    content.started()
    before = content.copies()
    content.write("g" * 5_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    try:
        edition = content.started()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    kept = content.last().take()

    assert edition() == "g" * 5_000 + "words"
    assert content.copies() == before
    assert kept is not None and kept[0] == "goodwords"
    assert os.strerror(errno.EFBIG) in caplog.text


def test_several_processes_that_keep_the_same_at_once_leave_one_whole_copy(
    content: Content,
):
    def keep() -> None:
        for _ in range(20):
            content.last().keep(lambda: True)

    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            keep()
            os._exit(0)
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]

    assert codes == [0, 0, 0]
    assert len(content.copies()) == 1
    assert content.last().take() is not None


def test_what_a_kill_has_left_half_written_is_taken_away_later(content: Content):
    content.started()
    (copy,) = content.copies()
    half = copy.with_name(f"{copy.name}.1.half")
    half.mkdir()
    os.utime(half, (0, 0))
    content.last().keep(lambda: True)

    assert content.copies() == [copy]


@pytest.fixture
def harbor(tmp_path: Path) -> Iterator[Server]:
    """A small agency's hotline, whose content may be edited."""
    protocol = tmp_path / "protocol.yaml"
    protocol.write_text((OTHER / "protocol.yaml").read_text())
    port = free_port()
    environ = {
        **trial_environ(port),
        "PROTOCOL_FILE": str(protocol),
        "PROMPTS_DIR": str(OTHER / "prompts"),
    }
    server = Server(environ, port, tmp_path, learned=False)
    yield server
    server.stop()


def degraded(server: Server) -> dict[str, str]:
    with urllib.request.urlopen(f"{server.environ['PUBLIC_URL']}/readyz") as answer:
        told: dict[str, str] = json.load(answer)["degraded"]
        return told


def test_a_hotline_that_is_killed_while_a_faulty_edit_stands_answers_again(
    harbor: Server, tmp_path: Path
):
    protocol = tmp_path / "protocol.yaml"
    edit(protocol, "silent: thin", "silent: nobody")
    until(lambda: "content" in degraded(harbor))
    harbor.stop(signal.SIGKILL)
    harbor.start()
    (answer,) = Thread(harbor.world(), "+16125550123").text("thin")
    log = harbor.log.read_text()

    assert answer.text.startswith("THIN\n1 FLAT")
    assert "content" in degraded(harbor)
    assert "the hotline has started with the last good content" in log
    assert f"{protocol}:6: silent: there is no track 'nobody'." in log

    edit(protocol, "silent: nobody", "silent: thin")
    # Each of its processes takes it up, and any of them may be the one that is asked.
    until(lambda: harbor.log.read_text().count("content is in force.") == 2)
    assert degraded(harbor) == {}
