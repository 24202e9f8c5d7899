"""Assembles the hotline: settings to parts to app. Nothing else does.

Any WSGI server can run ``wsgi:app``; `python -m ivr serve` is the one that is
installed with it.
"""

import functools
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from ivr.carrier import codes
from ivr.carrier.messages import Messages
from ivr.channels.edition import Edition, load_edition
from ivr.counting import Counted, Counts
from ivr.dialogue.commands import readers
from ivr.edition_in_force import EditionInForce
from ivr.kept import Kept
from ivr.last_good import LastGood
from ivr.protocol.loading import content_files
from ivr.settings import Settings, counts_together
from ivr.store.database import PATIENCE
from ivr.store.store import Store
from ivr.web.app import create_app
from ivr.web.cookies import PlaceCookie
from ivr.web.memory import Health
from ivr.web.parts import Parts


def load(settings: Settings) -> Edition:
    """What the settings' content makes; ContentError if it is faulty."""
    return load_edition(
        settings.protocol_file,
        settings.prompts_dir,
        settings.hotline_number,
        settings.public_url,
    )


def build(
    settings: Settings,
    now: Callable[[], float] = time.time,
    patience: float = PATIENCE,
    kept: Kept | None = None,
    load: Callable[[Settings], Edition] = load,
) -> Flask:
    """The hotline for these settings; ContentError if the content is faulty.

    ``now`` is the clock by which places age, texts are given up and it is today,
    ``patience`` for how many seconds an answer waits for the database, ``kept`` where
    what was learned, and the last good content, wait for the next start, ``load``
    reads the content, now and after each edit; the store and the edition in force are
    in ``app.extensions``.
    """

    def loaded(settings: Settings) -> Edition:
        edition = load(settings)
        # What reads texts is made now, not while the first officer waits for it.
        kept.learn(edition.vocabulary) if kept else readers(edition.vocabulary)
        return edition

    def loaded_from(protocol_file: Path, prompts_dir: Path) -> Edition:
        return loaded(
            replace(settings, protocol_file=protocol_file, prompts_dir=prompts_dir)
        )

    files = content_files(settings.protocol_file, settings.prompts_dir)
    last = LastGood(kept.folder, files, loaded_from) if kept else None
    edition = EditionInForce(lambda: loaded(settings), files, last)

    def health() -> Health:
        return {**store.health(), **edition.health()}

    def today() -> date:
        # Where the officers stand: by a server's clock it may be tomorrow already,
        # and a victim of age who is so tomorrow.
        zone = ZoneInfo(edition().protocol.timezone)
        return datetime.fromtimestamp(now(), zone).date()

    counts = Counts(counts_together())
    store = Store(
        settings.database_url,
        settings.spool_dir,
        Messages(
            settings.account_sid,
            settings.auth_tokens,
            settings.hotline_number,
            settings.public_url,
            settings.twilio_api_url,
        ),
        lambda subject: edition().text_for(subject),
        codes=codes,
        retention_days=settings.retention_days,
        transfers_per_hour=settings.transfers_per_hour,
        keep_unmatched=settings.keep_unmatched,
        patience=patience,
        dropped=counts.lost,
        sent=counts.sent,
        now=now,
    )

    def wake() -> None:
        edition.start()
        store.start()

    parts = Parts(
        edition=edition,
        memory=store.memory,
        outbox=store.outbox,
        transfers=store.transfers,
        notes=Counted(store.journal, counts),
        cookie=PlaceCookie(settings.secret_key),
        today=today,
        now=now,
        health=health,
        counts=lambda: counts.written(health()),
        wake=wake,
        secret_key=settings.secret_key,
        missed=store.missed,
    )
    app = create_app(
        parts,
        public_url=settings.public_url,
        account_sid=settings.account_sid,
        auth_tokens=settings.auth_tokens,
    )
    app.extensions["store"] = store
    app.extensions["edition"] = edition
    return app


@functools.cache
def _app() -> Flask:
    settings = Settings.from_environ()
    app = build(settings, kept=Kept(settings.spool_dir))
    edition: EditionInForce = app.extensions["edition"]
    # An edit is taken up on a quiet line too, where no request wakes anything. Of a
    # server that forks after this, the children answer, and they look.
    os.register_at_fork(after_in_parent=edition.stop, after_in_child=edition.start)
    edition.start()
    return app


def __getattr__(name: str) -> Flask:
    # Made on first use: importing this file to call build() needs no settings.
    if name == "app":
        return _app()
    raise AttributeError(name)
