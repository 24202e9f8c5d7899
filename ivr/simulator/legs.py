"""One end of a call: what is said to it, and the keys and words that come from it."""

from collections.abc import Generator
from dataclasses import dataclass

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.events import (
    CallerGone,
    Event,
    Happening,
    Heard,
    Key,
    LineGone,
    Wait,
    Waiting,
    Words,
)
from ivr.simulator.twiml import Verb

Told = dict[str, str]
Answer = Key | Words


@dataclass(frozen=True)
class Leg:
    """The caller's end, or the end of the line that is called for her."""

    script: list[Heard]
    behaviour: Behaviour
    line: bool = False

    def speak(
        self, verb: Verb, kinds: frozenset[str] = frozenset()
    ) -> Generator[Wait, Happening, Answer | None]:
        """Say, Play or Pause; what cut it short, if one of ``kinds`` did."""
        seconds = verb.seconds
        who = "line hears" if self.line else "hotline"
        if verb.name == "Say":
            self.script.append(Heard(who, verb.text, verb.seconds))
        elif verb.name == "Play" and verb.text:
            self.script.append(Heard(who, f"(plays {verb.text})"))
        elif verb.name == "Pause":
            seconds = float(verb.attributes.get("length", "1"))
        wait = Wait(
            Waiting.LINE_SPEAKING if self.line else Waiting.SPEAKING,
            seconds,
            keys="dtmf" in kinds,
            speech="speech" in kinds,
        )
        while True:
            event = self._heard((yield wait))
            if event is Event.TIME_UP:
                return None
            if isinstance(event, Key | Words) and _fits(event, kinds):
                return event

    def gather(self, verb: Verb) -> Generator[Wait, Happening, Told | None]:
        """What the action is told; None if the next verb is played instead."""
        kinds = frozenset(verb.attributes.get("input", "dtmf").split())
        first: Answer | None = None
        for child in verb.children:
            first = yield from self.speak(child, self._barging(verb, kinds))
            if first is not None:
                break
        timeout = verb.attributes.get("timeout", "5")
        wait = Wait(
            Waiting.LINE_LISTENING if self.line else Waiting.LISTENING,
            5.0 if timeout == "auto" else float(timeout),
            keys="dtmf" in kinds,
            speech="speech" in kinds,
        )
        most = int(verb.attributes.get("numDigits", "0"))
        finish = verb.attributes.get("finishOnKey", "#")
        digits = ""
        event: Answer | Event | None = first
        while True:
            event = event or self._heard((yield wait))
            if event is Event.TIME_UP:
                break
            # What is detected first wins: words after a key are not waited for.
            if _fits(event, kinds) and isinstance(event, Words) and not digits:
                self.script.append(Heard("officer", event.text))
                told = {"SpeechResult": event.text}
                if event.confidence is not None:
                    told["Confidence"] = str(event.confidence)
                return told
            if _fits(event, kinds) and isinstance(event, Key):
                who = "line" if self.line else "officer"
                self.script.append(Heard(who, f"[{event.digit}]"))
                if finish and event.digit == finish:
                    break
                digits += event.digit
                if most and len(digits) >= most:
                    break
            event = None
        if digits:
            return {"Digits": digits}
        return {} if verb.attributes.get("actionOnEmptyResult") == "true" else None

    def _barging(self, verb: Verb, kinds: frozenset[str]) -> frozenset[str]:
        """What cuts the nested words short."""
        said = verb.attributes.get("bargeIn")
        if said == "false":
            return frozenset()
        if said is None and not self.behaviour.speech_barges:
            return kinds - {"speech"}
        return kinds

    def _heard(self, event: Happening) -> Answer | Event | None:
        """What of all that happens comes from this end."""
        if event is Event.HANG_UP:
            raise CallerGone
        if event is Event.LINE_HANGS_UP and self.line:
            raise LineGone
        if isinstance(event, Key):
            return event if event.by_line == self.line else None
        if isinstance(event, Words):
            return None if self.line else event
        return event


def _fits(event: Answer | Event | None, kinds: frozenset[str]) -> bool:
    if isinstance(event, Words):
        return "speech" in kinds
    return isinstance(event, Key) and "dtmf" in kinds
