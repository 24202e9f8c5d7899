"""`make run`: a hotline on this machine, with no account, and a phone to try it.

The hotline runs in a process of its own under its production server; the phone
plays Twilio against it over HTTP, signed.
"""

import contextlib
import json
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ivr.protocol.loading import load_content
from ivr.settings import Settings, SettingsError, trial_environ
from ivr.simulator.account import Account
from ivr.simulator.conversation import TranscriptError, record
from ivr.simulator.phone import simulator_app
from ivr.simulator.rest import served
from ivr.simulator.showing import Guide
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.terminal import run_phone
from ivr.simulator.transport import HttpTransport
from ivr.simulator.watching import watch
from ivr.simulator.world import World
from ivr.store.migrating import MigrationError, migrate
from ivr.trial import Trial, alive, interruptible

# Where a second terminal finds the hotline that is being tried.
TRIAL_FILE = Path("var/trial.json")
STARTING = (
    "Starting the hotline. The first time it learns from the texts in prompts, which "
    "takes some seconds, on a small machine a minute ..."
)
NAMES = (
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "HOTLINE_NUMBER",
    "PUBLIC_URL",
    "TWILIO_API_URL",
)


def try_out(port: int) -> int:
    """Serve a trial hotline and a phone in the browser; open one here, or wait."""
    port = _free(port)
    environ = trial_environ(port)
    try:
        Path("var").mkdir(exist_ok=True)
        settings = Settings.from_environ(environ)
        migrate(settings.database_url)
    except (SettingsError, MigrationError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"The folder var cannot be made here ({error.strerror}). Try the hotline "
            "out in a folder that you may write in, where no file is called var.",
            file=sys.stderr,
        )
        return 1
    guide = _guide(settings.protocol_file, settings.prompts_dir)
    world, trial = _world(environ), Trial(environ, port)
    board = Switchboard(Account(world), time.monotonic)
    page_port = _free(port + 1)
    api = f"http://127.0.0.1:{page_port}"
    environ["TWILIO_API_URL"] = api
    failing = {
        "hotline": ("The hotline is down", trial.fail),
        "database": ("The database is locked", trial.lock_database),
    }
    board.run()
    page = simulator_app(board, api, failing, guide)
    with served(page, page_port), interruptible():
        try:
            print(STARTING, flush=True)
            if not trial.start():
                print("The hotline did not start; see above.", file=sys.stderr)
                return 1
            told = {name: environ[name] for name in NAMES} | _content(settings)
            with findable(TRIAL_FILE, told):
                _told(port, f"{api}/phone")
                if sys.stdin.isatty():
                    run_phone(world, guide)
                    return 0
                while True:
                    time.sleep(3600)
        finally:
            trial.stop()
    return 0


@contextlib.contextmanager
def findable(file: Path, told: Mapping[str, str]) -> Iterator[None]:
    """While inside, a phone in another terminal finds this hotline by a file.

    Of several that are tried at once it finds the latest, and after that the one
    before it, if that still answers.
    """
    own, before = json.dumps(dict(told)), ""
    with contextlib.suppress(OSError):
        before = file.read_text()
    file.write_text(own)
    file.chmod(0o600)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if file.read_text() == own:
                if _answers(before):
                    file.write_text(before)
                else:
                    file.unlink()


def _answers(told: str) -> bool:
    """Whether the hotline that such a file tells of answers."""
    try:
        return alive(json.loads(told)["PUBLIC_URL"])
    except (ValueError, KeyError, TypeError):
        return False


def _content(settings: Settings) -> dict[str, str]:
    """Where the content stands, from wherever it is looked for."""
    return {
        "PROTOCOL_FILE": str(settings.protocol_file.resolve()),
        "PROMPTS_DIR": str(settings.prompts_dir.resolve()),
    }


def _guide(protocol_file: Path, prompts_dir: Path) -> Guide:
    """The keys of a called line, the words that open a track or the numbers, those
    that go on, and the lines."""
    content = load_content(protocol_file, prompts_dir)
    protocol, keys = content.protocol, content.voice.keys
    tracks = [track.word for track in protocol.tracks.values()]
    return Guide(
        keys.accept,
        keys.decline,
        [*tracks, "NEXT", protocol.numbers.word, "MENU"],
        {
            protocol.dial(id): one.full or one.name
            for id, one in protocol.resources.items()
            if one.is_line
        },
    )


