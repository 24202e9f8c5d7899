"""The commands: `python -m ivr --help` lists them."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ivr.protocol.faults import ContentError
from ivr.settings import Settings, SettingsError

MOST_PORT = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for fine, 1 for a fault, 2 for misuse."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it has had enough: `python -m ivr schema | head`. What is
        # left must not fail once more where Python writes it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ContentError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ivr",
        description="The field hotline: response steps, numbers and people who help, "
        "by text and by voice.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, "serve the hotline (settings: see README.md)")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to serve on (%(default)s: for a web server on this machine)",
    )
    serve.add_argument(
        "--port", type=_port, default=8000, help="the port (%(default)s)"
    )
    serve.add_argument(
        "--workers",
        type=int,
        default=2,
        help="how many processes answer, 1 to 64 (%(default)s)",
    )

    attempt = command("try", _try, "serve a hotline to try out, and open a phone")
    attempt.add_argument(
        "--port",
        type=_port_or_any,
        default=8000,
        help="the hotline's port (%(default)s; another if it is taken)",
    )

    phone = command("phone", _phone, "an officer's phone for a running hotline")
    phone.add_argument("--url", help="the hotline's address, if not PUBLIC_URL")

    recorder = command("record", _record, "write into transcripts what is really said")
    recorder.add_argument("files", nargs="+", type=Path, metavar="FILE")
    recorder.add_argument("--url", help="the hotline's address, if not PUBLIC_URL")

    check = command("check", _check, "check protocol.yaml and prompts/ after an edit")
    _content_arguments(check)

    fallback = command(
        "fallback", _fallback, "print pages to answer elsewhere while it is away"
    )
    _content_arguments(fallback)

    command("migrate", _migrate, "bring the database up to date (DATABASE_URL)")
    command("purge", _purge, "delete now what is older than RETENTION_DAYS")

    missed = command("missed", _missed, "list masked what was not understood")
    _content_arguments(missed)

    command("schema", _schema, "print the JSON Schema of protocol.yaml")
    return parser


def _port(text: str, least: int = 1) -> int:
    if not (text.isdecimal() and least <= int(text) <= MOST_PORT):
        free = ", or 0 for any that is free" if not least else ""
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port: write a number from 1 to {MOST_PORT}{free}."
        )
    return int(text)


def _port_or_any(text: str) -> int:
    return _port(text, 0)


def _content_arguments(parser: argparse.ArgumentParser) -> None:
    protocol, prompts = Settings.of_content()
    parser.add_argument(
        "--protocol",
        type=Path,
        default=protocol,
        metavar="FILE",
        help="instead of PROTOCOL_FILE (%(default)s)",
    )
    parser.add_argument(
        "--prompts",
        type=Path,
        default=prompts,
        metavar="FOLDER",
        help="instead of PROMPTS_DIR (%(default)s)",
    )


def _serve(given: argparse.Namespace) -> int:
    from ivr.serving import serve

    settings = Settings.from_environ()
    return serve(settings, given.host, given.port, given.workers)


def _migrate(given: argparse.Namespace) -> int:
    from ivr.store.migrating import MigrationError, migrate

    url, _ = Settings.of_database()
    try:
        before, after = migrate(url)
    except MigrationError as error:
        print(error, file=sys.stderr)
        return 1
    if before == after:
        print(f"The database is up to date ({after}).")
    else:
        print(f"The database went from {before or 'nothing'} to {after}.")
    if not before and url == Settings.database_url:
        # Who forgot the service's settings has made a database that nobody asks.
        print(
            "It is the file hotline.db in this folder, for DATABASE_URL is not set. If "
            "the hotline has it set, run this again with the same settings."
        )
    return 0


def _purge(given: argparse.Namespace) -> int:
    from ivr.store.database import Away
    from ivr.store.missed import MOST_DAYS
    from ivr.store.retention import purge

    url, days = Settings.of_database()
    try:
        gone = purge(url, days)
    except Away as error:
        print(
            f"Nothing was deleted: the database cannot be used ({error}). See that "
            "it runs and that `python -m ivr migrate` was run.",
            file=sys.stderr,
        )
        return 1
    for table, count in gone.items():
        kept = min(days, MOST_DAYS) if table == "missed" else days
        print(f"{table}: {count} deleted that were older than {kept} days")
    return 0


def _missed(given: argparse.Namespace) -> int:
    from ivr.channels.edition import load_edition
    from ivr.missed import listed
    from ivr.store.database import Away
    from ivr.store.missed import read_misses

    settings = Settings.without_account()
    vocabulary = load_edition(given.protocol, given.prompts).vocabulary
    try:
        misses = read_misses(settings.database_url, settings.retention_days)
    except Away as error:
        print(
            f"Nothing can be listed: the database cannot be used ({error}). See that "
            "it runs and that `python -m ivr migrate` was run.",
            file=sys.stderr,
        )
        return 1
    words_file = given.prompts / "words.yaml"
    for line in listed(vocabulary, misses, str(given.protocol), str(words_file)):
        print(line)
    if not misses:
        print("Nothing is kept of what was not understood.")
    if not settings.keep_unmatched:
        print(
            "Nothing new is kept: KEEP_UNMATCHED is off. Set KEEP_UNMATCHED=on and "
            "start the hotline anew to keep it, masked and for 14 days at most."
        )
    return 0


def _try(given: argparse.Namespace) -> int:
    from ivr.trying import try_out

    return try_out(given.port)


def _phone(given: argparse.Namespace) -> int:
    from ivr.trying import open_phone

    return open_phone(given.url)


def _record(given: argparse.Namespace) -> int:
    from ivr.trying import record_files

    return record_files(given.files, given.url)


def _check(given: argparse.Namespace) -> int:
    from ivr.checked import told
    from ivr.protocol.loading import load_content

    content = load_content(given.protocol, given.prompts)
    for line in told(content, given.protocol, given.prompts):
        print(line)
    return 0


def _fallback(given: argparse.Namespace) -> int:
    from ivr.channels.edition import load_edition
    from ivr.standing_in import CALLED, pages

    for what, page in pages(load_edition(given.protocol, given.prompts, CALLED)):
        print(f"{what}:\n\n{page}\n")
    return 0


def _schema(given: argparse.Namespace) -> int:
    from ivr.protocol.model import Protocol

    print(json.dumps(Protocol.model_json_schema(by_alias=True), indent=2))
    return 0
