"""Two commands in one breath, or two she hesitates between.

A victim and a line, a line and the track it is about, a step of a track that is named.
"""

from dataclasses import replace

from ivr.dialogue.commands import Turn, Understood, command, listed, readers
from ivr.dialogue.dates import Span
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.named import MOVES
from ivr.dialogue.reports import is_report
from ivr.protocol.model import NUMBERS, OLDEST
from ivr.protocol.plain import plain

# Two commands in one breath are of so many words, with all their fillers. Finding
# where the one ends and the other begins costs a look at every word.
LONGEST_BREATH = 16

# A line and the track it is about, with no more between them than "for".
LONGEST_FOR = 8

JUST_TEXT = Intent(Act.TEXT)
ALL_NUMBERS = Intent(Act.OPEN, NUMBERS)


def two_commands(turn: Turn, said: str) -> Understood | None:
    """Two commands in one breath, or two she hesitates between."""
    vocabulary = turn.vocabulary
    for pattern, choice in ((vocabulary.or_, True), (vocabulary.and_, False)):
        parts = map(str.split, pattern.split(said))
        halves = [" ".join(words) for words in parts if words]
        if len(halves) != 2:
            continue
        first = command(turn, halves[0])
        second = command(turn, halves[1]) if first else None
        if first is None or second is None:
            continue
        if first.intent == second.intent:
            return first
        if _is_settled(turn, halves[0], first):
            return second
        kinds = {one.intent.target in vocabulary.tracks for one in (first, second)}
        if choice and len(kinds) == 1:
            return _either(first, second)
        return _spanned(turn, first, second) or _in_order(turn, first, second)
    return _for(turn, said) if len(said.split()) <= LONGEST_FOR else None


def _is_settled(turn: Turn, said: str, found: Understood) -> bool:
    """ "Got the law, now the numbers": what she has already she does not ask for."""
    vocabulary = turn.vocabulary
    first, _, rest = said.partition(" ")
    word = rest.partition(" ")[0] if first in vocabulary.light else first
    settled = not vocabulary.settled.isdisjoint((first, word))
    return (
        turn.channel == "text"
        and (settled or is_report(vocabulary, "", said))
        and found.intent.act in (Act.OPEN, Act.REACH)
        and found.intent.target not in turn.vocabulary.tracks
    )


def _for(turn: Turn, said: str) -> Understood | None:
    """A line with its number, or with the track it is about: no more than "for"
    stands between."""
    words = said.split()
    for at in range(1, len(words)):
        prefix, rest = " ".join(words[:at]), " ".join(words[at:])
        intent = listed(turn, prefix) or listed(turn, turn.vocabulary.bare(prefix))
        if (turn.vocabulary.bare(rest) or rest) in turn.vocabulary.numbered:
            namer = readers(turn.vocabulary)[1].namer
            line = intent or namer.called(turn.vocabulary.bare(prefix))
            if line and line.act is Act.REACH:
                return Understood(line, 0.95, "core")
        if intent is None or intent.act not in (Act.REACH, Act.OPEN, Act.TEXT):
            continue
        first = Understood(intent, 0.95, "core")
        second = command(turn, rest)
        if second is None or second.intent == first.intent:
            continue
        if _is_settled(turn, prefix, first):
            return second
        acts = {first.intent.act, second.intent.act}
        if acts == {Act.REACH, Act.OPEN} and ALL_NUMBERS in (
            first.intent,
            second.intent,
        ):
            # "The number of ..." is no wish for all the numbers.
            return first if first.intent.act is Act.REACH else second
        if acts in ({Act.REACH, Act.OPEN}, {Act.TEXT, Act.OPEN}):
            return _in_order(turn, first, second)
    return None


def _spanned(turn: Turn, first: Understood, second: Understood) -> Understood | None:
    """Victims of both kinds: the track for the younger, which says so."""
    tracks = {border.track for border in turn.vocabulary.borders}
    every = readers(turn.vocabulary)[0].leads_to(Span(0, OLDEST))
    both = {first.intent.target, second.intent.target} == tracks
    if every is None or len(tracks) < 2 or not both:
        return None
    certainty = min(first.certainty, second.certainty)
    return Understood(every, certainty, "two commands")


def _either(first: Understood, second: Understood) -> Understood:
    asked = Intent(Act.ASK, f"{first.intent}|{second.intent}")
    return Understood(asked, min(first.certainty, second.certainty), "two readings")


def _other(found: Understood, beside: Understood) -> Understood:
    """ "Advocate, agent": of the two that are called so the other is meant."""
    two = found.intent.target.split("|")
    if found.intent.act is not Act.ASK or str(beside.intent) not in two:
        return found
    two.remove(str(beside.intent))
    return replace(found, intent=Intent.parse(two[0]))


def _in_order(turn: Turn, first: Understood, second: Understood) -> Understood:
    """Where she stands comes first, so that what follows is about it."""
    answers = [one for one in (first, second) if one.intent.act in (Act.YES, Act.NO)]
    if len(answers) == 1:
        # "No, adult": the answer is in what is said beside it.
        return first if answers[0] is second else second
    if second.intent.act is Act.OPEN and first.intent.act is not Act.OPEN:
        first, second = second, first
    certainty = min(first.certainty, second.certainty)
    first, second = _other(first, second), _other(second, first)
    track, step = first.intent, second.intent
    if (
        track.target in turn.vocabulary.tracks
        and step.act is Act.STEP
        and step.target.startswith(":")
    ):
        # "Adult, step 5"
        named = Intent(Act.STEP, track.target + step.target)
        return Understood(named, certainty, "two commands")
    tracks = turn.vocabulary.tracks
    if second.intent.act is Act.HELP and first.intent.target in tracks:
        # Who tells of a victim and asks what to do asks for the steps.
        return first
    if turn.channel == "text" and Act.HOLD in (first.intent.act, second.intent.act):
        return first if second.intent.act is Act.HOLD else second
    steps = [one for one in (first, second) if one.intent.act is Act.STEP]
    if len(steps) == 1 and {one.intent.act for one in (first, second)} & MOVES:
        # "Take me to the end, the last one": the step says more than the move.
        return steps[0]
    numbers = plain(turn.vocabulary.taught.get(ALL_NUMBERS, ""))
    if Act.REACH in (first.intent.act, second.intent.act) and (
        ALL_NUMBERS in (first.intent, second.intent) and numbers not in plain(turn.raw)
    ):
        # A line's name, "and give me the phone number"
        return first if first.intent.act is Act.REACH else second
    if turn.channel == "text" and second.intent == JUST_TEXT:
        # "Send minor": whoever texts is answered by text as it is.
        return Understood(first.intent, certainty, first.found)
    return Understood(first.intent, certainty, "two commands", second.intent)
