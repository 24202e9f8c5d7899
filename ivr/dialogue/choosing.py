"""Of all that a sentence names, what is done: one thing, or two that are joined."""

from dataclasses import dataclass

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import NUMBERS

# Moves from where she stands, which a sentence may ask for as well.
MOVES = frozenset({Act.NEXT, Act.BACK, Act.REPEAT, Act.RESUME, Act.HELP})


@dataclass(frozen=True, slots=True)
class Named:
    """Something the hotline has, named from word ``start`` up to ``end``."""

    start: int
    end: int
    intent: Intent
    everyday: bool = False
    """It means other things in ordinary talk."""
    cue: bool = False
    """It only hints at what it is: "look for" at the signs."""
    aged: bool = False
    """It is an age."""


class Choice:
    """Chooses among what is named; made once for a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, joint: str, joints: frozenset[str]
    ) -> None:
        """``joints`` join what stands around them, ``joint`` is a comma's."""
        self.tracks = vocabulary.tracks
        self.aged = tuple(border.track for border in vocabulary.borders)
        self.or_ = frozenset(vocabulary.words.or_)
        self.joint, self.joints = joint, joints

    def among(
        self, words: list[str], named: list[Named], asks: bool, in_track: bool
    ) -> tuple[Intent, ...]:
        """What to do of all that is named: one thing, or two that are joined."""
        tracks = self.tracks
        victims = [one for one in named if one.intent.target in tracks]
        moves = [one for one in named if one.intent.act in MOVES]
        things = [one for one in named if one not in victims and one not in moves]
        things = _each_once(self._without_numbers(words, things))
        victim = self._victim(victims)
        steps = [one for one in things if one.intent.act is Act.STEP]
        if steps:
            if victim is None and not in_track:
                return ()
            track = victim.intent.target if victim else ""
            return (Intent(Act.STEP, track + steps[0].intent.target),)
        if not things and not victims:
            # "OK, go back": the other words only say that she has heard.
            moves.sort(key=lambda one: one.intent.act is Act.NEXT)
            moves = [one for one in moves if in_track or one.intent.act is not Act.NEXT]
            return tuple(one.intent for one in moves[:1])
        if not things:
            return (victim.intent,) if victim else ()
        first = things[0]
        if len(things) > 1 and self._either(words, first, things[1]):
            return (Intent(Act.ASK, f"{first.intent}|{things[1].intent}"),)
        if victim is not None:
            if self._joined(words, victim, first):
                return (victim.intent, first.intent)
            # Whoever asks what to do with a victim may hint at much else.
            return (victim.intent,) if asks and first.cue else (first.intent,)
        if len(things) > 1:
            second = things[1]
            if self._joined(words, first, second):
                return (first.intent, second.intent)
        return (first.intent,)

    def _without_numbers(self, words: list[str], things: list[Named]) -> list[Named]:
        """ "The number for the BCA" is no wish for all the numbers."""
        others = [one for one in things if one.intent.target != NUMBERS]
        return [
            one
            for one in things
            if one.intent.target != NUMBERS
            or not others
            or not one.cue
            and self.joints & set(words[one.end : others[0].start])
            or not one.cue
            and self.joints & set(words[others[-1].end : one.start])
        ]

    def _victim(self, victims: list[Named]) -> Named | None:
        """The track, if it is one: a doubt goes before an age, that before a word."""
        ageless = [one for one in victims if one.intent.target not in self.aged]
        doubts = [one for one in ageless if not one.cue]
        ages = [one for one in victims if one.aged]
        for these in (doubts, ages, ageless, victims):
            if len({one.intent.target for one in these}) == 1:
                return max(these, key=lambda one: bool(one.intent.note))
        return None

    def _either(self, words: list[str], one: Named, other: Named) -> bool:
        between = set(words[one.end : other.start])
        return bool(self.or_ & between) and not self.joints & between

    def _joined(self, words: list[str], one: Named, other: Named) -> bool:
        first, second = sorted((one, other), key=lambda one: one.start)
        between = self.joints & set(words[first.end : second.start])
        # "... the BCA's number too"
        return bool(between or self.joints & set(words[second.end :]) - {self.joint})


def _each_once(named: list[Named]) -> list[Named]:
    return list({one.intent: one for one in reversed(named)}.values())[::-1]
