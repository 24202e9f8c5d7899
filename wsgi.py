"""Assembles the hotline: settings to parts to app. Nothing else does.

Any WSGI server can run ``wsgi:app``; `python -m ivr serve` is the one that is
installed with it.
"""

import functools
import hashlib
import hmac
from datetime import date

from flask import Flask

from ivr.channels.edition import load_edition
from ivr.edition_in_force import EditionInForce
from ivr.settings import Settings
from ivr.web.app import create_app
from ivr.web.cookies import CookieMemory
from ivr.web.forgotten import NoNotes, NoOutbox, NoTransfers
from ivr.web.parts import Parts


def build(settings: Settings) -> Flask:
    """The hotline for these settings; ContentError if the content is faulty."""
    edition = EditionInForce(
        lambda: load_edition(
            settings.protocol_file,
            settings.prompts_dir,
            settings.hotline_number,
            settings.public_url,
        ),
        (
            settings.protocol_file,
            *(settings.prompts_dir / f"{n}.yaml" for n in ("voice", "sms", "words")),
        ),
    )

    def hash_of(number: str) -> str:
        key = settings.secret_key.encode()
        return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()

    parts = Parts(
        edition=edition,
        memory=CookieMemory(settings.secret_key),
        outbox=NoOutbox(),
        transfers=NoTransfers(),
        notes=NoNotes(),
        hash_of=hash_of,
        today=date.today,
        health=dict,
        secret_key=settings.secret_key,
    )
    return create_app(
        parts,
        public_url=settings.public_url,
        account_sid=settings.account_sid,
        auth_tokens=settings.auth_tokens,
    )


@functools.cache
def _app() -> Flask:
    return build(Settings.from_environ())


def __getattr__(name: str) -> Flask:
    # Made on first use: importing this file to call build() needs no settings.
    if name == "app":
        return _app()
    raise AttributeError(name)
