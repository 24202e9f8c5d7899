"""Every line, whatever it does, from every place: it ends somewhere useful.

Asserted is what happened in the world: which numbers were dialled, in which
order, which text went out, and where the officer stands afterwards.
"""

import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import pytest

from ivr.channels.addresses import address
from ivr.channels.edition import Edition
from ivr.dialogue.place import Place
from ivr.settings import Settings
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Key, Waiting, Words
from ivr.store.tables import events, transfers
from tests.content import copied, edit
from tests.hotline import OFFICER, Office, office
from tests.waiting import until
from tests.web.lines import (
    BACK,
    FALLBACK,
    GOOD,
    OUTCOMES,
    Asking,
    NoBrief,
    askings,
    chain,
    phones,
    play,
)

NAVIGATOR = {"SpeechResult": "navigator"}

# What a line does has nothing to do with the place from which it was asked for, and
# that each place leads to each line is proved without a call (dialogue/test_respond).
# So all of them are walked with these, on the faster database; with each other outcome
# every so manieth, begun at another one for each: between them the outcomes still take
# every line from every place, in every way, on each database and while it is away.
WALKED_WHOLE = ("accepted", "unanswered", "declined")
# There are outcomes enough for it, and neither the ways nor the places keep step with
# it: each outcome comes to all lines, asked for in all ways.
EACH = 13


def some(every: list[Asking], how: str, outcomes: Iterable[str]) -> list[Asking]:
    """Those that are walked with one of these outcomes."""
    return every[list(outcomes).index(how) % EACH :: EACH]


Texts = list[tuple[str, str]]


def play_all(
    made: Office, edition: Edition, asked: list[Asking], how: str
) -> tuple[Texts, int]:
    """Each of these lines, from its place, asked for in its way, with one outcome.

    The texts, by phone and words, that are due after it, and how many were dialled.
    """
    world, protocol, numbers = made.world, edition.protocol, phones()
    transport = world.transport
    if how.startswith("the brief cannot be fetched"):
        world.transport, world.voice_fallback_url = NoBrief(transport), FALLBACK
    due: Texts = []
    dialled = 0
    for line, place, told in asked:
        phone, resource = next(numbers), protocol.resources[line]
        call = play(world, phone, place, told, how)
        where = (line, address(place), told)
        dialled += len(call.dialled)
        tried = [line] if how in BACK else chain(edition, line)
        # Meanwhile the carrier tells of texts, and is answered with nothing.
        page = ET.fromstring(
            next(hook for hook in reversed(world.webhooks) if hook.kind == "voice").body
        )
        gather = page.find("Gather")

        assert call.fault is None, where
        assert call.wait.what is Waiting.LISTENING, where
        assert call.dialled == [protocol.dial(id) for id in tried], where
        assert gather is not None and gather.get("action") == address(place), where
        said = " ".join(one.text for one in call.script if one.who == "hotline")
        if how not in BACK:
            due.append((phone, edition.text_for(line)))
            spoken = ", ".join(" ".join(group) for group in resource.digits)
            assert f"{spoken}. Again: {spoken}." in said, where
        call.happen(Event.HANG_UP)
    world.transport, world.voice_fallback_url = transport, ""
    return due, dialled


@pytest.mark.parametrize("how", OUTCOMES)
def test_every_line_from_every_place(
    hotline_office: Office, edition: Edition, how: str
):
    world, asked = hotline_office.world, askings(edition)
    if how not in WALKED_WHOLE or not hotline_office.database_url.startswith("sqlite"):
        asked = some(asked, how, OUTCOMES)
    due, dialled = play_all(hotline_office, edition, asked, how)
    hotline_office.settle()

    pages = b"".join(hook.body for hook in world.webhooks).replace(b"unrecorded", b"")
    assert b"ecord" not in pages and b"ranscri" not in pages
    assert sorted(world.arrived) == sorted(due)
    rows = hotline_office.rows(transfers)
    assert all(row["ended"] for row in rows)
    assert all((row["accepted"] is not None) == (how in GOOD) for row in rows)
    assert len(rows) == dialled


# With nobody to say whether a key was pressed, and no word of the bridge, a line
# that is told as "completed" is taken to have been spoken with.
AWAY = [how for how in OUTCOMES if how != "declined, and no word of the bridge"]


