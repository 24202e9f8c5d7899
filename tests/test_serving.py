"""The real thing: production server, sockets, signals, and the two commands."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.settings import trial_environ
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Words
from ivr.simulator.thread import Thread
from tests.hotline import ENVIRON, OFFICER, ROOT
from tests.served import Server, free_port


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
    assert call.script[-1].text.startswith("Step 1 of 8.")
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


def test_any_other_wsgi_server_finds_the_app():
    command = [sys.executable, "-c", "from wsgi import app; print(app.name)"]
    environ = {**os.environ, **ENVIRON}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True)

    assert done.stdout == b"ivr\n"


def test_missing_settings_stop_it_with_one_message(tmp_path: Path):
    bare = {"PATH": os.defpath}
    command = [sys.executable, "-m", "ivr", "serve"]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, timeout=30)

    assert done.returncode == 1
    assert done.stderr.decode().startswith("5 settings must be put right:")


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


def test_an_edit_is_taken_up_and_a_faulty_one_is_not(tmp_path: Path):
    content = tmp_path / "protocol.yaml"
    text = (ROOT / "protocol.yaml").read_text()
    content.write_text(text)
    port = free_port()
    environ = {**trial_environ(port), "PROTOCOL_FILE": str(content)}
    server = Server(environ, port, tmp_path)

    phones = (f"+1612555{number:04d}" for number in range(10_000))

    def answer() -> str:
        return Thread(server.world(), next(phones)).text("minor")[0].text

    def until(words: str) -> bool:
        for _ in range(100):
            if all(words in answer() for _ in range(4)):
                return True
            time.sleep(0.1)
        return False

    try:
        assert until("1 SEPARATE victim")
        content.write_text(text.replace('short: "SEPARATE', 'short: "PART', 1))
        assert until("1 PART victim")
        content.write_text(text.replace("silent: unsure", "silent: nobody"))
        for _ in range(200):
            answer()
            if b"The edit is refused" in server.log.read_bytes():
                break
            time.sleep(0.05)
        assert b"there is no track 'nobody'" in server.log.read_bytes()
        assert until("1 PART victim")
    finally:
        server.stop()


def test_make_run_without_a_terminal_serves_and_says_how_to_reach_it(tmp_path: Path):
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
    try:
        assert process.stdout is not None
        first = process.stdout.readline().decode()
        told = process.stdout.readline() + process.stdout.readline()
        trial = json.loads((tmp_path / "var" / "trial.json").read_text())
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout is not None:
            process.stdout.close()

    assert first == f"The hotline is served on http://127.0.0.1:{port}\n"
    assert b"python -m ivr phone" in told
    assert trial["PUBLIC_URL"] == f"http://127.0.0.1:{port}"
