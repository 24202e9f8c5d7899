"""What becomes of a promised text, as the carrier and the clock have it.

Each change is written by a rule by which it may come twice, late or out of order.
"""

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ivr.store.journal import event_of
from ivr.store.tables import events, outbox
from ivr.web.memory import Note

log = logging.getLogger(__name__)

LIFE_SECONDS = 15 * 60
"""A text later than this is no help on the scene, and is given up."""
WAITING, SENDING, SENT = "waiting", "sending", "sent"
DELIVERED, FAILED = "delivered", "failed"
RANK = {WAITING: 0, SENDING: 0, SENT: 1, DELIVERED: 2, FAILED: 2}

# MessageStatus of a callback (twilio.com/docs/messaging/guides/track-outbound-
# message-status): what each means for a text of ours.
STATUSES = {
    "accepted": SENT,
    "queued": SENT,
    "sending": SENT,
    "sent": SENT,
    "delivered": DELIVERED,
    "read": DELIVERED,
    "undelivered": FAILED,
    "failed": FAILED,
    "canceled": FAILED,
}
LATE = "late"
"""The code of a text that was given up for its age."""

MOST_REFUSED = 3
"""So many texts in a row refused for our account's sake are no accident."""
SETTLED_SECONDS = 60.0
"""Until then the carrier may still say that it could not hand a text on."""


def deliver_texts(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Move texts on as the carrier says; never back, and never another's."""
    for row in rows:
        if row["state"] == SENT:
            earlier = [state for state, rank in RANK.items() if rank < RANK[SENT]]
        else:
            earlier = [state for state, rank in RANK.items() if rank < RANK[DELIVERED]]
        change = (
            update(outbox)
            .where(outbox.c.id == row["id"], outbox.c.state.in_(earlier))
            .where((outbox.c.sid == "") | (outbox.c.sid == row["sid"]))
            .values(state=row["state"], sid=row["sid"], code=row["code"], number=None)
        )
        connection.execute(change)


def tell_texts(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write that calls have been told of their texts that failed."""
    for row in rows:
        connection.execute(
            update(outbox)
            .where(outbox.c.call == row["call"], outbox.c.state == FAILED)
            .values(told=True)
        )


def expire_texts(connection: Connection, now: float) -> int:
    """Give up the texts that nobody has sent in time, and let go of their numbers.

    A hotline that was stopped leaves them behind. One that is being handed to the
    carrier is left to whoever does so. Each is noted; how many there were.
    """
    nobodys = (outbox.c.state == WAITING) | (outbox.c.due <= now)
    gone = (
        update(outbox)
        .where(outbox.c.state.in_((WAITING, SENDING)), nobodys)
        .where(outbox.c.created <= now - LIFE_SECONDS)
        .values(state=FAILED, code=LATE, number=None)
        .returning(outbox.c.who, outbox.c.subject)
    )
    late = connection.execute(gone).all()
    given_up = f"given up {LATE}"
    notes = [
        Note("text", "sending", who=who, intent=subject, outcome=given_up)
        for who, subject in late
    ]
    if notes:
        connection.execute(insert(events), [event_of(note, now) for note in notes])
        log.warning(
            "%d promised texts were given up: nobody could send them within %d "
            "minutes, as when the hotline is stopped.",
            len(late),
            LIFE_SECONDS // 60,
        )
    return len(late)


def account_refused(
    connection: Connection, now: float, ours: Callable[[str], bool]
) -> str:
    """The code for which the last few texts were all refused, if it is our account's.

    Empty if not so: one that went through since is enough. ``ours`` says of a code
    whether the account is at fault.
    """
    over = outbox.c.state.in_((DELIVERED, FAILED))
    taken = (outbox.c.state == SENT) & (outbox.c.created < now - SETTLED_SECONDS)
    query = (
        select(outbox.c.state, outbox.c.code)
        .where(over | taken)
        .order_by(outbox.c.created.desc())
        .limit(MOST_REFUSED)
    )
    latest = connection.execute(query).all()
    refused = [code for state, code in latest if state == FAILED and ours(code)]
    return refused[0] if len(refused) == MOST_REFUSED else ""