@pytest.mark.parametrize("how", AWAY)
def test_every_line_from_every_place_while_the_database_is_away(
    tmp_path: Path, edition: Edition, how: str
):
    file = tmp_path / "hotline.db"
    with office(f"sqlite:///{file}", tmp_path) as made:
        lock = sqlite3.connect(file, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        asked = some(askings(edition), how, AWAY)
        _, dialled = play_all(made, edition, asked, how)
        degraded = set(made.store.health())
        lock.close()
        until(lambda: not made.store.health(), 30)
        rows = made.rows(transfers)

    assert "database" in degraded
    # No text could be promised; every attempt is written once that is possible.
    assert made.world.arrived == []
    assert len(rows) == dialled
    assert all(row["ended"] for row in rows)


@pytest.mark.parametrize(
    "outcomes", [list(OUTCOMES), AWAY], ids=["with the database", "without it"]
)
def test_the_outcomes_take_every_line_from_every_place_between_them(
    edition: Edition, outcomes: list[str]
):
    every = askings(edition)
    walked = [some(every, how, outcomes) for how in outcomes]

    assert [one for one in every if not any(one in these for these in walked)] == []
    # Each outcome alone comes to every line, asked for in every way.
    for these in walked:
        assert {(line, *told) for line, _, told in these} == {
            (line, *told) for line, _, told in every
        }


def test_a_resource_that_is_no_line_gives_its_number_and_says_why(
    hotline_office: Office,
):
    call = Call(hotline_office.world, OFFICER)
    call.start()
    call.listen()
    call.happen(Words("child protection"))
    call.listen()
    hotline_office.settle()

    assert call.dialled == []
    assert any("answers with its own key menu" in one.text for one in call.script)
    assert [to for to, _ in hotline_office.world.arrived] == [OFFICER]


def test_too_many_in_an_hour_get_the_reason_and_the_number(hotline_office: Office):
    world = hotline_office.world
    place = Place("minor", "safety")
    for _ in range(Settings.transfers_per_hour):
        play(world, OFFICER, place, NAVIGATOR, "accepted").happen(Event.HANG_UP)
        hotline_office.settle()
    call = play(world, OFFICER, place, NAVIGATOR, "accepted")
    said = [one.text for one in call.script if one.who == "hotline"]

    assert call.dialled == []
    assert said == [
        "Too many calls were tried from this phone this hour. Dial it yourself. "
        "The Navigator: 6 1 2, 2 3 2, 5 4 2 8. Again: 6 1 2, 2 3 2, 5 4 2 8."
    ]
    other = play(world, "+16125550199", place, NAVIGATOR, "accepted")
    assert other.dialled == ["+16122325428"]


@pytest.mark.parametrize(
    ("key", "connected"), [("2", False), ("9", True)], ids=["declines", "accepts"]
)
def test_the_key_that_the_brief_names_declines_and_no_other(
    tmp_path: Path, key: str, connected: bool
):
    content = copied(tmp_path)
    edit(tmp_path / "prompts" / "voice.yaml", 'decline: "9"', 'decline: "2"')
    database = f"sqlite:///{tmp_path / 'hotline.db'}"
    with office(database, tmp_path, **content) as made:
        call = Call(made.world, OFFICER)
        call.start()
        call.listen()
        call.happen(Words("navigator"))
        for happening in (Event.PICK_UP, Event.TIME_UP, Key(key, by_line=True)):
            call.listen()
            call.happen(happening)
        made.settle()
        (row, *_) = made.rows(transfers)

    heard = [one.text for one in call.script if one.who == "line hears"]
    assert heard[1].endswith("Press 1 to accept, 2 to decline.")
    assert (row["accepted"] is not None) == connected


def test_what_lines_did_is_noted_without_a_number(hotline_office: Office):
    place = Place("minor", "safety")
    play(hotline_office.world, OFFICER, place, NAVIGATOR, "declined")
    rows = hotline_office.rows(events)

    assert [row["outcome"] for row in rows if row["kind"] == "line"] == [
        "hears the brief",
        "declined",
        "hears the brief",
        "declined",
    ]
    assert "555" not in str([row["outcome"] + row["place"] for row in rows])


def test_no_number_is_in_the_database_when_all_is_done(
    hotline_office: Office, tmp_path: Path
):
    place = Place("minor", "safety")
    play(hotline_office.world, OFFICER, place, NAVIGATOR, "busy")
    hotline_office.settle()
    store = hotline_office.store
    with store.database.engine.connect() as connection:
        every = [
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("places", "events", "outbox", "transfers")
        ]

    assert len(hotline_office.world.arrived) == 1
    assert OFFICER[2:] not in "".join(every)


def test_the_step_that_was_left_for_another_topic_is_kept_through_a_transfer(
    hotline_office: Office,
):
    world = hotline_office.world
    law = Place("statute", "definition", left="minor.report")
    stopped = "stopped by star, and told as such"
    call = play(world, next(phones()), law, NAVIGATOR, stopped)
    call.listen()
    call.happen(Words("next"))

    assert call.wait.what is Waiting.SPEAKING
    assert "6 of 8." in [one.text for one in call.script if one.who == "hotline"][-1]
