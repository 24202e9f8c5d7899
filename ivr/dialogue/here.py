"""What a few words mean by where they are said: "the second", "call them".

Whole utterances only, and listed ones, for a line may be called because of them.
"""

from dataclasses import replace

from ivr.dialogue.at_place import WITH_FILLERS, place_phrases, sure_of
from ivr.dialogue.commands import Turn, Understood, command, listed
from ivr.dialogue.figures import number_in
from ivr.dialogue.intent import STEPS, Act, Intent
from ivr.dialogue.lookalikes import RISKY
from ivr.dialogue.spoken import ASIDE, speech
from ivr.dialogue.subjects import step_of
from ivr.protocol.model import LONGEST_TRACK, MENU
from ivr.protocol.plain import plain

# They are of so many words at most, with all their fillers.
LONGEST = 10

# What some phrases mean in a call: at a step, and at any place.
AT_A_STEP = {
    "onward": Intent(Act.NEXT),
    "backward": Intent(Act.BACK),
    "same": Intent(Act.REPEAT),
    "standing": Intent(Act.RESUME),
}
ANYWHERE = {"menu": Intent(Act.OPEN, MENU), "help": Intent(Act.HELP)}

# How long the last of a telephone number is by which it is asked for.
LAST_DIGITS = 4


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
    whom = place.given or turn.vocabulary.around.about(place)
    connect = _sure(turn, "connect", said)
    if connect and place.asked and not place.resumed:
        reached = Intent.parse(place.asked[0]).act is Act.REACH
        return _found(Intent(Act.YES), connect) if reached else None
    if connect and whom:
        return _found(Intent(Act.REACH, whom), connect)
    number = _sure(turn, "number", said)
    if number and whom:
        return _found(Intent(Act.TEXT, whom), number)
    return (
        _to_a_question(turn, said)
        or _of_whom(turn, said, whom)
        or _of_last_digits(turn, said)
        or _of_steps(turn, said)
        or _spoken(turn, said)
    )


def _leads_on(turn: Turn, said: str) -> bool:
    """Whether it is the word for the next step, where she is asked about a line."""
    if Intent.parse(turn.place.asked[0]).act is not Act.REACH:
        return False
    onward = (one for one in turn.vocabulary.commands if one.intent.act is Act.NEXT)
    phrases = {plain(word) for one in onward for word in (one.say, *one.words)}
    return not phrases.isdisjoint((said, turn.vocabulary.bare(said)))


def _answer(turn: Turn, said: str) -> Intent | None:
    """Yes or no to whether she goes on, where every other word means what it says."""
    first, _, rest = said.partition(" ")
    for phrase in (said, "" if turn.vocabulary.bare(rest) else first):
        for intent in turn.table.get(phrase, ()):
            if intent.act in (Act.YES, Act.NO):
                return intent
    return None


def _to_a_question(turn: Turn, said: str) -> Understood | None:
    """An answer with more words than that: "she wants one", "no, the agent"."""
    place = turn.place
    if place.resumed or not place.asked:
        return None
    if len(place.asked) == 1 and Intent.parse(place.asked[0]).act is Act.REACH:
        for name, act in (("wants", Act.YES), ("declined", Act.NO)):
            sure = _sure(turn, name, said)
            if sure:
                return _found(Intent(act), sure)
    if turn.channel == "text":
        return None
    heard, words = speech(turn.vocabulary), said.split()
    while len(words) > 1 and not _answers(turn, words[0]) and heard.is_polite(words[0]):
        # "Uh, yes"
        words = words[1:]
    acts, rest = _answers(turn, words[0]), " ".join(words[1:])
    if Act.NO in acts and rest and not turn.vocabulary.not_.match(rest):
        # "No, not the one, the other" takes one of two back.
        return _instead(turn, rest)
    if Act.YES in acts and (heard.is_polite(rest) or _is_yes(turn, rest)):
        # "Yes, please", "yes, go ahead"
        return _found(Intent(Act.YES), WITH_FILLERS if rest else 1.0)
    return None


