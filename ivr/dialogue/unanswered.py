"""When she tells that a line does not answer: what comes next is the line after it."""

from ivr.dialogue.at_place import place_phrases, sure_of
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
    failed = _told_last(turn, said) or _named(turn, said)
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
    if place.asked or not sure_of(vocabulary, "silent", said):
        return ""
    return place.given or vocabulary.around.about(place)


def _named(turn: Turn, said: str) -> str:
    """The one line that is named once, if nothing but its silence is told."""
    vocabulary = turn.vocabulary
    every = place_phrases(vocabulary)
    unreached, silence = every["unreached"], every["unanswered"].search(said)
    if silence is None and unreached.search(said) is None:
        return ""
    rest, after = unreached.without(said), ""
    if silence is not None:
        # Who "hung up on" a line is another.
        rest, after = said[: silence.start()], said[silence.end() :]
        rest, after = unreached.without(rest), unreached.without(after)
    sentences = readers(vocabulary)[1]
    spelled = sentences.spelling.spelled
    words, small = spelled(rest).split(), _beside(vocabulary)
    found = [
        (start, end, intent.target)
        for start, end, (intent, cue) in sentences.namer.book.find(words)
        if intent.act is Act.REACH and not cue
    ]
    if len(found) != 1:
        return ""
    start, end, line = found[0]
    left = vocabulary.bare(
        " ".join([*words[:start], *words[end:], *spelled(after).split()])
    )
    beside = (one for one in left.split() if not one.isdecimal())
    return line if small.issuperset(beside) else ""


@made_once
def _beside(vocabulary: Vocabulary) -> frozenset[str]:
    """What may stand beside it and tells nothing more."""
    words = vocabulary.words
    told = (*words.sentences.small, *words.had, *words.number, *words.here.trying)
    return frozenset(word for one in told for word in plain(one).split())
