"""A step that is asked for by what it is about, or by the one beside it: "the nurse
step", "what comes after step 3".

Whole utterances only. Where more than one step could be meant, none is.
"""

from ivr.dialogue.at_place import place_phrases
from ivr.dialogue.commands import Turn, readers
from ivr.dialogue.figures import number_in
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.plain import Phrases

# So many words tell what a step is about.
MOST_WORDS = 3

# Shorter words are no step's own.
LEAST_LETTERS = 3


def step_of(turn: Turn, said: str) -> Intent | None:
    """The step of the track in which she stands that is asked for; None if none is."""
    if turn.place.topic not in turn.vocabulary.around.steps:
        return None
    number = _beside(turn, said) or _about(turn, said)
    return Intent(Act.STEP, f":{number}") if number else None


def _beside(turn: Turn, said: str) -> int:
    """The number of the step after or before another; 0 if none is asked for."""
    phrases, step = place_phrases(turn.vocabulary), turn.vocabulary.words.ages.step[0]
    steps = len(turn.vocabulary.around.steps[turn.place.topic])
    called = step in said.split()
    for name, further in (("past", 1), ("prior", -1), ("itself", 0)):
        found = phrases[name].search(said)
        if found is None or not (called or _asks(turn, found.group())):
            # "After five" is a time of day.
            continue
        rest = " ".join(phrases[name].without(said).split())
        number = _numbered(turn, rest) or (further and _about(turn, rest))
        if number and 0 < number + further <= steps:
            return number + further
    return 0


def _asks(turn: Turn, phrase: str) -> bool:
    """Whether a number beside the phrase is a step's, though none is named."""
    return turn.channel == "text" and " " in phrase


def _numbered(turn: Turn, said: str) -> int:
    """The number of a step, if nothing else stands there but small words."""
    ages = turn.vocabulary.words.ages
    left = " ".join(one for one in said.split() if one not in ages.step)
    return number_in(ages, left) or number_in(ages, turn.vocabulary.bare(left)) or 0


def _about(turn: Turn, said: str) -> int:
    """The number of the only step that has such words; 0 if none has."""
    found = place_phrases(turn.vocabulary)["about"].search(said)
    rest, _, last = said.rpartition(" ")
    if found is not None:
        if _own(turn, said[: found.start()]):
            return 0
        rest = said[found.end() :]
    elif last != turn.vocabulary.words.ages.step[0]:
        return 0
    words = _own(turn, rest)
    named = turn.table.get(" ".join(words), ())
    if not words or len(words) > MOST_WORDS or any(map(_is_topic, named)):
        return 0
    return _of_line(turn, named) or _of_words(turn, words)


def _is_topic(intent: Intent) -> bool:
    """Whether it is a track or another topic, whose name is no step's."""
    return intent.act is Act.OPEN


def _own(turn: Turn, said: str) -> list[str]:
    """What is left without the small words, and those that lead to a step."""
    namer = readers(turn.vocabulary)[1].namer
    small = namer.small | namer.joints
    left = turn.vocabulary.bare(_onward(turn.vocabulary).without(said))
    return [one for one in left.split() if one not in small]


@made_once
def _onward(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary.words.ages.onward)


def _of_line(turn: Turn, named: tuple[Intent, ...]) -> int:
    """The only step that is about whom is called so."""
    lines = {one.target for one in named if one.act is Act.REACH}
    about = turn.vocabulary.around.whom.items()
    # Before the first step stand all of them, which are about nobody.
    whom = [one for (track, _), one in about if track == turn.place.topic]
    at = [number for number, one in enumerate(whom) if one in lines]
    return at[0] if len(at) == 1 else 0


def _of_words(turn: Turn, words: list[str]) -> int:
    steps, light = turn.vocabulary.around.steps, turn.vocabulary.light
    if any(len(one) < LEAST_LETTERS or one in light for one in words):
        return 0
    if any(number_in(turn.vocabulary.words.ages, one) for one in words):
        # A step may tell of a street that has a number.
        return 0
    stems = {stem(one) for one in words}
    of_track = enumerate(steps[turn.place.topic], 1)
    at = [number for number, own in of_track if stems <= own]
    return at[0] if len(at) == 1 else 0