def _answers(turn: Turn, word: str) -> set[Act]:
    """Which of yes and no a word is."""
    return {one.act for one in turn.table.get(word, ())} & {Act.YES, Act.NO}


def _is_yes(turn: Turn, said: str) -> bool:
    return listed(turn, said) == Intent(Act.YES)


def _instead(turn: Turn, said: str) -> Understood | None:
    """What she says after a "no" to what she was asked, in a call."""
    if _leads_on(turn, said):
        return _found(Intent(Act.NEXT), WITH_FILLERS)
    asked, found, heard = turn.place.asked, command(turn, said), speech(turn.vocabulary)
    if found is None or found.intent.act in (Act.YES, Act.NO):
        return None
    risky = found.intent.act in RISKY
    if risky and heard.tells(said):
        return None
    if found.found == "age" and not heard.of_victim.search(said):
        # Much that is no number is printed as one.
        return None
    plainly = heard.is_named(said) or heard.is_wished(said)
    if str(found.intent) not in asked or (plainly and len(asked) == 2):
        return replace(found, certainty=ASIDE) if risky and not plainly else found
    if len(asked) == 1 and listed(turn, said) and not plainly:
        # "No advocate" to whether it is the advocate.
        return _found(Intent(Act.NO), found.certainty)
    return None if risky else found


def _of_whom(turn: Turn, said: str, whom: str) -> Understood | None:
    """What is told or asked of whom the step that is read is about."""
    place = turn.place
    if place.asked or not whom:
        return None
    card = _sure(turn, "card", said)
    if card:
        return _found(Intent(Act.CARD, whom), card)
    wants, reach = _sure(turn, "wants", said), Intent(Act.REACH, whom)
    if wants:
        # It may be said to somebody on the scene.
        spoken = Intent(Act.ASK, str(reach))
        return _found(spoken if turn.channel == "voice" else reach, wants)
    done = _sure(turn, "declined", said) or _sure(turn, "called", said)
    if done and turn.channel == "text" and place.topic in turn.vocabulary.tracks:
        return _found(Intent(Act.NEXT), done)
    return None


def _spoken(turn: Turn, said: str) -> Understood | None:
    """A move that is asked for in more words than are listed for it, in a call."""
    place, vocabulary = turn.place, turn.vocabulary
    if turn.channel == "text" or speech(vocabulary).addressed.search(said):
        return None
    reads = place.topic in vocabulary.tracks and not (place.asked and not place.resumed)
    at_a_step = AT_A_STEP if reads else {}
    for name, intent in {**at_a_step, **ANYWHERE}.items():
        sure = _sure(turn, name, said)
        if sure:
            return _found(intent, sure)
    return None


def _of_last_digits(turn: Turn, said: str) -> Understood | None:
    """The only number of ours that ends so: "whose number is 3552"."""
    words = said.split()
    ends = [one for one in words if one.isdecimal() and len(one) == LAST_DIGITS]
    if turn.channel == "voice" or len(ends) != 1:
        return None
    ours = turn.vocabulary.digits.items()
    found = {intent for digits, intent in ours if digits.endswith(ends[0])}
    rest = place_phrases(turn.vocabulary)["whose"].without(said).split()
    if len(found) != 1 or rest != ends or command(turn, said) is not None:
        return None
    return _found(found.pop(), WITH_FILLERS)


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
    asked_for = step_of(turn, said)
    if asked_for is not None:
        return _found(asked_for, WITH_FILLERS)
    step = place_phrases(vocabulary)["step"]
    rest = vocabulary.bare(step.without(said))
    number = number_in(vocabulary.words.ages, rest) or 0
    if step.search(said) and vocabulary.most_steps < number <= LONGEST_TRACK:
        return _found(Intent(Act.STEP, f":{number}"), WITH_FILLERS)
    return None


def _found(intent: Intent, certainty: float) -> Understood:
    return Understood(intent, certainty, "here")


def _sure(turn: Turn, name: str, said: str) -> float:
    """How surely it is one of the phrases of that name: 0 if it is none."""
    return sure_of(turn.vocabulary, name, said)
