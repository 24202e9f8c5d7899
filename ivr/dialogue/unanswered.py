"""When she tells that a line does not answer: what comes next is the line after it."""

from ivr.dialogue.at_place import place_phrases
from ivr.dialogue.commands import Turn, Understood, readers
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import NUMBERS
from ivr.protocol.plain import plain

# Who tells more tells something else as well.
LONGEST = 12

SURE = 0.95


def unanswered(turn: Turn, said: str) -> Understood | None:
    """The line that is tried next, by text its number; None if nothing is told.

    Where no line follows, all numbers are. In a call nobody is called unasked.
    """
    if len(said.split()) > LONGEST:
        return None
    if place_phrases(turn.vocabulary)["unanswered"].search(said) is None:
        return None
    failed = _named(turn, said) or _told_last(turn, said)
    if not failed:
        return None
    following = turn.vocabulary.around.following.get(failed)
    if turn.channel == "text":
        to = Intent(Act.REACH, following) if following else Intent(Act.OPEN, NUMBERS)
        return Understood(to, SURE, "unanswered")
    if following:
        asked = Intent(Act.ASK, str(Intent(Act.REACH, following)))
        return Understood(asked, SURE, "unanswered")
    return None


def _told_last(turn: Turn, said: str) -> str:
    """Whom the place is about, where nobody is named: "they didn't answer"."""
    place, vocabulary = turn.place, turn.vocabulary
    phrases = place_phrases(vocabulary)["unanswered"]
    rest = vocabulary.bare(phrases.without(said)).split()
    if place.asked or not _beside(vocabulary).issuperset(rest):
        return ""
    return place.given or turn.vocabulary.around.whom.get((place.topic, place.item), "")


def _named(turn: Turn, said: str) -> str:
    """The one line that is named once, if nothing but its silence is told."""
    vocabulary = turn.vocabulary
    phrases = place_phrases(vocabulary)["unanswered"]
    sentences = readers(vocabulary)[1]
    words = sentences.spelling.spelled(phrases.without(said)).split()
    left = list(words)
    lines: list[str] = []
    for start, end, (intent, cue) in sentences.namer.book.find(words):
        if cue or intent.act is not Act.REACH:
            continue
        lines.append(intent.target)
        left[start:end] = [""] * (end - start)
    rest = vocabulary.bare(" ".join(left)).split()
    alone = len(lines) == 1 and _beside(vocabulary).issuperset(rest)
    return lines.pop() if alone else ""


@made_once
def _beside(vocabulary: Vocabulary) -> frozenset[str]:
    """What may stand beside it and tells nothing more."""
    words = vocabulary.words
    told = (*words.sentences.small, *words.had, *words.number, *words.here.trying)
    return frozenset(word for one in told for word in plain(one).split())
