"""Of all that a sentence names, what is done: one thing, or two that are joined."""

from dataclasses import replace
from itertools import pairwise

from ivr.dialogue.intent import SPAN, Act, Intent
from ivr.dialogue.named import MOVES, Named, is_ordinal
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import MENU, NUMBERS
from ivr.protocol.plain import plain

# Of what the words are about, so many things may be meant.
MOST_LIKELY = 3


class Choice:
    """Chooses among what is named; made once for a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, joint: str, joints: frozenset[str]
    ) -> None:
        """``joints`` join what stands around them, ``joint`` is a comma's."""
        self.tracks = vocabulary.tracks
        self.aged = tuple(border.track for border in vocabulary.borders)
        least = min(vocabulary.borders, key=lambda one: one.least, default=None)
        self.safer = least.track if least else ""
        self.or_ = frozenset(vocabulary.words.or_)
        # The track of whom nobody knows the age of, and words of such doubt.
        self.doubted = next((id for id in self.tracks if id not in self.aged), "")
        self.hedges = self.or_ | set(vocabulary.words.sentences.hedges)
        self.numbers = plain(vocabulary.taught.get(Intent(Act.OPEN, NUMBERS), ""))
        self.joint, self.joints = joint, joints

    def among(
        self, words: list[str], named: list[Named], asks: bool, in_track: bool
    ) -> tuple[Intent, ...]:
        """What to do of all that is wished: one thing, or two that are joined."""
        victims = [one for one in named if one.intent.target in self.tracks]
        moves = [one for one in named if one.intent.act in MOVES]
        things = _each_once(self._things(named))
        things = [one for one in things if not one.settled] or things
        if victims or len(things) > 1:
            # A greeting before what is asked for is no wish for the menu.
            things = [one for one in things if one.intent.target != MENU]
        victim = self._victim(words, victims)
        steps = [one for one in things if one.intent.act is Act.STEP]
        if steps:
            if victim is None and not in_track:
                return ()
            return (self._step(steps[0], victim),)
        if not things and not victims:
            # "OK, go back": the other words only say that she has heard.
            moves.sort(key=lambda one: one.intent.act is Act.NEXT)
            moves = [one for one in moves if in_track or one.intent.act is not Act.NEXT]
            return tuple(one.intent for one in moves[:1])
        if not things:
            return (victim.intent,) if victim else ()
        things = self._named_first(words, things)
        first = things[0]
        if len(things) > 1 and self._either(words, first, things[1]):
            return (Intent(Act.ASK, f"{first.intent}|{things[1].intent}"),)
        if in_track and moves and self._joined(words, moves[0], first, plainly=True):
            if moves[0].start < first.start and first.intent.act is Act.REACH:
                return (moves[0].intent, first.intent)
        if victim is not None and (asks or not self._weak(victim)):
            hinted = first.cue and (asks or first.intent.act is Act.OPEN)
            if hinted and not self._joined(words, victim, first, plainly=True):
                # Whoever asks what to do with a victim may hint at much else.
                return (victim.intent,)
            told = victim.aged and first.intent.act is Act.REACH
            if told or self._joined(words, victim, first, plainly=first.cue):
                return (victim.intent, first.intent)
            return (first.intent,)
        if len(things) > 1:
            second = things[1]
            if self._joined(words, first, second):
                return (first.intent, second.intent)
        return (first.intent,)

    def candidates(
        self,
        words: list[str],
        named: list[Named],
        ruled: tuple[Intent, ...],
        likely: list[Intent],
        numbers: list[Intent],
        halves: tuple[Intent, ...],
    ) -> list[tuple[Intent, ...]]:
        """What may be meant: what is named, what the words and the halves are about.

        ``ruled`` is what the rules choose of what is named; ``likely`` are the things
        that most speaks for, ``numbers`` the tracks that bare numbers lead to.
        """
        victims = [one for one in named if one.intent.target in self.tracks]
        victim = self._victim(words, victims)
        aged = [*(one.intent for one in victims if one.aged), *numbers]
        kinds = {one.intent.target for one in victims} & set(self.aged)
        reached = kinds | {one.target for one in numbers}
        spans = SPAN in {one.note for one in aged} or len(reached) > 1
        if len(numbers) > 1 and not spans:
            # "Sisters, 40 and 44": victims of both kinds are learned of, not told of.
            one_kind = {Intent(Act.OPEN, self.safer, SPAN): numbers[0]}
            likely = [one_kind.get(one, one) for one in likely]
            halves = tuple(one_kind.get(one, one) for one in halves)
        likely = [
            self._exactly(one, aged)
            for one in likely[:MOST_LIKELY]
            if one.act is not Act.STEP
        ]
        single = ruled if len(ruled) == 1 else ()
        told = (self._exactly(aged[0], aged),) if aged else ()
        by_name = (victim.intent,) if victim else ()
        spanned = (Intent(Act.OPEN, self.safer, SPAN),) if len(kinds) > 1 else ()
        # Of two who are told of one may be the victim.
        each = {one.target: one for one in reversed(aged) if one.note != SPAN}
        alone = each.values() if len(each) > 1 else ()
        every = (*single, *told, *spanned, *likely[:2], *by_name, *alone)
        first = list(dict.fromkeys(every))
        found = [ruled] if ruled else []
        found += [(one,) for one in first]
        steps = [one for one in named if is_ordinal(one)]
        # Of several the first are those that are done: "did three, so four".
        found += [(self._step(one, victim),) for one in steps[-1:]]
        called = {one.intent for one in named} | set(told)
        pairs = [
            (one, two)
            for one in first[:MOST_LIKELY]
            for two in likely
            if one in called or two in called
        ]
        # What most is about, though neither is called by its name.
        pairs += [(one, two) for one, two in pairwise(likely[:2])]
        if halves and all(one.act is not Act.STEP for one in halves):
            one, two = halves
            pairs.append((self._exactly(one, aged), self._exactly(two, aged)))
        found += [self._in_order(one, two) for one, two in pairs if self.both(one, two)]
        return list(dict.fromkeys(found))

    def exactly(
        self,
        words: list[str],
        ruled: tuple[Intent, ...],
        named: list[Named],
        numbers: list[Intent],
    ) -> tuple[Intent, ...]:
        """What the rules choose, for both sides of a border if ages reach there."""
        aged = [*(one.intent for one in named if one.aged), *numbers]
        if not self.hedges & set(words):
            # "One minor and one adult": victims of both kinds.
            # "22, a student": an age says more than what only hints at one.
            plain = [one for one in named if not (aged and one.cue)]
            called = {one.intent.target for one in plain} & set(self.aged)
            if len(called) > 1:
                aged = [Intent(Act.OPEN, self.safer, SPAN)]
        spanned = self._exactly(Intent(Act.OPEN, self.safer), aged)
        if spanned.note != SPAN:
            return ruled
        return tuple(self._exactly(one, aged) for one in ruled)

    def _exactly(self, thing: Intent, aged: list[Intent]) -> Intent:
        """A track with the note that the ages told give it; all else as it is."""
        if thing.target not in self.aged or not aged or thing.note == SPAN:
            return thing
        reached = {one.target for one in aged}
        if len(reached) > 1 or any(one.note == SPAN for one in aged):
            return Intent(Act.OPEN, self.safer, SPAN)
        return aged[0] if thing.target in reached else thing

    def _step(self, step: Named, victim: Named | None) -> Intent:
        """A step of the track that is named, or of that in which she stands."""
        track = victim.intent.target if victim else ""
        return Intent(Act.STEP, track + step.intent.target)

    def both(self, one: Intent, two: Intent) -> bool:
        """Whether the two can be asked for together."""
        return not (
            one == two
            or Act.ASK in (one.act, two.act)
            # Either tells which words there are.
            or (Act.HELP in (one.act, two.act) and MENU in (one.target, two.target))
            or {one.act, two.act} <= MOVES | {Act.STEP}
            # Who tells of a victim and asks what now asks for the track.
            or (two.act in MOVES and one.target in self.tracks)
            or (one.act in MOVES and two.target in self.tracks)
            or (one.target in self.tracks and two.target in self.tracks)
        )

    def _in_order(self, one: Intent, two: Intent) -> tuple[Intent, Intent]:
        """A track before all else, then a move: what follows is about it."""
        order = [one.target in self.tracks, one.act in MOVES]
        other = [two.target in self.tracks, two.act in MOVES]
        return (two, one) if other > order else (one, two)

    def wished(self, words: list[str], named: list[Named]) -> list[Named]:
        """All that is named, but for what nobody asks for by that."""
        things = self._things(named)
        kept = self._without_numbers(words, things)
        return [one for one in named if one in kept or one not in things]

    def _things(self, named: list[Named]) -> list[Named]:
        """All that is named but tracks, moves and steps."""
        return [
            one
            for one in named
            if one.intent.target not in self.tracks
            and one.intent.act not in MOVES
            and not is_ordinal(one)
        ]

    def _without_numbers(self, words: list[str], things: list[Named]) -> list[Named]:
        """Somebody's number is no wish for all the numbers."""
        others = [one for one in things if one.intent.target != NUMBERS]
        if not others:
            return things
        reach = any(one.intent.act is Act.REACH for one in others)
        joints = self.joints - {self.joint}
        return [
            one
            for one in things
            if one.intent.target != NUMBERS
            or not self._singular(words, one)
            and not (reach and one.cue)
            and (
                joints & set(words[one.end : others[0].start])
                or joints & set(words[others[-1].end : one.start])
            )
        ]

    def _named_first(self, words: list[str], things: list[Named]) -> list[Named]:
        """What is named before what is only hinted at, unless both are wanted."""
        if len(things) > 1 and not self._joined(
            words, things[0], things[1], plainly=True
        ):
            return sorted(things, key=lambda one: one.cue)
        return things

    def _weak(self, victim: Named) -> bool:
        """Whether a track is only hinted at: "the lady"."""
        return victim.cue and victim.intent.target in self.aged

    def _singular(self, words: list[str], one: Named) -> bool:
        """Whether it names one number: "the number", where "numbers" are all."""
        return any(
            word != self.numbers and stem(word) == stem(self.numbers)
            for word in words[one.start : one.end]
        )

    def _victim(self, words: list[str], victims: list[Named]) -> Named | None:
        """The track: a doubt goes before an age, that before a word.

        Ages that lead to two tracks are a span; of two words the first is meant.
        """
        ageless = [one for one in victims if one.intent.target not in self.aged]
        doubts = [one for one in ageless if not one.cue]
        ages = [one for one in victims if one.aged]
        exact = [one for one in ages if not one.bounded]
        called = {
            one.intent.target for one in victims if one.intent.target in self.aged
        }
        if self.doubted and len(called) > 1 and not exact:
            either = doubts or self.hedges & set(words)
            if either:
                return replace(victims[0], intent=Intent(Act.OPEN, self.doubted))
        if exact and not any(
            self.hedges & set(words[one.end : exact[0].start]) for one in doubts
        ):
            doubts = []
        if not doubts and len({one.intent.target for one in ages}) > 1:
            spanned = Intent(Act.OPEN, self.safer, SPAN)
            return replace(ages[0], intent=spanned)
        for these in (doubts, ages, ageless):
            if len({one.intent.target for one in these}) == 1:
                return max(these, key=lambda one: bool(one.intent.note))
        return victims[0] if victims else None

    def two_named(self, ruled: tuple[Intent, ...], named: list[Named]) -> bool:
        """Whether the rules ask which of two that are both named; no word of ours
        means the two."""
        asks = bool(ruled) and ruled[0].act is Act.ASK
        return asks and ruled[0] not in (one.intent for one in named)

    def _either(self, words: list[str], one: Named, other: Named) -> bool:
        first, second = sorted((one, other), key=lambda one: one.start)
        between = set(words[first.end : second.start])
        return bool(self.or_ & between) and not self.joints & between

    def _joined(
        self, words: list[str], one: Named, other: Named, plainly: bool = False
    ) -> bool:
        """Whether two things are both wanted; ``plainly`` if a comma is not enough."""
        first, second = sorted((one, other), key=lambda one: one.start)
        between = self.joints & set(words[first.end : second.start])
        between -= {self.joint} if plainly else set()
        # "... and her number too"
        return bool(between or self.joints & set(words[second.end :]) - {self.joint})


def _each_once(named: list[Named]) -> list[Named]:
    return list({one.intent: one for one in reversed(named)}.values())[::-1]
