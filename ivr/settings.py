"""The settings, read once, from the environment. Nothing else reads it."""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

E164 = re.compile(r"\+[1-9]\d{6,14}")
ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
COUNT = re.compile(r"[1-9]\d{0,3}", re.ASCII)
WEBHOOKS = ("/voice", "/sms", "/voice/status", "/sms/status")
DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# The discard port: whatever is sent there by mistake is refused at once.
NOBODY = "http://127.0.0.1:9"
TRIAL_DATABASE, TRIAL_SPOOL = "sqlite:///var/trial.db", "var/trial"
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
COUNTS_BYTES = 16_000_000
"""More than 64 processes write: 64 kB for each of two kinds (prometheus_client)."""


class SettingsError(Exception):
    """Settings are missing or malformed; the message names every one of them."""


@dataclass(frozen=True)
class Settings:
    """What one installation of the hotline is told from outside.

    Secrets are kept out of ``repr``, so that no log can carry them.
    """

    account_sid: str
    auth_tokens: tuple[str, ...] = field(repr=False)
    """The account's token and, while rotating, the one that follows it."""
    hotline_number: str = field(repr=False)
    public_url: str
    secret_key: str = field(repr=False)
    database_url: str = field(default="sqlite:///hotline.db", repr=False)
    twilio_api_url: str = ""
    protocol_file: Path = Path("protocol.yaml")
    prompts_dir: Path = Path("prompts")
    spool_dir: Path = Path("var")
    retention_days: int = 90
    transfers_per_hour: int = 6
    keep_unmatched: bool = False

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; SettingsError names all that is wrong at once."""
        wrong: list[str] = []

        def text(name: str, default: object = None) -> str:
            value = environ.get(name, "").strip()
            if not value and default is None:
                wrong.append(f"{name} is not set. {HELP[name]}")
            return value or str(default or "")

        def check(name: str, value: str, well_formed: bool) -> None:
            if value and not well_formed:
                wrong.append(f"{name} is not what it should be. {HELP[name]}")

        sid = text("TWILIO_ACCOUNT_SID")
        check("TWILIO_ACCOUNT_SID", sid, bool(ACCOUNT_SID.fullmatch(sid)))
        token = text("TWILIO_AUTH_TOKEN")
        next_token = text("TWILIO_AUTH_TOKEN_NEXT", "")
        number = text("HOTLINE_NUMBER")
        check("HOTLINE_NUMBER", number, bool(E164.fullmatch(number)))
        url = text("PUBLIC_URL").rstrip("/")
        # What Twilio calls is below it; with one of its ends no signature would fit.
        ends_below = url.lower().endswith(WEBHOOKS)
        check("PUBLIC_URL", url, _is_base_url(url) and not ends_below)
        secret = text("SECRET_KEY")
        check("SECRET_KEY", secret, len(secret) >= 16)
        database = text("DATABASE_URL", cls.database_url)
        scheme, colon, rest = database.partition("://")
        well_formed = bool(colon) and scheme in DRIVERS and _has_good_port(database)
        if scheme == "sqlite":
            well_formed = well_formed and _is_file(rest)
        database = f"{DRIVERS.get(scheme, scheme)}://{rest}"
        well_formed = well_formed and _can_be_asked(database)
        check("DATABASE_URL", database, well_formed)
        api = text("TWILIO_API_URL", cls.twilio_api_url).rstrip("/")
        check("TWILIO_API_URL", api, _is_base_url(api))
        days = text("RETENTION_DAYS", cls.retention_days)
        check("RETENTION_DAYS", days, bool(COUNT.fullmatch(days)))
        most = text("TRANSFERS_PER_HOUR", cls.transfers_per_hour)
        check("TRANSFERS_PER_HOUR", most, bool(COUNT.fullmatch(most)))
        keep = text("KEEP_UNMATCHED", "on" if cls.keep_unmatched else "off")
        check("KEEP_UNMATCHED", keep, keep in ("on", "off"))
        protocol, prompts = cls.of_content(environ)
        if wrong:
            count = len(wrong)
            head = f"{count} setting{'' if count == 1 else 's'} must be put right:"
            raise SettingsError("\n".join([head, *(f"- {one}" for one in wrong)]))
        return cls(
            account_sid=sid,
            auth_tokens=tuple(filter(None, (token, next_token))),
            hotline_number=number,
            public_url=url,
            secret_key=secret,
            database_url=database,
            twilio_api_url=api,
            protocol_file=protocol,
            prompts_dir=prompts,
            spool_dir=Path(text("SPOOL_DIR", cls.spool_dir)),
            retention_days=int(days),
            transfers_per_hour=int(most),
            keep_unmatched=keep == "on",
        )

    @classmethod
    def without_account(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """The database and what is kept in it, for commands that need no account."""
        own = ("DATABASE_URL", "RETENTION_DAYS", "KEEP_UNMATCHED")
        given = {name: environ[name] for name in own if name in environ}
        return cls.from_environ({**trial_environ(1), **dict.fromkeys(own, "")} | given)

    @classmethod
    def of_content(cls, environ: Mapping[str, str] = os.environ) -> tuple[Path, Path]:
        """PROTOCOL_FILE and PROMPTS_DIR alone."""

        def text(name: str, default: Path) -> Path:
            return Path(environ.get(name, "").strip() or default)

        protocol = text("PROTOCOL_FILE", cls.protocol_file)
        return protocol, text("PROMPTS_DIR", cls.prompts_dir)

    @classmethod
    def of_database(cls, environ: Mapping[str, str] = os.environ) -> tuple[str, int]:
        """DATABASE_URL and RETENTION_DAYS alone."""
        made = cls.without_account(environ)
        return made.database_url, made.retention_days


def _has_good_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_file(rest: str) -> bool:
    """Whether SQLite is told of a file: each process has a memory of its own."""
    file = rest.partition("?")[0]
    in_memory = ":memory:" in rest or "mode=memory" in rest
    return file.startswith("/") and bool(file.strip("/")) and not in_memory


def _can_be_asked(url: str) -> bool:
    """Whether SQLAlchemy makes a connection's arguments of it, and finds no part of
    the password in the server's name."""
    # It takes a quarter of a second to import: `check` and --help go without.
    from sqlalchemy.engine import make_url

    try:
        made = make_url(url)
        made.get_dialect()().create_connect_args(made)
    except Exception:
        return False
    return "@" not in (made.host or "") and "\0" not in url


