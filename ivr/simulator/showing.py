"""What one window of the phone page shows, as one JSON object."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ivr.simulator.events import Waiting
from ivr.simulator.switchboard import Live, Switchboard
from ivr.simulator.world import Webhook

SHOWN_WEBHOOKS = 60
MOST_DESKS = 12
# Where what she says next will be sent is where she stands.
STANDS = re.compile(r'<Gather[^>]* action="[^"]*/voice/([\w-]+)/([\w-]+)["?]')

STATES = {
    Waiting.RINGING: ("ringing", "rings."),
    Waiting.LINE_SPEAKING: ("screening", "hears why the officer calls."),
    Waiting.LINE_LISTENING: ("screening", "may press a key."),
    Waiting.BRIDGED: ("bridged", "speaks with the officer."),
}
WORDS = {
    Waiting.SPEAKING: "The hotline is speaking.",
    Waiting.LISTENING: "Your turn: the hotline is listening.",
    Waiting.RINGING: "It rings. Answer it under The other desks.",
    Waiting.LINE_SPEAKING: "It rings for you; the line hears why you call.",
    Waiting.LINE_LISTENING: "It rings for you; the line may press a key.",
    Waiting.BRIDGED: "You are connected.",
    Waiting.OVER: "The call is over.",
}


@dataclass(frozen=True)
class Guide:
    """What the page is told of the hotline that it tries.

    ``accept`` and ``decline`` are the keys that a line presses which the hotline
    calls, ``quick`` words to text with one press, ``lines`` the names of numbers that
    the hotline may call, ``radio`` what an officer's radio says meanwhile.
    """

    accept: str
    decline: str
    quick: Sequence[str] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    radio: str = "adam twelve copy code four en route to county"


def latest(board: Switchboard, phone: str) -> Live | None:
    """The last call of a phone, going on or over."""
    own = [live for live in list(board.calls.values()) if live.call.caller == phone]
    return own[-1] if own else None


def state(
    board: Switchboard,
    phone: str,
    weather: list[dict[str, Any]],
    guide: Guide,
) -> dict[str, Any]:
    """All that one window shows."""
    live = latest(board, phone)
    thread = board.look(phone)
    # Her own line first, where many are called at once.
    desks = sorted(_desks(board, guide), key=lambda desk: desk["phone"] != phone)
    hooks = [hook for hook in list(board.world.webhooks) if _of(hook, phone, live)]
    return {
        "phone": phone,
        "hotline": board.world.hotline_number,
        "bubbles": [
            {
                "who": one.who,
                "text": one.text,
                "characters": one.characters,
                "segments": one.segments,
                "tick": one.tick,
            }
            for one in list(thread.bubbles)
        ],
        "text_fault": str(thread.fault or ""),
        "call": _call(live, hooks) if live else None,
        "desks": desks[:MOST_DESKS],
        "more_desks": max(0, len(desks) - MOST_DESKS),
        "quick": list(guide.quick),
        "lines": [{"number": n, "name": name} for n, name in guide.lines.items()],
        "accept": guide.accept,
        "decline": guide.decline,
        "webhooks": [_hook(hook) for hook in hooks[-SHOWN_WEBHOOKS:]],
        # The list begins anew where its beginning has been dropped.
        "hooks_from": f"{phone} {max(0, len(hooks) - SHOWN_WEBHOOKS)}",
        "weather": weather,
    }


def _call(live: Live, hooks: list[Webhook]) -> dict[str, Any]:
    call = live.call
    pages = [hook.body.decode("utf-8", "replace") for hook in hooks if hook.status]
    places = [found for page in pages for found in STANDS.findall(page)]
    words = WORDS[call.wait.what]
    if call.wait.what is Waiting.OVER and call.fault:
        words = f"{call.fault}"
    return {
        "sid": call.sid,
        "over": call.wait.what is Waiting.OVER,
        "words": words,
        "place": " / ".join(places[-1]) if places else "",
        "script": [
            {"who": one.who, "text": one.text, "seconds": round(one.seconds, 2)}
            for one in list(call.script)
        ],
        "conversation": "".join(f"{entry}\n" for entry in list(live.entries)),
    }


def _desks(board: Switchboard, guide: Guide) -> Iterator[dict[str, Any]]:
    for live in list(board.calls.values()):
        call = live.call
        if call.wait.what not in STATES:
            continue
        name, words = STATES[call.wait.what]
        if name == "screening" and live.machine:
            name, words = "voicemail", "a voicemail hears this, and presses nothing."
        hears: list[str] = []
        for one in list(call.script):
            if one.text.startswith("(calls "):
                hears.clear()
            elif one.who == "line hears":
                hears.append(one.text)
        number = call.dialled[-1] if call.dialled else ""
        yield {
            "sid": call.sid,
            "phone": call.caller,
            "number": number,
            "name": guide.lines.get(number, ""),
            "state": name,
            "words": words,
            "hears": hears,
        }


def _of(hook: Webhook, phone: str, live: Live | None) -> bool:
    form = hook.form
    if live and live.call.sid in (form.get("CallSid"), form.get("ParentCallSid")):
        return True
    return "MessageSid" in form and phone in (form.get("From"), form.get("To"))


def _hook(hook: Webhook) -> dict[str, Any]:
    told = ("Body", "SpeechResult", "Digits", "DialCallStatus", "MessageStatus")
    shown = [hook.form[name] for name in told if hook.form.get(name)]
    status = hook.form.get("CallStatus", "")
    if not shown and status in ("ringing", "completed"):
        shown = [status]
    return {
        "kind": hook.kind,
        "at": hook.at,
        "path": urlsplit(hook.url).path,
        "told": ", ".join(shown),
        "status": hook.status,
        "error": hook.error,
        "milliseconds": round(hook.milliseconds, 1),
        "twiml": hook.body.decode("utf-8", "replace"),
    }
