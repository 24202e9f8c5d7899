"""When something of ours is only told of: "the agent is here", "called the line"."""

import re
from dataclasses import replace

from ivr.dialogue.commands import Turn, Understood, listed, readers
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.lookalikes import RISKY
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.spoken import ASIDE, SURE, WISH_OF_ANOTHER, speech
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import MENU
from ivr.protocol.plain import plain

_CLAUSES = re.compile(r"\s*[,;.\n]+\s+")

# Ways of finding what a whole utterance means, whatever small words stand in it.
OF_A_WHOLE = frozenset({"core", "near", "spoken"})


def only_told(turn: Turn, said: str, found: Understood) -> bool:
    """Whether what was found is only told of, and is not one of two things."""
    if found.found == "exact" or found.then is not None:
        return False
    if turn.channel == "voice":
        begins = turn.vocabulary.reports.search(said)
        if begins and begins.start() == 0:
            # "Call the line" is easily printed as "called the line".
            return False
    can_be = can_be_told_of(turn.vocabulary, found.intent)
    return can_be and is_report(turn.vocabulary, turn.raw, said)


def needs_no_help(turn: Turn, said: str, found: Understood) -> bool:
    """Whether what help is asked for by is there already, or is over."""
    if found.intent.act is not Act.HELP or found.found not in OF_A_WHOLE:
        return False
    heard = speech(turn.vocabulary)
    if heard.over.search(said):
        return True
    no = turn.vocabulary.not_.match(said)
    if turn.channel == "voice" and no and not heard.is_wished(said[no.end() :].strip()):
        return True
    return heard.tells(said) and not heard.is_whole(turn.vocabulary.bare(said))


def in_a_call(turn: Turn, said: str, found: Understood) -> Understood | None:
    """What is called or ended by what is spoken: None if it only tells of somebody,
    less sure where it may be said to somebody on the scene."""
    whole = listed(turn, said) is not None and not turn.place.asked
    asked = str(found.intent) in turn.place.asked
    wish = found.found == "spoken" and found.certainty == WISH_OF_ANOTHER
    if wish and (asked or _is_offered(turn, found.intent)):
        # "She wants an advocate" answers the question, or what the step offers.
        return replace(found, certainty=SURE)
    if whole or asked:
        return found
    heard = speech(turn.vocabulary)
    if found.intent.target in turn.vocabulary.tracks and heard.asks_of_another(said):
        # "Is the victim a minor"
        return None
    intents = [one for one in (found.intent, found.then) if one is not None]
    kept = [one for one in intents if not _is_risky(one)]
    if found.intent.act is Act.NEXT and heard.addressed.search(said):
        # "Go ahead, sir"
        return None
    if kept == intents:
        return found
    denied = found.found in ("near", "two readings") and turn.vocabulary.not_.search(
        said
    )
    told = bool(denied) or heard.tells(said)
    aside = told or heard.is_aside(said, found.intent.act is Act.GOODBYE)
    if aside and kept:
        return replace(found, intent=kept[0], then=None)
    if told:
        return None
    return replace(found, certainty=min(found.certainty, ASIDE)) if aside else found


def _is_offered(turn: Turn, intent: Intent) -> bool:
    """Whether the step that is being read is about that line."""
    place, vocabulary = turn.place, turn.vocabulary
    offered = Intent(Act.REACH, vocabulary.around.about(place))
    return place.topic in vocabulary.tracks and intent == offered


def besides(vocabulary: Vocabulary, raw: str, said: str) -> str | None:
    """What is asked for beside clauses that only tell of something of ours: "the agent
    is here, need an advocate"; None if nothing is, or nothing is told."""
    if not vocabulary.reports.search(said):
        return None
    clauses = _CLAUSES.split(raw)
    rest = _besides(vocabulary, clauses)
    if rest is not None:
        return rest
    clauses = [one for clause in clauses for one in vocabulary.openings.split(clause)]
    rest = _besides(vocabulary, clauses)
    return rest if rest and _names(vocabulary, plain(rest)) else None


def _besides(vocabulary: Vocabulary, clauses: list[str]) -> str | None:
    kept = [one for one in clauses if not _only_tells(vocabulary, one)]
    if len(kept) == len(clauses):
        return None
    rest = ", ".join(kept)
    opens = any(vocabulary.openings.match(f" {one}") for one in kept)
    asks = opens or QUESTION in rest or vocabulary.wishes.search(plain(rest))
    return rest if asks else None


def _only_tells(vocabulary: Vocabulary, clause: str) -> bool:
    said = plain(clause)
    return is_report(vocabulary, clause, said) and _names(vocabulary, said)


def _names(vocabulary: Vocabulary, said: str) -> bool:
    """Whether a line or a topic is named."""
    sentences = readers(vocabulary)[1]
    words = sentences.spelling.spelled(said).split()
    named = sentences.namer.book.find(words)
    return any(can_be_told_of(vocabulary, intent) for _, _, (intent, _) in named)


def is_report(vocabulary: Vocabulary, raw: str, said: str) -> bool:
    """Whether it says what was done or who is there, and asks for nothing."""
    if QUESTION in raw or not vocabulary.reports.search(said):
        return False
    return not vocabulary.wishes.search(vocabulary.reports.without(said))


def _is_risky(intent: Intent) -> bool:
    """Whether it calls somebody or ends the call, or asks which of two does."""
    choices = intent.target.split("|") if intent.act is Act.ASK else [str(intent)]
    return any(Intent.parse(one).act in RISKY for one in choices)


def can_be_told_of(vocabulary: Vocabulary, intent: Intent) -> bool:
    """Whether it is a line, one of two lines or a topic; whoever tells of a victim
    wants the steps."""
    if intent.act is Act.ASK:
        every = map(Intent.parse, intent.target.split("|"))
        return all(can_be_told_of(vocabulary, one) for one in every)
    topic = intent.act is Act.OPEN and intent.target not in (*vocabulary.tracks, MENU)
    return topic or intent.act is Act.REACH
