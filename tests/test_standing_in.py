"""The pages that answer elsewhere while the hotline is away."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ivr.channels.edition import load_edition
from ivr.cli import main
from ivr.simulator.twiml import read
from ivr.standing_in import CALLED, pages
from tests.content import copied, edit, elsewhere


def test_a_caller_hears_every_number_and_is_put_through_and_then_hung_up_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    made = copied(tmp_path)
    given = ["--protocol", made["PROTOCOL_FILE"], "--prompts", made["PROMPTS_DIR"]]
    assert main(["fallback", *given]) == 0
    _, calls, _, texts, _ = capsys.readouterr().out.split("\n\n")
    read(calls.encode(), "text/xml", "voice")
    read(texts.encode(), "text/xml", "sms")
    page = ET.fromstring(calls.encode())
    said = " ".join("".join(verb.itertext()) for verb in page)
    dial = page.find("Dial")

    assert [verb.tag for verb in page][-1] == "Hangup"
    assert dial is not None
    assert dial.attrib == {"callerId": CALLED, "hangupOnStar": "true"}
    assert "".join(dial.itertext()) == "+16122325428"
    # Before the line is called, and for whom it does not answer.
    assert said.count("The B-C-A: 6 5 1, 7 9 3, 7 0 0 0.") == 2
    # Nothing is asked of the hotline, which is away.
    assert "url" not in calls and "action" not in calls
    assert "BCA: 651-793-7000\n" in texts


def test_where_nobody_is_put_through_to_the_numbers_are_told(tmp_path: Path):
    protocol, prompts = elsewhere(tmp_path)
    one = tmp_path / "protocol.yaml"
    one.write_text(protocol.read_text())
    edit(one, "    transfer: {brief: a rescue}\n", "")
    edit(one, "    line: coastguard\n", "")
    (prompts / "asked.txt").write_text("")
    (_, calls), (_, texts) = pages(load_edition(one, prompts, CALLED))

    verbs = [verb.tag for verb in ET.fromstring(calls.encode())]
    assert set(verbs[:-1]) == {"Say"} and verbs[-1] == "Hangup"
    assert "Coast Guard: 02 5550 7788" in texts