def _told(port: int, page: str) -> None:
    print(f"The hotline is served on http://127.0.0.1:{port}\n")
    lines = ("", "Open the phone in a browser:", "", page, "")
    width = max(map(len, lines)) + 6
    print(f"  ╭{'─' * width}╮")
    for line in lines:
        print(f"  │   {line:<{width - 3}}│")
    print(f"  ╰{'─' * width}╯\n")
    if not sys.stdin.isatty():
        print("A phone in another terminal: .venv/bin/python -m ivr phone")
        print("Stop it all with Ctrl-C.", flush=True)


def open_phone(url: str | None) -> int:
    """A phone for the hotline of these settings, or for the one being tried."""
    found = _found()
    world = _reachable(found, url)
    if found is None or world is None:
        return 1
    guide = _guide(Path(found["PROTOCOL_FILE"]), Path(found["PROMPTS_DIR"]))
    run_phone(world, guide)
    return 0


def record_files(files: Sequence[Path], url: str | None) -> int:
    """Write into transcripts what the hotline really says."""
    world = _reachable(_found(), url)
    if world is None:
        return 1
    for file in files:
        try:
            text = record(file.read_text("utf-8"), world, settle=_a_moment)
            file.write_text(text, "utf-8")
        except UnicodeDecodeError:
            print(
                f"{file}: this is no transcript: it is not text in UTF-8. Save it so "
                "in your editor, or name another file.",
                file=sys.stderr,
            )
            return 1
        except OSError as error:
            print(f"{file}: {error.strerror}.", file=sys.stderr)
            return 1
        except TranscriptError as error:
            print(f"{file}: {error}", file=sys.stderr)
            return 1
        print(f"{file} says what the hotline says.")
    return 0


def _a_moment() -> None:
    """Until a text that was just promised is sure to have come."""
    time.sleep(2.0)


def _found() -> Mapping[str, str] | None:
    """The settings there are, or those of the hotline being tried."""
    try:
        settings = Settings.from_environ()
        return _content(settings) | {
            "TWILIO_ACCOUNT_SID": settings.account_sid,
            "TWILIO_AUTH_TOKEN": settings.auth_tokens[0],
            "HOTLINE_NUMBER": settings.hotline_number,
            "PUBLIC_URL": settings.public_url,
            "TWILIO_API_URL": settings.twilio_api_url,
        }
    except SettingsError as error:
        try:
            found: Mapping[str, str] = json.loads(TRIAL_FILE.read_text())
            return found
        except (OSError, ValueError):
            print(
                "There is no hotline to reach: start one with `make run`, or set "
                f"the settings of yours. {error}",
                file=sys.stderr,
            )
            return None


def _reachable(found: Mapping[str, str] | None, url: str | None) -> World | None:
    """The hotline of these settings, if there are any and it answers."""
    if found is None:
        return None
    world = _world(found if url is None else {**found, "PUBLIC_URL": url})
    if alive(world.hotline_url):
        if found.get("TWILIO_API_URL"):
            watch(world, found["TWILIO_API_URL"])
        return world
    print(
        f"Nothing answers at {world.hotline_url}. Start the hotline with "
        "`make run` and try again.",
        file=sys.stderr,
    )
    return None


def _world(settings: Mapping[str, str]) -> World:
    return World(
        settings["PUBLIC_URL"].rstrip("/"),
        settings["TWILIO_ACCOUNT_SID"],
        settings["TWILIO_AUTH_TOKEN"],
        settings["HOTLINE_NUMBER"],
        HttpTransport(),
    )


def _free(port: int) -> int:
    """The port, or any free one if it is taken."""
    for wanted in (port, 0):
        with (
            # No port is above the highest one.
            contextlib.suppress(OSError, OverflowError),
            socket.create_server(("127.0.0.1", wanted)) as made,
        ):
            return int(made.getsockname()[1])
    return port
