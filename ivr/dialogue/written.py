"""What a text means that is no command as it stands.

Thumbs write shorthand, misspellings and whole sentences, which nobody speaks.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeGuard

from rapidfuzz.distance import OSA

from ivr.dialogue.breath import LONGEST_BREATH, two_commands
from ivr.dialogue.certainty import TEXT, threshold
from ivr.dialogue.commands import Turn, Understood, command, readers
from ivr.dialogue.found import Found
from ivr.dialogue.gist import ANSWERS
from ivr.dialogue.intent import Act
from ivr.dialogue.nearly import near
from ivr.dialogue.slips import is_of_a_thumb
from ivr.dialogue.spelling import Reading
from ivr.dialogue.taught import taught

# Where a question waits, a track that is named is meant from the one certainty on,
# and counts as the other.
LEAST_INSTEAD, INSTEAD = 0.3, 0.85

# What only another way of mending has found is so much less sure.
OTHERWISE = 0.94

# What is no surer than this to be meant is talk, whichever way it is read.
LEAST_MEANT = 0.15

# Of a command that fillers or mending were needed for, no more is sure.
MENDED = 0.9

# Shorter answers are told apart by no slip.
LEAST_ANSWER = 2

# A word that only dictation prints is asked back.
DICTATED = 0.5


def in_a_text(turn: Turn, said: str) -> Understood | None:
    """What shorthand, misspellings and sentences mean; None if nothing."""
    spelling = readers(turn.vocabulary)[1].spelling
    readings = spelling.readings(turn.raw)
    best = None
    found = (
        commanded(turn, said, readings)
        or _slipped_answer(turn, said)
        or taught(turn, readings[0])
        or _plainly(turn, readings[0].said)
    )
    if found is None:
        best = surest(turn, readings)
        found = _understood(best)
    if found and found.certainty >= threshold("text", found.intent.act).act:
        return found
    short = len(said.split()) <= LONGEST_BREATH
    nearly = near(turn, said) if short else None
    answered = _answer(turn, readings[0].said, found)
    if answered is not None and nearly is None:
        return answered
    for reading in spelling.others(turn.raw) if short else ():
        # Of a misspelt word the second guess may make sense where the first has not.
        other = commanded(turn, said, (reading,))
        if other is None and _may_be_meant(best):
            other = _understood(sentence(turn, reading))
        if other and other.certainty * OTHERWISE >= TEXT.act:
            return replace(other, certainty=other.certainty * OTHERWISE)
    if found and found.certainty < threshold("text", found.intent.act).ask:
        found = None
    if found and found.certainty >= (nearly.certainty if nearly else 0):
        return found
    if nearly is not None:
        return nearly
    dictated = turn.vocabulary.voice.get(said)
    return Understood(dictated[0], DICTATED, "dictated") if dictated else None


def commanded(turn: Turn, said: str, readings: Iterable[Reading]) -> Understood | None:
    """A command, or two, in one of the readings."""
    if len(said.split()) > LONGEST_BREATH:
        return None
    for reading in readings:
        found = _after_an_answer(turn, reading.said)
        if reading.said != said:
            # As it is written it has been tried.
            found = (
                command(turn, reading.said) or two_commands(turn, reading.said) or found
            )
        if found is not None:
            return replace(found, certainty=min(found.certainty, MENDED))
    return None


def _answer(turn: Turn, said: str, found: Understood | None) -> Understood | None:
    """An answer to a question, with more words than the answer has."""
    if not turn.place.asked or not said:
        return None
    instead = found and found.intent.act in (Act.OPEN, Act.REACH, Act.STEP)
    if found and instead and found.certainty >= LEAST_INSTEAD:
        # What is named in the answer to a question is meant instead.
        return replace(found, certainty=max(found.certainty, INSTEAD))
    spelling = readers(turn.vocabulary)[1].spelling
    first, *rest = said.split()
    english, named = turn.vocabulary.english, spelling.mender.named
    foreign = [one for one in rest if not (one in english or one in named)]
    if 2 * len(foreign) > len(rest):
        # "No" is a word of other languages too.
        return None
    for answer in turn.table.get(first, ()):
        if answer.act in ANSWERS:
            return Understood(answer, MENDED, "an answer")
    return None


def _slipped_answer(turn: Turn, said: str) -> Understood | None:
    """A short answer with a slip of the thumb: where a question waits, little else is
    as likely."""
    word = turn.vocabulary.bare(said)
    if not turn.place.asked or " " in word or word in turn.vocabulary.english:
        return None
    meant = {
        intent
        for phrase, intents in turn.table.items()
        for intent in intents
        if intent.act in ANSWERS
        and len(phrase) >= LEAST_ANSWER
        and OSA.distance(word, phrase) == 1
        and is_of_a_thumb(word, phrase)
    }
    if len(meant) != 1:
        return None
    return Understood(meant.pop(), MENDED, "an answer")


def _plainly(turn: Turn, said: str) -> Understood | None:
    """Yes or no to a question, with small words after it that name nothing: "yes she
    does"."""
    first, *rest = said.split() or ("",)
    if not turn.place.asked or turn.place.resumed or not rest:
        return None
    namer = readers(turn.vocabulary)[1].namer
    small = turn.vocabulary.light | namer.small
    if not small.issuperset(rest) or any(namer.book.find(rest)):
        return None
    answers = (one for one in turn.table.get(first, ()) if one.act in ANSWERS)
    return next((Understood(one, MENDED, "an answer") for one in answers), None)


def _after_an_answer(turn: Turn, said: str) -> Understood | None:
    """ "Nah, 29": what follows the answer to a question is the answer."""
    first, _, rest = said.partition(" ")
    answers = [one.act for one in turn.table.get(first, ())]
    if not (turn.place.asked and Act.NO in answers and rest):
        return None
    return command(turn, rest)


def _understood(best: Found | None) -> Understood | None:
    """What a sentence asks for."""
    if best is None:
        return None
    first, *rest = best.intents
    return Understood(first, best.certainty, "a sentence", rest[0] if rest else None)


def surest(turn: Turn, readings: Iterable[Reading]) -> Found | None:
    """What the first reading asks for that is sure enough, or the surest.

    Talk is not read in other ways as well, for that costs as much again.
    """
    best = None
    for reading in readings:
        found = sentence(turn, reading)
        if found and (best is None or found.meant > best.meant):
            best = found
        if not _may_be_meant(best) or best.certainty >= TEXT.act:
            break
    return best


def _may_be_meant(found: Found | None) -> TypeGuard[Found]:
    """Whether another way of reading it may make sense of what makes little now."""
    return found is not None and found.certainty >= LEAST_MEANT


def sentence(turn: Turn, reading: Reading) -> Found | None:
    """What one reading of a text asks for where she stands."""
    _, sentences = readers(turn.vocabulary)
    return sentences.read(reading, turn.place, turn.today)
