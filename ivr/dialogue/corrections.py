"""When something is taken back: "minor, no wait, adult", "adult, not minor"."""

import re
from dataclasses import replace

from ivr.dialogue.commands import Turn, Understood, command, listed
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.lookalikes import RISKY
from ivr.dialogue.spoken import ASIDE, speech

# Nobody is called by a "no" alone before the name, nor is the call ended by it.
AT_RISK = frozenset({*RISKY, Act.HELP})

# What is taken back and what is meant instead are so many words at most.
LONGEST_CORRECTION = 12


def corrected(turn: Turn, said: str) -> Understood | None:
    """What is left of two commands, one of which is taken back; None if none is."""
    vocabulary = turn.vocabulary
    if len(said.split()) > LONGEST_CORRECTION:
        return None
    for pattern, last in ((vocabulary.corrections, True), (vocabulary.rather, False)):
        found = pattern.last(said)
        if found is None or listed(turn, said[found.start() :]):
            # "Not sure" is a phrase of its own.
            continue
        before, after = said[: found.start()].strip(), said[found.end() :].strip()
        meant = command(turn, after if last else before)
        other = command(turn, before if last else after)
        reported = vocabulary.reports.search(said)
        if reported and reported.start() == found.start() and not before:
            # "No need for ...", "wait for ..."
            continue
        alone = last and not before and not turn.place.asked
        again = other and other.intent.act is Act.NO and not turn.place.asked
        if (alone or again) and meant and _is_denied(turn, found, after, meant.intent):
            if speech(vocabulary).is_named(after):
                called = turn.channel == "voice"
                return replace(meant, certainty=ASIDE) if called else meant
            continue
        if meant and other and _is_without(turn, found.group(), meant, other):
            return other
        if meant and (other or alone) and meant.found != "negation":
            return meant
    return None


def _is_without(turn: Turn, no: str, meant: Understood, other: Understood) -> bool:
    """ "Adult, no advocate": of a victim and a line, the line is not wanted."""
    vocabulary = turn.vocabulary
    track = other.intent.target in vocabulary.tracks
    line = meant.intent.act in RISKY
    return track and line and vocabulary.not_.fullmatch(no) is not None


def _is_denied(turn: Turn, no: re.Match[str], after: str, intent: Intent) -> bool:
    """ "No advocate" wants none; "no, get me an advocate" takes back what was done."""
    vocabulary = turn.vocabulary
    if intent.act not in AT_RISK or not vocabulary.not_.fullmatch(no.group()):
        return False
    return not speech(vocabulary).is_wished(after)
