"""The real thing: production server, sockets, signals, and the two commands."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.kept import Kept
from ivr.protocol.loading import load_content
from ivr.serving import SHARED_MEMORY
from ivr.settings import trial_environ
from ivr.simulator.account import Account, Weather
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Words
from ivr.simulator.phone import simulator_app
from ivr.simulator.rest import rest_app, served
from ivr.simulator.showing import Guide
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.thread import Thread
from ivr.simulator.transport import HttpTransport
from ivr.simulator.world import World
from tests.content import ROOT, edition
from tests.hotline import ENVIRON, OFFICER
from tests.ports import free_port
from tests.served import Server
from tests.waiting import until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    made = Server(trial_environ(port), port, tmp_path)
    yield made
    made.stop()


def test_a_text_and_a_call_over_real_sockets(server: Server):
    (bubble,) = Thread(server.world(), OFFICER).text("minor")
    call = Call(server.world(), OFFICER)
    call.start()
    call.listen()
    call.happen(Words("minor"))
    call.listen()

    assert bubble.text.startswith("MINOR\n1 SEPARATE")
    assert call.script[-1].text.startswith("Separate the victim")
    assert server.get("/healthz") == server.get("/readyz") == 200


def test_a_call_goes_on_after_the_hotline_was_killed_and_started_again(server: Server):
    call = Call(server.world(), OFFICER)
    call.start()
    call.listen()
    call.happen(Words("minor"))
    call.listen()
    server.stop(signal.SIGKILL)
    server.start()
    call.happen(Words("next"))
    call.listen()

    assert call.fault is None
    assert call.script[-1].text.startswith("2 of 8.")
    call.happen(Event.HANG_UP)


def test_what_was_noted_is_written_before_an_orderly_stop(
    server: Server, tmp_path: Path
):
    world = server.world()
    for number in range(60):
        Thread(world, f"+1612555{number:04d}").text("minor")
    server.stop()
    with sqlite3.connect(tmp_path / "hotline.db") as connection:
        query = "SELECT count(*) FROM events WHERE kind = 'text'"
        (noted,) = connection.execute(query).fetchone()
    connection.close()

    assert noted == 60


def test_a_text_that_is_being_handed_on_at_an_orderly_stop_is_not_sent_again(
    tmp_path: Path,
):
    port = free_port()
    environ = trial_environ(port)
    account = Account(
        World(
            environ["PUBLIC_URL"],
            environ["TWILIO_ACCOUNT_SID"],
            environ["TWILIO_AUTH_TOKEN"],
            environ["HOTLINE_NUMBER"],
            HttpTransport(),
        )
    )
    account.weather = Weather(rest="slow", seconds=4.0)

    def texts() -> list[str]:
        with sqlite3.connect(tmp_path / "hotline.db") as connection:
            rows = connection.execute("SELECT state FROM outbox").fetchall()
        connection.close()
        return [state for (state,) in rows]

    with served(rest_app(account)) as api:
        server = Server({**environ, "TWILIO_API_URL": api}, port, tmp_path)
        try:
            call = Call(server.world(), OFFICER, entry="/voice/minor/safety")
            call.told = {"SpeechResult": "phone numbers"}
            call.start()
            call.listen()
            until = time.monotonic() + 15
            while texts() != ["sending"] and time.monotonic() < until:
                time.sleep(0.02)
            before = texts()
        finally:
            server.stop()
        assert account.settle()

    assert before == ["sending"]
    assert texts() == ["sent"]
    assert len(account.messages) == 1


STOPPED_AS_IT_BEGINS = """
import os, signal, sys, time
from flask import Flask
from ivr.serving import Server
from ivr.settings import Settings

class Small(Server):
    def load(self):
        app = Flask("small")
        app.extensions["wake"] = lambda: None
        return app

def forked(parent, worker):
    os.kill(parent.pid, signal.SIGTERM)
    # Long enough for the parent to pass it on before the worker has begun.
    time.sleep(2)

def ended(parent, worker):
    if os.getpid() != parent.pid:
        print("the worker ended in order", flush=True)