def count_together(folder: Path) -> bool:
    """Have all processes that this one will fork count into one folder, from zero.

    False if it has no room: then each counts by itself. They write by way of
    memory, and the system kills who does so on a full disk. To be called before
    anything that counts is imported.
    """
    os.environ.pop(COUNTS, None)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            os.posix_fallocate(probe.fileno(), 0, COUNTS_BYTES)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    os.environ[COUNTS] = str(folder)
    return True


def counts_together() -> bool:
    """Whether `count_together` was called in this process or its parent."""
    return COUNTS in os.environ


def trial_environ(
    port: int, api_url: str = NOBODY, environ: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """The environment of a hotline that is only tried out on this machine.

    The account, its token and the key are made up afresh; the number is one of
    those reserved for fiction. Nothing in it reaches Twilio: ``api_url`` is where
    the account is played. Nor does it touch what a live hotline beside it keeps,
    whose promised texts it would take and send to nobody.
    """
    return {
        **environ,
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN_NEXT": "",
        "HOTLINE_NUMBER": "+16125550100",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_hex(32),
        "DATABASE_URL": TRIAL_DATABASE,
        "SPOOL_DIR": TRIAL_SPOOL,
        "TWILIO_API_URL": api_url,
    }


HELP = {
    "TWILIO_ACCOUNT_SID": "Copy it from the Twilio console; it begins with AC and "
    "has 34 characters.",
    "TWILIO_AUTH_TOKEN": "Copy it from the Twilio console, beside the account SID.",
    "HOTLINE_NUMBER": "Write the hotline's own number with plus and country code: "
    "+16125550100.",
    "PUBLIC_URL": "Write the address that Twilio calls, as it is entered there, "
    "without /voice or /sms: https://hotline.example.org.",
    "SECRET_KEY": "Write at least 16 characters that nobody can guess, and keep "
    "them: `python -c 'import secrets; print(secrets.token_hex(32))'`.",
    "DATABASE_URL": "Write sqlite:///hotline.db, with three slashes and a file (a "
    "database in memory would be another in each process), or "
    "postgresql://user:password@host/name. A sign in the password that is neither a "
    "letter nor a digit is written as its code: @ as %40, / as %2F, % as %25.",
    "RETENTION_DAYS": "Write for how many days notes are kept, 1 to 9999.",
    "TRANSFERS_PER_HOUR": "Write how often one phone is put through in an hour, 1 to "
    "9999.",
    "KEEP_UNMATCHED": "Write on to keep masked what was not understood, or off.",
    "TWILIO_API_URL": "Leave it out to use Twilio itself; only the simulator sets it.",
}


def _is_base_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "_" not in (parts.hostname or "")
        and not parts.query
        and not parts.fragment
        and not parts.username
        and (port is None or port > 0)
        and not re.search(r"\s", url)
    )
