"""The parts as they are assembled."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ivr.edition_in_force import LOOK_EVERY_SECONDS
from tests.content import copied, edit
from tests.hotline import Hotline, settings
from wsgi import build

EVENING = datetime(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("America/Chicago"))
"""By a clock that keeps UTC it is the second of March already."""


def hotline_of(folder: Path) -> Hotline:
    given = settings(
        DATABASE_URL=f"sqlite:///{folder / 'none.db'}",
        SPOOL_DIR=str(folder),
        **copied(folder),
    )
    return Hotline(build(given, now=EVENING.timestamp))


def test_who_is_of_age_tomorrow_is_a_minor_until_the_officers_midnight(tmp_path: Path):
    hotline = hotline_of(tmp_path)

    assert "MINOR\n1 SEPARATE" in hotline.text("dob 3/2/2008")
    assert "ADULT\n1 SEPARATE" in hotline.text("dob 3/1/2008")


def test_an_edited_time_zone_is_taken_like_any_edit(tmp_path: Path):
    hotline = hotline_of(tmp_path)
    edit(tmp_path / "protocol.yaml", "America/Chicago", "Europe/London")
    until, officer = time.monotonic() + LOOK_EVERY_SECONDS + 20, 16125550100
    answer = ""
    while "ADULT\n1" not in answer and time.monotonic() < until:
        time.sleep(0.2)
        # Another officer each time: one who repeats herself is taken for a robot.
        officer += 1
        answer = hotline.text("dob 3/2/2008", From=f"+{officer}")

    assert "ADULT\n1 SEPARATE" in answer