server = Small(Settings.from_environ(), "127.0.0.1:" + sys.argv[1], 1)
server.cfg.set("post_fork", forked)
server.cfg.set("worker_exit", ended)
server.run()
"""


def test_a_worker_that_is_told_to_end_as_it_begins_does_so(tmp_path: Path):
    """Else it is killed when its time is over, and what it has noted is lost."""
    environ = {**os.environ, **ENVIRON, "SPOOL_DIR": str(tmp_path)}
    command = [sys.executable, "-c", STOPPED_AS_IT_BEGINS, str(free_port())]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True)

    assert done.stdout == b"the worker ended in order\n", done.stderr
    assert done.returncode == 0


def test_its_processes_count_together_and_nothing_of_it_on_the_disk(
    server: Server, tmp_path: Path
):
    world = server.world()
    for number in range(40):
        Thread(world, f"+1612555{number:04d}").text("minor")
    url = f"{server.environ['PUBLIC_URL']}/metrics"
    told = []
    for _ in range(6):
        with urllib.request.urlopen(url) as answer:
            told.append(answer.read().decode())

    assert all(
        'hotline_exchanges_total{channel="text",kind="text"} 40.0' in one
        for one in told
    )
    assert list(tmp_path.rglob("counter_*.db")) == []


def test_each_start_counts_in_a_folder_of_its_own(server: Server):
    """One that is ending takes its own away, and not that of the next."""
    killed = server.process.pid
    server.stop(signal.SIGKILL)
    left = _counts(killed)
    server.start()

    assert len(left) == len(_counts(server.process.pid)) == 1
    # It is memory, and whoever was killed cannot take it away.
    assert _counts(killed) == []


def test_a_hotline_that_was_told_to_begin_anew_leaves_no_counts_behind(server: Server):
    before = _workers(server.process.pid)
    os.kill(server.process.pid, signal.SIGHUP)
    until(lambda: before.isdisjoint(_workers(server.process.pid)), 60)
    (bubble,) = Thread(server.world(), OFFICER).text("minor")
    server.stop()

    assert bubble.text.startswith("MINOR")
    assert _counts(server.process.pid) == []


def _workers(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _counts(pid: int) -> list[Path]:
    return list(SHARED_MEMORY.glob(f"hotline-*-{pid}"))


def test_nobody_else_can_read_what_it_keeps(tmp_path: Path):
    port, folder = free_port(), tmp_path / "kept"
    environ = trial_environ(port) | {"DATABASE_URL": f"sqlite:///{folder}/hotline.db"}
    folder.mkdir()
    command = [sys.executable, "-m", "ivr", "migrate"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    server = Server(environ, port, tmp_path, environ["DATABASE_URL"])
    Thread(server.world(), OFFICER).text("minor")
    open_to = {one.name: oct(one.stat().st_mode & 0o077) for one in folder.iterdir()}
    server.stop()

    assert "hotline.db" in open_to
    assert set(open_to.values()) == {"0o0"}


def test_a_hotline_that_has_kept_nothing_yet_learns_before_it_answers(tmp_path: Path):
    port = free_port()
    server = Server(trial_environ(port), port, tmp_path, learned=False)
    try:
        thread = Thread(server.world(), "+16125550123")
        (answer,) = thread.text("she is fifteen, what do i do")

        assert "1 SEPARATE victim" in answer.text
        assert list(tmp_path.glob("learned-*.npz"))
    finally:
        server.stop()


def test_any_other_wsgi_server_finds_the_app(tmp_path: Path):
    command = [sys.executable, "-c", "from wsgi import app; print(app.name)"]
    environ = {**os.environ, **ENVIRON, "SPOOL_DIR": str(tmp_path)}
    Kept(tmp_path).learn(edition().vocabulary)
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True)

    assert done.stdout == b"ivr\n"


FORKING = """
import os, threading, time
from wsgi import app
def looking():
    return [one.name for one in threading.enumerate()].count("edition")
