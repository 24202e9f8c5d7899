"""When the whole utterance is a command: its exact meaning.

A listed phrase, a step's number or an age, with fillers set aside where need be, and
"not" before one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.done import only_done
from ivr.dialogue.figures import number_in
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.sentences import SentenceReader
from ivr.dialogue.spoken import speech
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import LONGEST_TRACK, MENU
from ivr.protocol.plain import plain

Channel = Literal["voice", "text"]

OPEN_MENU = Intent(Act.OPEN, MENU)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant, how sure that is (0 to 1), and by which way it was found.

    ``then`` is a second intent said in the same breath.
    """

    intent: Intent
    certainty: float
    found: str
    then: Intent | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance on its way to a meaning."""

    vocabulary: Vocabulary
    place: Place
    channel: Channel
    raw: str
    today: date | None

    @property
    def table(self) -> dict[str, tuple[Intent, ...]]:
        return (
            self.vocabulary.voice if self.channel == "voice" else self.vocabulary.text
        )


def command(turn: Turn, said: str) -> Understood | None:
    """A listed phrase, a step's number or an age; fillers set aside if need be."""
    if turn.place.topic != MENU and only_done(turn.vocabulary, said):
        return Understood(Intent(Act.NEXT), 0.95, "core")
    spoken = speech(turn.vocabulary)
    if spoken.waits(said):
        return Understood(Intent(Act.HOLD), 0.95, "core")
    moment = spoken.is_moment(said)
    for form, certainty in ((said, 1.0), (turn.vocabulary.bare(said), 0.95)):
        if not form:
            continue
        intent = listed(turn, form)
        if intent is None and not moment:
            intent = _of_track(turn, form) or _step(turn, form)
        if intent is None and form == said:
            # "Three for an adult" is a step.
            intent = _counted(turn, said)
        if intent is not None:
            return Understood(intent, certainty, "exact" if certainty == 1 else "core")
    ages, sentences = readers(turn.vocabulary)
    told = sentences.namer.victims.told(said)
    intent = ages.track(turn.raw, told, turn.today)
    if intent is not None:
        return Understood(intent, 0.95, "age")
    negated = None if ages.hedges.mixed.search(said) else _negated(turn, said)
    return _in_doubt(turn, said) or negated or _spoken(turn, said)


def _spoken(turn: Turn, said: str) -> Understood | None:
    """What nobody writes so short: "she's a minor", "yep, next"; and in texts as well
    "minor in my car"."""
    if turn.channel == "text":
        track = speech(turn.vocabulary).at_hand(said)
        return Understood(track, 0.95, "core") if track else None
    reads = turn.place.topic != MENU
    found = speech(turn.vocabulary).meant(said, reads)
    return Understood(*found, "spoken") if found else None


@made_once
def readers(vocabulary: Vocabulary) -> tuple[AgeReader, SentenceReader]:
    ages = AgeReader(vocabulary)
    return ages, SentenceReader(vocabulary, ages)


def listed(turn: Turn, said: str) -> Intent | None:
    intents = turn.table.get(said)
    if intents is None:
        return None
    # Where a phrase is one command's word and another's mishearing, the menu
    # takes the word and a step takes what is said there at every turn.
    if turn.place.asked:
        answers = [one for one in intents if one.act in (Act.YES, Act.NO)]
        if answers:
            return answers[0]
    onward = [one for one in intents if one.act is Act.NEXT]
    at_menu = turn.place.topic == MENU
    other = [one for one in intents if one.act is not Act.NEXT]
    intent = (other or onward)[0] if at_menu else (onward or other)[0]
    if turn.place.asked and intent.act is Act.NEXT:
        # "Ten four" to a question is a yes.
        return Intent(Act.YES)
    return intent


