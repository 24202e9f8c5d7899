"""What matched nothing is kept masked where that is switched on, and nowhere else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from ivr.store.tables import metadata, missed
from tests.hotline import OFFICER, Hotline, Office, office
from tests.postgres import Server
from tests.waiting import until

MISSED = [
    "is jasmine olson at 612-555-0188 on the shelter list",
    "the interpreter list of darnell",
]
RADIO = "Suspect Darnell is northbound on Snelling, two males in the vehicle."
PLACE = "/voice/minor/separate"


DATABASES = ["sqlite", "postgresql"]


def new_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """An empty database of the kind that the fixture is asked for; its URL."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'hotline.db'}"
    server: Server = request.getfixturevalue("postgres_server")
    return server.create(folder.name)


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_database(request, tmp_path)


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="module", params=DATABASES)
def keeping(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    spool: Path,
) -> Iterator[Office]:
    url = new_database(request, tmp_path_factory.mktemp("keeping"))
    with office(url, spool, KEEP_UNMATCHED="on") as made:
        yield made


@pytest.fixture
def keeps(keeping: Office) -> Office:
    keeping.forget()
    return keeping


@pytest.fixture
def keeps_nothing(url: str, tmp_path: Path) -> Iterator[Office]:
    with office(url, tmp_path / "spool") as made:
        yield made


def speak_and_text(made: Office) -> None:
    """Texts and turns of which some mean something and most do not."""
    hotline = Hotline(made.app)
    for body in (*MISSED, "minor", "next"):
        hotline.text(body)
    hotline.turn("/voice")
    hotline.turn(PLACE, SpeechResult=RADIO, Confidence="0.9")
    hotline.turn(PLACE, SpeechResult="The lawyer list.", Confidence="0.9")
    made.settle()


def kept(made: Office) -> dict[tuple[str, str], int]:
    store = made.store.missed
    if store is not None:
        store.write()
    return {(r["channel"], r["masked"]): r["count"] for r in made.rows(missed)}


def test_what_matched_nothing_is_kept_masked(keeps: Office):
    speak_and_text(keeps)

    assert kept(keeps) == {
        ("text", "is ___ at # on the shelter list"): 1,
        ("text", "the interpreter list of ___"): 1,
        ("voice", "suspect ___ is northbound on ___ # males in the vehicle"): 1,
        ("voice", "the lawyer list"): 1,
    }


@pytest.mark.parametrize(
    "body",
    ["minor", "MINOR 3", "?", "", "😀", "Liked “MINOR 1 SEPARATE victim…”", "stop"]
    + ["Jasmine Olson", "612 555 0188", "shelter bed " * 40],
    ids=lambda body: ascii(body)[:30],
)
def test_what_was_understood_or_says_nothing_is_not_kept(keeps: Office, body: str):
    Hotline(keeps.app).text(body)

    assert kept(keeps) == {}


def test_keys_and_silence_are_not_kept(keeps: Office):
    hotline = Hotline(keeps.app)
    hotline.turn(PLACE, Digits="*")
    hotline.turn("/voice/menu/offer", Digits="77")
    hotline.turn(PLACE)
    hotline.turn(PLACE, SpeechResult=" ")
    hotline.turn(PLACE, SpeechResult="Next.", Confidence="0.9")

    assert kept(keeps) == {}


def test_a_webhook_that_is_tried_again_counts_once(keeps: Office):
    hotline = Hotline(keeps.app)
    for _ in range(3):
        hotline.text(MISSED[0], MessageSid="SM" + "1" * 32)

    assert list(kept(keeps).values()) == [1]


def everything(made: Office, folder: Path) -> str:
    """All that stands in any table, and in any file of the spool's folder."""
    with made.store.database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        rows = [
            str(connection.execute(text(f"SELECT * FROM {n}")).all()) for n in names
        ]
    assert set(names) >= {table.name for table in metadata.sorted_tables}
    files = [one.read_text() for one in sorted(folder.rglob("*")) if one.is_file()]
    return "\n".join([*rows, *files]).casefold()


NAMES = "jasmine olson 5550188 darnell snelling".split()
# Four figures among others are a time's or an id's.
FIGURES = re.compile(r"(?<![\w.])0188(?!\w)")
TELLING = [*NAMES, "interpreter", "lawyer", "shelter"]


def test_off_means_that_nothing_is_kept_anywhere(keeps_nothing: Office, tmp_path: Path):
    made, folder = keeps_nothing, tmp_path / "spool"
    speak_and_text(made)

    assert made.store.missed is None
    assert kept(made) == {}
    found = everything(made, folder)
    assert "minor" in found
    assert [word for word in TELLING if word in found] == []
    assert not FIGURES.search(found)
    assert OFFICER not in found


def test_on_keeps_nothing_that_is_masked_and_nothing_in_a_file(
    keeps: Office, spool: Path
):
    speak_and_text(keeps)
    assert kept(keeps)
    found = everything(keeps, spool)

    assert [word for word in NAMES if word in found] == []
    assert not FIGURES.search(found)
    assert not any(spool.rglob("*"))


def test_switching_it_off_takes_away_what_was_kept(url: str, tmp_path: Path):
    with office(url, tmp_path, KEEP_UNMATCHED="on") as made:
        speak_and_text(made)
        assert kept(made)
    with office(url, tmp_path) as made:
        until(lambda: kept(made) == {})
