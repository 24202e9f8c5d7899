"""A text that was taught word for word: it means what was meant by it."""

from ivr.dialogue.commands import Turn, Understood, readers
from ivr.dialogue.gist import thing_of
from ivr.dialogue.intent import FOR_OTHERS, TALK, Act, Intent
from ivr.dialogue.spelling import Reading

# How sure that is.
TAUGHT = 0.9


def taught(turn: Turn, reading: Reading) -> Understood | None:
    """What it was taught to mean, if that can be meant where she stands; None if it
    was not taught."""
    sentences = readers(turn.vocabulary)[1]
    things = set(sentences.gist.remembered(sentences.lessons.signs(turn.raw)))
    if not things:
        return None
    if things <= {TALK, FOR_OTHERS}:
        # What is talk may well be the answer to a question.
        waits = turn.place.asked and not turn.place.resumed
        return None if waits else Understood(Intent(Act.NOISE), 1.0, "taught")
    meant = [
        one
        for one in sentences.found(reading, turn.place, turn.today)
        if set(map(thing_of, one.intents)) == things
    ]
    if not meant:
        return None
    first, *rest = max(meant, key=lambda one: one.meant).intents
    return Understood(first, TAUGHT, "taught", rest[0] if rest else None)
