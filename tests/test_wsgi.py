"""The parts as they are assembled."""

import shutil
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.edition_in_force import LOOK_EVERY_SECONDS
from tests.content import ROOT
from tests.hotline import Hotline, settings
from wsgi import build

EVENING = datetime(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("America/Chicago"))
"""By a clock that keeps UTC it is the second of March already."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy that learns from no texts, and so is taken up at once."""
    shutil.copy(ROOT / "protocol.yaml", tmp_path)
    for name in ("voice.yaml", "sms.yaml", "words.yaml"):
        (tmp_path / "prompts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "prompts" / name, tmp_path / "prompts")
    return tmp_path


def hotline_of(content: Path) -> Hotline:
    given = settings(
        DATABASE_URL=f"sqlite:///{content / 'none.db'}",
        SPOOL_DIR=str(content),
        PROTOCOL_FILE=str(content / "protocol.yaml"),
        PROMPTS_DIR=str(content / "prompts"),
    )
    return Hotline(build(given, now=EVENING.timestamp))


def test_who_is_of_age_tomorrow_is_a_minor_until_the_officers_midnight(content: Path):
    hotline = hotline_of(content)

    assert "MINOR\n1 SEPARATE" in hotline.text("dob 3/2/2008")
    assert "ADULT\n1 SEPARATE" in hotline.text("dob 3/1/2008")


def test_an_edited_time_zone_is_taken_like_any_edit(content: Path):
    hotline = hotline_of(content)
    file = content / "protocol.yaml"
    file.write_text(file.read_text().replace("America/Chicago", "Europe/London"))
    until = time.monotonic() + LOOK_EVERY_SECONDS + 20
    while "ADULT\n1" not in (answer := hotline.text("dob 3/2/2008")):
        assert time.monotonic() < until, answer
        time.sleep(0.2)