def _of_track(turn: Turn, said: str) -> Intent | None:
    """The last step where she stands, that before it, or all; and what is listed in
    other words: "back 1" for "back one", or twice."""
    vocabulary, track = turn.vocabulary, turn.place.topic
    if track in vocabulary.tracks:
        # "Done, what's next"
        onward = " ".join(vocabulary.acknowledged.sub(" ", said).split())
        intent = listed(turn, onward) if onward != said else None
        if intent and intent.act is Act.NEXT:
            return intent
        if said in vocabulary.ends:
            step = max(1, vocabulary.tracks[track] - vocabulary.ends[said])
            return Intent(Act.STEP, f":{step}")
        if said in vocabulary.whole:
            return Intent(Act.OPEN, track)
    words = said.split()
    half = words[: len(words) // 2]
    if half and half * 2 == words:
        # "Wait, wait"
        return listed(turn, " ".join(half))
    if "1" not in words:
        return None
    one = readers(vocabulary)[1].namer.one
    return listed(turn, " ".join(one if it == "1" else it for it in words))


def _step(turn: Turn, said: str) -> Intent | None:
    """ "minor 3", "step three of the minor track", or a bare 3 in a track."""
    words, ages = said.split(), turn.vocabulary.words.ages
    reader = readers(turn.vocabulary)[0]
    if not reader.numbered(said) and reader.ordinals.isdisjoint(words):
        return None
    figures = [
        (at, number)
        for at, word in enumerate(words)
        if (number := number_in(ages, word))
    ]
    if len(figures) != 1:
        return None
    (at, number) = figures[0]
    before, after = words[:at], words[at + 1 :]
    ordinal = words[at] in ages.ordinals
    marked = bool(before) and before[-1] in ages.step
    answers = turn.place.asked or number > turn.vocabulary.most_steps
    if marked and answers and turn.vocabulary.not_.fullmatch(before[-1]):
        # "No, 22" answers, and says why.
        marked, before = False, before[:-1]
    if ordinal:
        marked = bool(after) and after[0] in ages.step
        before, after = before, after[1:] if marked else after
    elif marked:
        before = before[:-1]
    if ordinal and not marked:
        if turn.place.topic == MENU:
            return None
        # "Go to the seventh one"
        after = after[1:] if after and reader.numbers.get(after[0]) == 1 else after
    rest = " ".join((*before, *after))
    bare = turn.vocabulary.bare(rest)
    whole = turn.table.get(f"{bare} {words[at]}", ())
    if not marked and any(one.act is Act.BACK for one in whole):
        # "Can you go back one"
        return None
    if not rest or (marked and not bare):
        bare_text = turn.channel == "text" and turn.place.topic != MENU
        if marked and number > turn.vocabulary.most_steps:
            # "Step 12" is no age, though no track has it.
            called = said.startswith(ages.step[0])
            return Intent(Act.STEP, f":{number}") if called and not rest else None
        if marked or (bare_text and number < 10):
            return Intent(Act.STEP, f":{number}")
        return None
    if turn.channel == "text" and turn.place.topic != MENU and not marked:
        acts = {one.act for one in turn.table.get(rest, ())}
        figure = words[at].isdecimal() and number <= turn.vocabulary.most_steps
        if figure and number == 1 and Act.NEXT in acts:
            # "Nxt 1"
            return Intent(Act.NEXT)
        if figure and acts & {Act.REPEAT, Act.NEXT}:
            # "Repeat 4"; "that one again" is no step.
            return Intent(Act.STEP, f":{number}")
    if after and not marked:
        return None
    if (
        turn.place.topic != MENU
        and number < 10
        and ((bare or rest) in reader.onward or (ordinal and not bare))
    ):
        return Intent(Act.STEP, f":{number}")
    tracks = turn.vocabulary.tracks
    for intent in turn.table.get(bare if marked else rest, ()):
        moves = intent.act in (Act.REPEAT, Act.BACK, Act.NEXT)
        if marked and (moves or intent == OPEN_MENU):
            return Intent(Act.STEP, f":{number}")
        is_track = intent.act is Act.OPEN and (marked or intent.target in tracks)
        if is_track and not marked and not _is_a_step(turn, intent, number):
            continue
        if is_track and number <= LONGEST_TRACK:
            return Intent(Act.STEP, f"{intent.target}:{number}")
    return None


def _counted(turn: Turn, said: str) -> Intent | None:
    """ "3 minors": so many victims of one kind; "15 not sure" is an age in doubt."""
    first, _, rest = said.partition(" ")
    number = number_in(turn.vocabulary.words.ages, first)
    if not number or number > LONGEST_TRACK:
        return None
    tracks = {one.track for one in turn.vocabulary.borders}
    kind, _, last = rest.rpartition(" ")
    if last in turn.vocabulary.words.ages.people and kind:
        # "3 minor females"
        rest = kind
    called = (one for one in turn.table.get(rest, ()) if one.act is Act.OPEN)
    return next((one for one in called if one.target in tracks), None)


def _is_a_step(turn: Turn, track: Intent, number: int) -> bool:
    """Whether a number beside a track's name is one of its steps, and no age."""
    steps = turn.vocabulary.tracks.get(track.target, 0)
    return number <= steps and not turn.vocabulary.roughly.search(plain(turn.raw))


def _in_doubt(turn: Turn, said: str) -> Understood | None:
    """ "Minor, not sure" is what is done where nobody knows."""
    ages = readers(turn.vocabulary)[0]
    if turn.place.asked or not ages.doubted or turn.channel == "voice":
        # By voice it is `spoken` that hears it.
        return None
    every = (ages.doubts, ages.hedges.disbelief)
    doubts = next((one for one in every if one.search(said)), None)
    if doubts is None:
        return None
    rest = speech(turn.vocabulary).victim(" ".join(doubts.sub(" ", said).split()))
    rest = turn.vocabulary.bare(rest)
    aged = {Intent(Act.OPEN, one.track) for one in turn.vocabulary.borders}
    if aged.isdisjoint(turn.table.get(rest, ())):
        return None
    return Understood(Intent(Act.OPEN, ages.doubted), 0.9, "doubt")


def _negated(turn: Turn, said: str) -> Understood | None:
    """ "Not a minor" is the other track, where ages divide just two."""
    borders = turn.vocabulary.borders
    if turn.place.asked:
        # "No, adult" answers a question.
        return None
    found = turn.vocabulary.not_.search(said)
    if found is None or len(borders) != 2:
        return None
    if turn.channel == "voice" or found.group() in turn.vocabulary.words.ages.not_:
        # Who texts "no, she's an adult" denies what was before.
        said = speech(turn.vocabulary).victim(said)
    rest = turn.vocabulary.bare(" ".join(turn.vocabulary.not_.sub(" ", said).split()))
    words, tracks = rest.split(), [border.track for border in borders]
    for end in range(len(words), 0, -1):
        # "Not minor, adult" says the other track as well.
        for intent in turn.table.get(" ".join(words[:end]), ()):
            if intent.act is not Act.OPEN or intent.target not in tracks:
                continue
            tracks.remove(intent.target)
            other = Intent(Act.OPEN, tracks[0])
            after = " ".join(words[end:])
            if not after or other in turn.table.get(after, ()):
                return Understood(other, 0.9, "negation")
            return None
    return None
