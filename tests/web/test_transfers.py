"""Every line, whatever it does, from every place: it ends somewhere useful.

Asserted is what happened in the world: which numbers were dialled, in which
order, which text went out, and where the officer stands afterwards.
"""

import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.channels.addresses import address
from ivr.channels.edition import Edition
from ivr.dialogue.ground import places
from ivr.dialogue.place import Place
from ivr.protocol.model import Resource, Transfer
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.transport import Answer, ConnectFailed, Form, Transport
from ivr.simulator.world import World
from ivr.store.places import TRANSFERS_PER_HOUR
from ivr.store.tables import events, transfers
from tests.content import copied, edit
from tests.hotline import OFFICER, Office, office
from tests.store.conftest import until

FALLBACK = "https://fallback.example.org/voice"
PICK_UP, TIME_UP = Event.PICK_UP, Event.TIME_UP
NAVIGATOR = {"SpeechResult": "navigator"}
ONE, NINE = Key("1", by_line=True), Key("9", by_line=True)

OUTCOMES: dict[str, tuple[list[Happening], Behaviour]] = {
    "accepted": ([PICK_UP, ONE, Event.LINE_HANGS_UP], Behaviour()),
    "accepted, and no word of the bridge": (
        [PICK_UP, ONE, Event.LINE_HANGS_UP],
        Behaviour(tells_bridged=False),
    ),
    "accepted, and come back by star": ([PICK_UP, ONE, Key("*")], Behaviour()),
    "declined": ([PICK_UP, NINE], Behaviour()),
    "declined, told as no answer": (
        [PICK_UP, NINE],
        Behaviour(declined_status="no-answer"),
    ),
    "declined, and no word of the bridge": (
        [PICK_UP, NINE],
        Behaviour(tells_bridged=False),
    ),
    "busy": ([Event.BUSY], Behaviour()),
    "unanswered": ([TIME_UP], Behaviour()),
    "cannot be called": ([Event.FAILED], Behaviour()),
    "a voicemail": ([PICK_UP, TIME_UP, TIME_UP], Behaviour()),
    "hung up on the brief": ([PICK_UP, Event.LINE_HANGS_UP], Behaviour()),
    "stopped by star": ([Key("*")], Behaviour(star_while_ringing=True)),
    "stopped by star, and told as such": (
        [Key("*")],
        Behaviour(star_while_ringing=True, stopped_status="canceled"),
    ),
    "the brief cannot be fetched": ([PICK_UP], Behaviour()),
    "the brief cannot be fetched, and the fallback hangs up": (
        [PICK_UP],
        Behaviour(whisper_fallback=True),
    ),
}


@dataclass
class NoBrief:
    """A network that loses every request for a brief; a fallback that hangs up."""

    inner: Transport

    def post(self, url: str, headers: Form, form: Form) -> Answer:
        if "/whisper/" in url:
            raise ConnectFailed
        if url == FALLBACK:
            return Answer(
                200, {"content-type": "text/xml"}, b"<Response><Hangup/></Response>"
            )
        return self.inner.post(url, headers, form)


def phones() -> Iterator[str]:
    for number in range(10_000):
        yield f"+1612555{number:04d}"


def chain(edition: Edition, line: str) -> list[str]:
    """The line and those that are tried after it."""
    lines = [line]
    while True:
        transfer = edition.protocol.resources[lines[-1]].transfer
        following = transfer.next if isinstance(transfer, Transfer) else None
        if not following or following in lines:
            return lines
        lines.append(following)


def ways(resource: Resource) -> list[dict[str, str]]:
    """The ways to ask for a line: by its name, and by its key if it has one."""
    asked = [{"SpeechResult": resource.phrase}]
    return asked + ([{"Digits": resource.key}] if resource.key else [])


def play(
    world: World, phone: str, place: Place, told: dict[str, str], how: str
) -> Call:
    happenings, world.behaviour = OUTCOMES[how]
    call = Call(world, phone, entry=address(place), told=told)
    call.start()
    call.listen()
    for _ in range(5):
        if call.wait.what is not Waiting.RINGING:
            break
        for happening in happenings:
            call.listen()
            call.happen(happening)
        call.listen()
    return call


GOOD = {how for how in OUTCOMES if how.startswith("accepted")}
# From these she comes back without another line being called.
BACK = {*GOOD, "stopped by star, and told as such"}


Texts = list[tuple[str, str]]


def play_all(made: Office, edition: Edition, how: str) -> tuple[Texts, int]:
    """Every line, from every place, asked for in every way, with one outcome.

    The texts, by phone and words, that are due after it, and how many were dialled.
    """
    world, protocol, numbers = made.world, edition.protocol, phones()
    transport = world.transport
    if how.startswith("the brief cannot be fetched"):
        world.transport, world.voice_fallback_url = NoBrief(transport), FALLBACK
    due: Texts = []
    dialled = 0
    every = (
        (line, resource, place, told)
        for line, resource in protocol.resources.items()
        if resource.is_line
        for place in places(protocol)
        for told in ways(resource)
    )
    for line, resource, place, told in every:
        phone = next(numbers)
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
    world = hotline_office.world
    due, dialled = play_all(hotline_office, edition, how)
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
        _, dialled = play_all(made, edition, how)
        degraded = set(made.store.health())
        lock.close()
        until(lambda: not made.store.health(), 30)
        rows = made.rows(transfers)

    assert "database" in degraded
    # No text could be promised; every attempt is written once that is possible.
    assert made.world.arrived == []
    assert len(rows) == dialled
    assert all(row["ended"] for row in rows)


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
    for _ in range(TRANSFERS_PER_HOUR):
        play(world, OFFICER, place, NAVIGATOR, "accepted").happen(Event.HANG_UP)
        hotline_office.settle()
    call = play(world, OFFICER, place, NAVIGATOR, "accepted")
    said = [one.text for one in call.script if one.who == "hotline"]

    assert call.dialled == []
    assert said == [
        "Too many calls were put through from this phone this hour. Dial it yourself. "
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
        for happening in (PICK_UP, TIME_UP, Key(key, by_line=True)):
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
