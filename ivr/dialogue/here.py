"""What a few words mean by where they are said: "the second", "call them".

Whole utterances only, and listed ones, for a line may be called because of them.
"""

from ivr.dialogue.commands import Turn, Understood, number_in
from ivr.dialogue.intent import STEPS, Act, Intent
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import LONGEST_TRACK
from ivr.protocol.plain import Phrases, plain

# They are of so many words at most, with all their fillers.
LONGEST = 10

# Who needs fillers set aside is so much less sure of what is meant.
WITH_FILLERS = 0.95


def here(turn: Turn, said: str) -> Understood | None:
    """What it means at this place and nowhere else; None if nothing."""
    if len(said.split()) > LONGEST:
        return None
    place = turn.place
    if place.resumed:
        answer = _answer(turn, said)
        if answer is not None:
            return _found(answer, 1.0)
    if len(place.asked) == 2:
        found = _of_two(turn, said)
        if found is not None:
            return found
    if place.asked and _leads_on(turn, said):
        # "Next" is no yes to whether a line is to be called, as "ten four" is.
        return _found(Intent(Act.NEXT), 1.0)
    whom = place.given or turn.vocabulary.whom.get((place.topic, place.item), "")
    connect = _sure(turn, "connect", said)
    if connect and place.asked and not place.resumed:
        reached = Intent.parse(place.asked[0]).act is Act.REACH
        return _found(Intent(Act.YES), connect) if reached else None
    if connect and whom:
        return _found(Intent(Act.REACH, whom), connect)
    number = _sure(turn, "number", said)
    if number and whom:
        return _found(Intent(Act.TEXT, whom), number)
    return _of_steps(turn, said)


def _leads_on(turn: Turn, said: str) -> bool:
    """Whether it is the word for the next step, where she is asked about a line."""
    if Intent.parse(turn.place.asked[0]).act is not Act.REACH:
        return False
    onward = (one for one in turn.vocabulary.commands if one.intent.act is Act.NEXT)
    return any(said in map(plain, (one.say, *one.words)) for one in onward)


def _answer(turn: Turn, said: str) -> Intent | None:
    """Yes or no to whether she goes on, where every other word means what it says."""
    first, _, rest = said.partition(" ")
    for phrase in (said, "" if turn.vocabulary.bare(rest) else first):
        for intent in turn.table.get(phrase, ()):
            if intent.act in (Act.YES, Act.NO):
                return intent
    return None


def _of_two(turn: Turn, said: str) -> Understood | None:
    """Which of two that she was asked about."""
    one, other = map(Intent.parse, turn.place.asked)
    if turn.channel == "text" and said in ("1", "2"):
        return _found(one if said == "1" else other, 1.0)
    for name, intent in (("first", one), ("second", other)):
        sure = _sure(turn, name, said)
        if sure:
            return _found(intent, sure)
    if _sure(turn, "neither", said):
        return _found(Intent(Act.NO), 1.0)
    lines = one.act is Act.REACH and other.act is Act.REACH
    both = _sure(turn, "both", said)
    if both and lines:
        # Both are told, for nobody can be put through to two.
        cards = (Intent(Act.CARD, one.target), Intent(Act.CARD, other.target))
        return Understood(cards[0], both, "here", cards[1])
    if both and turn.channel == "text":
        return Understood(one, both, "here", other)
    if both:
        return _found(Intent(Act.ASK, "|".join(turn.place.asked)), both)
    which = _sure(turn, "which", said)
    # Of two kinds of victim she may well not know which.
    return _found(Intent(Act.HELP), which) if which and lines else None


def _of_steps(turn: Turn, said: str) -> Understood | None:
    """Back to the steps, or to one that the track has not."""
    place, vocabulary = turn.place, turn.vocabulary
    back = _sure(turn, "steps", said)
    if back and place.left:
        return _found(Intent(Act.BACK, STEPS), back)
    if place.topic not in vocabulary.tracks:
        return None
    if back:
        return _found(Intent(Act.REPEAT), back)
    step = _phrases(vocabulary)["step"]
    rest = vocabulary.bare(step.without(said))
    number = number_in(vocabulary.words.ages, rest) or 0
    if step.search(said) and vocabulary.most_steps < number <= LONGEST_TRACK:
        return _found(Intent(Act.STEP, f":{number}"), WITH_FILLERS)
    return None


def _found(intent: Intent, certainty: float) -> Understood:
    return Understood(intent, certainty, "here")


def _sure(turn: Turn, name: str, said: str) -> float:
    """How surely it is one of the phrases of that name: 0 if it is none."""
    phrases = _phrases(turn.vocabulary)[name]
    found = phrases.search(said)
    if found is None:
        return 0.0
    if found.group() == said:
        return 1.0
    return 0.0 if turn.vocabulary.bare(phrases.without(said)) else WITH_FILLERS


@made_once
def _phrases(vocabulary: Vocabulary) -> dict[str, Phrases]:
    words = vocabulary.words.here
    return {name: Phrases(phrases) for name, phrases in words}
