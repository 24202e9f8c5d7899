"""What the hotline does when it heard nothing, noise, or what it cannot place.

Silence leads to content, never to a dropped call, and no error is counted
against someone whose radio is talking. Only five quiet minutes end a call.
"""

from ivr.dialogue.ground import (
    END,
    QUIET_TURNS,
    after,
    left,
    numbered,
    opening,
    told,
)
from ivr.dialogue.intent import Intent
from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part, Reply, Then
from ivr.protocol.model import MENU, NUMBERS, SIGNS, Protocol

READING = (Pace.READING, Pace.AGAIN)


def tell(protocol: Protocol, at: Place, *leading: Part, text: str = "") -> Reply:
    """Stand at a place and tell what is told there, after ``leading``."""
    return Reply(at, (*leading, *told(protocol, at)), text=text)


def prompt(key: str, place: Place, about: str = "") -> Part:
    """A prompt said at a place, about a resource or a question."""
    return Part(key, place.topic, place.item, about)


def silence(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Nothing was said or pressed: wait, remind, read on, at last say goodbye."""
    if place.pace in READING:
        return _read_on(protocol, place)
    quiet = place.quiet + 1
    at = place.but(quiet=quiet, asked=())
    if quiet >= QUIET_TURNS:
        track = place.topic in protocol.tracks
        key = "goodbye-quiet-text" if track else "goodbye-quiet"
        bye = (prompt(key, at),)
        return Reply(at.plain(), bye, Then.END, text=place.topic if track else "")
    if place.pace is Pace.HOLD:
        return Reply(at, (prompt("held", at),))
    if place.topic == MENU:
        if quiet == 1:
            return Reply(at, (prompt("keys", at),))
        return _read_track(protocol)
    if place.topic in (SIGNS, NUMBERS) and quiet == 1:
        onward = after(protocol, place)
        if onward is not None:
            return tell(protocol, onward.but(pace=Pace.READING))
    return Reply(at, _still(protocol, at))


def _still(protocol: Protocol, at: Place) -> tuple[Part, ...]:
    """What a silent caller hears while a place waits for her: less each time."""
    if at.quiet == 1:
        return (_hint(protocol, at),)
    if at.quiet == 2:
        return ()
    still = (prompt("still-here", at),)
    return (*still, *told(protocol, at)) if at.quiet == 3 else still


def _hint(protocol: Protocol, at: Place) -> Part:
    """Which words lead on from here."""
    was = left(protocol, at)
    if was is not None and numbered(protocol, was):
        return prompt("you-were-on", was)
    return prompt("step-hint" if numbered(protocol, at) else "retry-topic", at)


def on_to(protocol: Protocol, at: Place) -> tuple[Part, ...]:
    """That next leads from another topic back to her steps, if it does."""
    was = left(protocol, at)
    onward = after(protocol, was) if was else None
    if onward is None or after(protocol, at) or not numbered(protocol, onward):
        return ()
    return (prompt("on-to", onward),)


def _read_track(protocol: Protocol, *leading: Part) -> Reply:
    first = opening(protocol, protocol.silent).but(pace=Pace.READING)
    return tell(protocol, first, *leading, prompt("reading", first))


def _read_on(protocol: Protocol, place: Place) -> Reply:
    """Turn the page for a caller who is silent: every step, twice, then wait."""
    onward = after(protocol, place)
    if onward is not None and onward.item != END:
        return tell(protocol, onward.but(pace=place.pace))
    if place.topic not in protocol.tracks:
        return Reply(place.plain(), (_hint(protocol, place),))
    if place.pace is Pace.READING:
        again = opening(protocol, place.topic).but(pace=Pace.AGAIN)
        return tell(protocol, again, prompt("reading-again", again))
    at = Place(place.topic, END)
    return Reply(at, (prompt("still-here", at), *told(protocol, at)))


def noise(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Radio talk: no error of hers, and no reason to withhold the content.

    Where she turns the page we only listen on. Where we do, noise moves on as
    silence does, once the page that it may have cut off has been said again.
    """
    if place.pace in READING:
        if place.missed == 0:
            return tell(protocol, place.but(missed=1))
        return _read_on(protocol, place)
    if place.topic == MENU and place.pace is Pace.STEPWISE:
        return silence(protocol, place, intent)
    return Reply(place.but(quiet=0))


def unknown(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Something was said or pressed that means nothing here."""
    if place.pace is not Pace.STEPWISE:
        return noise(protocol, place, intent)
    asked = place.asked and not place.resumed
    count = max(place.missed + 1, 2 if asked else 1)
    return missed(protocol, place.plain().but(missed=count))


def missed(protocol: Protocol, at: Place) -> Reply:
    """Not understood: a short retry, then the keys, then the content itself."""
    step = bool(numbered(protocol, at))
    if at.missed == 1:
        key = "step-retry" if step else "retry"
        return Reply(at, (prompt(key, at),))
    keys = prompt("step-retry-keys" if step else "retry-keys", at)
    if at.missed == 2:
        return Reply(at, (keys,))
    if step:
        onward = after(protocol, at)
        return tell(protocol, onward or at.plain(), keys)
    return _read_track(protocol, prompt("keys", at))