print("begun", looking(), flush=True)
child = os.fork()
if not child:
    print("child", looking(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
for one in threading.enumerate():
    if one.name == "edition":
        one.join(5)
print("parent", looking())
"""


def test_under_any_other_wsgi_server_whoever_serves_looks_for_edits(tmp_path: Path):
    environ = {**os.environ, **ENVIRON, "SPOOL_DIR": str(tmp_path)}
    Kept(tmp_path).learn(edition().vocabulary)
    command = [sys.executable, "-c", FORKING]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True)

    assert done.stdout == b"begun 1\nchild 1\nparent 0\n"


def test_missing_settings_stop_it_with_one_message(tmp_path: Path):
    bare = {"PATH": os.defpath}
    command = [sys.executable, "-m", "ivr", "serve"]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, timeout=30)

    assert done.returncode == 1
    assert done.stderr.decode().startswith("5 settings must be put right:")


@pytest.mark.parametrize("spool", ["taken", "taken/below", "/proc/none"])
def test_a_spool_dir_that_can_be_no_folder_stops_it_with_a_sentence(
    tmp_path: Path, spool: str
):
    (tmp_path / "taken").write_text("a file")
    environ = {**os.environ, **ENVIRON, "SPOOL_DIR": str(tmp_path / spool)}
    command = [sys.executable, "-m", "ivr", "serve", "--port", str(free_port())]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, timeout=30
    )
    told = done.stderr.decode()

    assert done.returncode == 1
    assert told.startswith("The hotline's working files cannot be kept in ")
    assert told.endswith("or name another with SPOOL_DIR.\n")
    assert "Traceback" not in told


def test_faulty_content_stops_it_with_the_faults(tmp_path: Path):
    broken = tmp_path / "protocol.yaml"
    broken.write_text("title: 5\n")
    environ = {**os.environ, **ENVIRON, "PROTOCOL_FILE": str(broken)}
    environ["SPOOL_DIR"] = str(tmp_path)
    command = [sys.executable, "-m", "ivr", "serve", "--port", str(free_port())]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, timeout=30
    )

    assert done.returncode == 1
    assert "protocol.yaml:1: title: this must be text" in done.stderr.decode()


def test_the_phone_in_the_terminal_texts_and_calls(server: Server):
    command = [sys.executable, "-m", "ivr", "phone"]
    typed = "text minor|call|minor|next|navigator|answer|1||bca|voicemail|bca|decline"
    typed = f"{typed}|bca|busy|hang up|quit|".replace("|", "\n")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=server.environ,
        input=typed.encode(),
        capture_output=True,
        timeout=60,
    )
    shown = done.stdout.decode()

    assert done.returncode == 0, done.stderr.decode()
    for words in (
        "SEPARATE victim from all others on scene",
        "4 segments",
        "Step 1 of 8.",
        "LINE HEARS  Patrol officer for an advocate",
        "(connected)",
        "You were on step 2.",
        "LINE HEARS  Patrol officer for a Human Trafficking Agent",
        "No answer from the B-C-A.",
    ):
        assert words in shown


def test_an_edit_is_taken_up_before_anybody_asks_a_faulty_one_never(tmp_path: Path):
    content = tmp_path / "protocol.yaml"
    text = (ROOT / "protocol.yaml").read_text()
    content.write_text(text)
    port = free_port()
    environ = {**trial_environ(port), "PROTOCOL_FILE": str(content)}
    server = Server(environ, port, tmp_path)

    phones = (f"+1612555{number:04d}" for number in range(10_000))

    def answers() -> set[str]:
        """From all of its processes: more answers than it has of these."""
        texts = (Thread(server.world(), next(phones)).text("minor") for _ in range(12))
        return {text[0].text.split("\n")[1] for text in texts}

    def logged(words: bytes) -> bool:
        """Whether both of its processes log so, while nobody calls or texts."""
        for _ in range(600):
            if server.log.read_bytes().count(words) == 2:
                return True
            time.sleep(0.1)
        return False

    try:
        assert answers() == {"1 SEPARATE victim from all others on scene"}
        content.write_text(text.replace('short: "SEPARATE', 'short: "PART', 1))
        assert logged(b"The edited content is in force.")
        assert answers() == {"1 PART victim from all others on scene"}
        content.write_text(text.replace("silent: unsure", "silent: nobody"))
        assert logged(b"there is no track 'nobody'")
        assert answers() == {"1 PART victim from all others on scene"}
    finally:
        server.stop()


@pytest.fixture
def tried_before(tmp_path: Path) -> None:
    """It has kept what it learned."""
    Kept(tmp_path / "var" / "trial").learn(edition().vocabulary)


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """`make run` without a terminal: the hotline, the page, what a phone is told."""
    port = free_port()
    command = [sys.executable, "-m", "ivr", "try", "--port", str(port)]
    # In a folder of its own: a hotline being tried from the checkout goes on.
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PROTOCOL_FILE": str(ROOT / "protocol.yaml"),
        "PROMPTS_DIR": str(ROOT / "prompts"),
    }
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        told = ""
        while "Ctrl-C" not in told:
            line = process.stdout.readline().decode()
            assert line, told
            told += line
        (page,) = re.findall(r"http://[\d.:]+/phone", told)
        trial = json.loads((tmp_path / "var" / "trial.json").read_text())
        assert f"The hotline is served on http://127.0.0.1:{port}\n" in told
        assert ".venv/bin/python -m ivr phone" in told
        yield f"http://127.0.0.1:{port}", page, trial
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def act(page: str, **deed: object) -> None:
    asked = urllib.request.Request(
        f"{page}/do",
        json.dumps(deed).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.status == 200


def shown(page: str) -> dict[str, Any]:
    """What a window that is opened now shows."""
    with urllib.request.urlopen(f"{page}/events", timeout=10) as stream:
        told: dict[str, Any] = json.loads(stream.readline().removeprefix(b"data: "))
        return told


def degraded(hotline: str) -> dict[str, str]:
    with urllib.request.urlopen(f"{hotline}/readyz") as answer:
        told: dict[str, str] = json.load(answer)["degraded"]
        return told


def test_make_run_ends_with_a_phone_that_can_be_used(
    tried: tuple[str, str, dict[str, str]],
):
    hotline, page, trial = tried
    act(page, do="text", body="minor")
    act(page, do="call")
    act(page, do="say", words="phone numbers")
    until = time.monotonic() + 15
    while len(shown(page)["bubbles"]) < 3 and time.monotonic() < until:
        time.sleep(0.1)
    texts = [one["text"] for one in shown(page)["bubbles"]]
    protocol = load_content(ROOT / "protocol.yaml", ROOT / "prompts").protocol
    lines = [one for one in protocol.resources.values() if one.is_line]

    assert shown(page)["quick"][-3:] == ["NEXT", protocol.numbers.word, "MENU"]
    assert [one["name"] for one in shown(page)["lines"]] == [
        one.full or one.name for one in lines
    ]
    assert trial["PUBLIC_URL"] == hotline
    assert texts[1].startswith("MINOR\n1 SEPARATE")
    assert texts[2].startswith("NUMBERS\nNavigator")


@pytest.mark.usefixtures("tried_before")
def test_the_weather_of_the_trial_is_real(tried: tuple[str, str, dict[str, str]]):
    hotline, page, _ = tried
    act(page, do="weather", name="database", on=True)
    for _ in range(2):
        act(page, do="text", body="minor")
    until = time.monotonic() + 15
    while "database" not in (locked := degraded(hotline)) and time.monotonic() < until:
        time.sleep(0.1)
    act(page, do="weather", name="database", on=False)
    act(page, do="weather", name="hotline", on=True)
    act(page, do="text", body="adult")
    fault = shown(page)["text_fault"]
    act(page, do="weather", name="hotline", on=False)
    act(page, do="text", body="adult")
    texts = [one["text"].split("\n")[0] for one in shown(page)["bubbles"]]

    assert "database" in locked
    assert fault == "Error 11205: Nobody answered at /sms."
    assert texts == ["minor", "MINOR", "minor", "MINOR", "adult", "adult", "ADULT"]


def test_the_simulator_does_not_stand_beside_twilio():
    account = Account(World("http://h", "AC", "token", "+1", HttpTransport()))

    for url in ("https://api.twilio.com", "", "http://api.us1.twilio.com:80"):
        with pytest.raises(ValueError, match="must not stand beside it"):
            simulator_app(Switchboard(account), url, {}, Guide("1", "9"))
