"""The account's calls, as the REST API lists them and ends them.

twilio.com/docs/voice/api/call-resource. Calls come in from the simulator's phones;
a hotline that asks the API to call somebody is told that this is not played here.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Protocol

from ivr.simulator.call import Call
from ivr.simulator.events import Event, Happening, Waiting


class Board(Protocol):
    """Whoever has the calls."""

    def happen(self, sid: str, event: Happening, deed: str = "") -> None:
        """Let something happen in a call."""


@dataclass
class Calls:
    """The calls that a switchboard has announced, newest first in lists."""

    account_sid: str
    number_sid: str
    board: Board | None = None
    begun: dict[str, tuple[Call, float]] = field(default_factory=dict)

    def announce(self, board: Board, call: Call) -> None:
        """A call comes in."""
        self.board = board
        self.begun[call.sid] = (call, time.time())

    def listed(self, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
        """Those that fit ``To``, ``From`` and ``Status``, as far as they are given."""
        written = [self.written(sid) for sid in reversed(list(self.begun))]
        pairs = [(name.lower(), wanted[name]) for name in FILTERS if name in wanted]
        return [
            one for one in written if all(one[name] == value for name, value in pairs)
        ]

    def change(self, sid: str, form: Mapping[str, str]) -> None:
        """End a call, if that is what is asked."""
        if form.get("Status") in ("completed", "canceled") and self.board is not None:
            self.board.happen(sid, Event.HANG_UP)

    def written(self, sid: str) -> dict[str, Any]:
        """In Twilio's JSON shape; KeyError if there is no such call."""
        call, begun = self.begun[sid]
        over = call.wait.what is Waiting.OVER
        when = formatdate(begun).replace("-0000", "+0000")
        uri = f"/2010-04-01/Accounts/{self.account_sid}/Calls/{sid}"
        to = call.world.hotline_number
        return {
            "account_sid": self.account_sid,
            "answered_by": None,
            "api_version": "2010-04-01",
            "caller_name": None,
            "date_created": when,
            "date_updated": when,
            "direction": "inbound",
            "duration": str(int(call.seconds)) if over else None,
            "end_time": when if over else None,
            "forwarded_from": None,
            "from": call.caller,
            "from_formatted": call.caller,
            "group_sid": None,
            "parent_call_sid": None,
            "phone_number_sid": self.number_sid,
            "price": None,
            "price_unit": "USD",
            "queue_time": "0",
            "sid": sid,
            "start_time": when,
            "status": "completed" if over else "in-progress",
            "subresource_uris": {"events": f"{uri}/Events.json"},
            "to": to,
            "to_formatted": to,
            "trunk_sid": None,
            "uri": f"{uri}.json",
        }


FILTERS = ("To", "From", "Status")
