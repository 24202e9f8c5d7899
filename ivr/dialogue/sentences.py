"""What a text asks for that says it in a sentence.

A command inside other talk is no command. But whoever writes "runaway in my car,
she's 15, what do I do" asks for something. Several things may be meant: what is
named in it, what all its words are about (`ivr.dialogue.gist`), what its two halves
are about. Each is weighed by all that stands in the text for and against it
(`ivr.dialogue.evidence`); the surest is meant.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.asked_instead import asked_instead
from ivr.dialogue.certainty import MOST_SURE, TEXT
from ivr.dialogue.choosing import MOST_LIKELY, Choice
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.found import Found, certain
from ivr.dialogue.gist import NEVER, NONE, gist_of, thing_of
from ivr.dialogue.halves import cuts_of, halves_of
from ivr.dialogue.intent import SPAN, Intent
from ivr.dialogue.lessons import Lessons
from ivr.dialogue.named import Named, is_ordinal
from ivr.dialogue.naming import Namer
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.place import Place
from ivr.dialogue.signs import run_of, signs_of, text_signs
from ivr.dialogue.spelling import Reading, Spelling, figured
from ivr.dialogue.told import Told
from ivr.dialogue.vocabulary import Vocabulary
from ivr.dialogue.wordstock import texted, words_of
from ivr.dialogue.writings import strings
from ivr.protocol.model import MENU

# Who names more asks for nothing: it is a list, such as the hotline's own.
MOST_NAMED = 4

# What no more than this speaks for is not meant, however little for the rest.
LEAST_LIKELY = -4.0

# In a longer text a name and a wish may have nothing to do with each other.
LONGEST_PLAIN = 12

# How much must speak for a thing to have a share of a whole one's.
SHARED = 3.0


class SentenceReader:
    """Reads what sentences ask for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.sentences
        joint = next(reversed(vocabulary.words.and_), "")
        either = next(iter(vocabulary.words.or_), "")
        self.spelling = Spelling(words, joint, either)
        spelled = self.spelling.spelled
        self.namer = Namer(vocabulary, ages, self.spelling)
        self.asking = PhraseBook({spelled(one): True for one in words.ask})
        self.light = self._each(words.light)
        self.familiar = self.light | vocabulary.content | {joint}
        self.joint, self.joints = joint, self._each(words.joints)
        self.alone = vocabulary.alone
        self.choice = Choice(vocabulary, joint, self.joints)
        names = words_of(self.namer.named, self.namer.moves, vocabulary.text)
        written = words_of(strings(vocabulary.words), self.light, vocabulary.content)
        ours = names.union(written, texted(vocabulary, names))
        self.spelling.know(ours, names, vocabulary.english)
        self.lessons = Lessons(self.spelling, self.namer.victims)
        self.gist = gist_of(vocabulary, self.lessons.all(vocabulary))
        self.wishes = vocabulary.wishes
        self.talks = any(at != NONE for at in self.gist.talk)

    def _each(self, these: Iterable[str]) -> frozenset[str]:
        spelled = self.spelling.spelled
        return frozenset(word for one in these for word in spelled(one).split())

    def read(
        self, reading: Reading, place: Place, today: date | None = None
    ) -> Found | None:
        """What one reading of a text asks for; None if for nothing we have.

        At a step "what now" is next, and an answer is one where a question waits.
        """
        found = self.found(reading, place, today)
        if not found:
            return None
        best = certain(max(found, key=lambda one: one.meant))
        pair = asked_instead(best, found)
        if pair is not None:
            return pair
        if best.intents[0].note == SPAN and not best.evidence.spans:
            # Of a child with a grown man it is learned that two may be meant: where
            # all ages that are told lead to one track, that alone is.
            one = (replace(best.intents[0], note=""), *best.intents[1:])
            plain = next((certain(it) for it in found if it.intents == one), None)
            if plain is not None and plain.certainty >= TEXT.act:
                return plain
        if best.certainty < TEXT.act and not best.evidence.taught:
            # Of what texts tell little of, its name and a wish tell enough.
            short = best.evidence.words <= LONGEST_PLAIN
            if short and best.evidence.plain and self.wishes.search(reading.said):
                return replace(best, certainty=TEXT.act)
        return best

    def found(
        self,
        reading: Reading,
        place: Place,
        today: date | None = None,
    ) -> list[Found]:
        """All that one reading of a text may ask for."""
        in_track = place.topic != MENU
        said = self.namer.ages.births.in_figures(reading.said)
        said = self.namer.ages.turning.now(said)
        words = self.namer.victims.aside(figured(said))
        asking = [(start, end) for start, end, _ in self.asking.find(words)]
        named = self.namer.among(words, asking, place.topic, today)
        if len({one.intent for one in named if not one.moves}) > MOST_NAMED:
            return []
        if not words or not self.gist.things:
            return []
        told = self._told(words, named, reading, bool(asking), place)
        ruled: tuple[Intent, ...] = ()
        if not told.named and 2 * len(told.foreign) > len(words):
            # It is in another language.
            return []
        if told.named:
            ruled = self.choice.among(words, told.named, bool(asking), in_track)
        if told.idle < 0 and self.choice.two_named(ruled, told.named):
            # "Do I call the one or the other": neither is any surer.
            return [Found(ruled, self._evidence(told, ruled, True), MOST_SURE)]
        numbers = [intent for _, _, intent in told.numbers]
        ruled = self.choice.exactly(words, ruled, told.named, numbers)
        candidates = self.choice.candidates(
            words,
            told.named,
            ruled,
            [
                self.gist.things[at]
                for at in told.likely
                if told.scores[at] > LEAST_LIKELY
            ],
            numbers,
            tuple(self.gist.things[at] for at in told.halves.things),
        )
        found = []
        for intents in candidates:
            evidence = self._evidence(told, intents, intents == ruled)
            # Where no talk was learned from, only what is named can be told from it.
            if self.talks or evidence.named or evidence.ruled:
                found.append(Found(intents, evidence, evidence.meant()))
        return found

    def _told(
        self,
        words: list[str],
        named: list[Named],
        reading: Reading,
        asks: bool,
        place: Place,
    ) -> Told:
        every_number = self.namer.victims.maybe(words)
        born = [(one.start, one.end, one.intent) for one in named if one.born]
        run = run_of(words, [*every_number, *born])
        # Who is "under 18" is not 18.
        bounded = [one for one in named if one.bounded]
        numbers = [
            (start, end, intent)
            for start, end, intent in every_number
            if not any(one.start <= start < one.end for one in bounded)
        ]
        meant = [one for one in named if not one.denied]
        meant = self.choice.wished(words, meant)
        denied = {one.intent for one in named} - {one.intent for one in meant}

        ends = {end for _, end, _ in numbers}
        ends |= {one.end for one in meant if one.intent.target in self.choice.tracks}
        cuts = cuts_of(run, ends | self._joints(words))
        runs = [run, *(part for cut in cuts for part in run.parted(cut))]
        signs = [text_signs(run, reading.question), *map(signs_of, runs[1:])]
        asked = bool(place.asked) and not place.resumed
        every, two = self.gist.weigh(signs, place.topic != MENU, asked)
        # Where no talk was learned from, nothing says that it is talk or is not.
        idle = [0.0 if at == NONE else float(every[0, at]) for at in self.gist.talk]
        talk = [at for at in self.gist.talk if at != NONE]
        idle_each = every[:, talk].max(axis=1) if talk else 0 * every[:, 0]
        elsewhere = float(every[0, NONE])
        ours = every[:, :NONE]
        ours[:, talk] = NEVER
        if denied:
            places = [self.gist.place[it] for it in denied & self.gist.place.keys()]
            ours[:, places] = NEVER
        halves = halves_of(ours[1:], idle_each[1:], self._both)
        scores = ours[0].tolist()
        ranked = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
        return Told(
            words=words,
            named=meant,
            numbers=numbers,
            scores=scores,
            likely=ranked[: MOST_LIKELY + 2],
            shared=sum(math.exp((one - scores[ranked[0]]) / SHARED) for one in scores),
            idle=max(idle),
            private=idle[1],
            both=float(two[0]),
            elsewhere=elsewhere,
            halves=halves,
            mended=reading.mended,
            asks=asks,
            strange={at for at, it in enumerate(words) if it not in self.familiar},
            foreign={
                at
                for at, word in enumerate(words)
                if word.isalpha() and not self.spelling.mender.is_word(word)
            },
        )

    def _joints(self, words: list[str]) -> set[int]:
        """Before which words something may begin that is asked for as well."""
        return {
            at + (word in self.namer.joints)
            for at, word in enumerate(words)
            if word in self.joints or word in self.namer.joints
        }

    def _both(self, one: int, two: int) -> bool:
        """Whether what stands at these places can be asked for together."""
        return self.choice.both(self.gist.things[one], self.gist.things[two])

    def _place(self, intent: Intent) -> int:
        """Where a thing stands among all; that of a track if of its ages nothing was
        learned."""
        place, thing = self.gist.place, thing_of(intent)
        return place.get(thing, place.get(Intent(thing.act, thing.target), NONE))

    def _evidence(
        self, told: Told, intents: tuple[Intent, ...], ruled: bool
    ) -> Evidence:
        words, scores, halves = told.words, told.scores, told.halves
        things = set(map(self._place, intents))
        chosen = [one for one in told.named if one.intent in intents]
        own = {at for one in chosen for at in range(one.start, one.end)}
        about = min(NEVER if one == NONE else scores[one] for one in things)
        rival = next((scores[at] for at in told.likely if at not in things), NEVER)
        share = math.exp(min(0.0, about - scores[told.likely[0]]) / SHARED)
        about = about if about > NEVER else 0.0
        tracks = {one.intent.target for one in told.named} & set(self.choice.aged)
        tracks |= {intent.target for _, _, intent in told.numbers}
        aged = {one.intent.target for one in told.named if one.aged or one.other}
        of_age = {one.target for one in intents} & set(self.choice.aged)
        two, halved = len(intents) > 1, things == set(halves.things)
        is_aged = any(one.aged or one.other for one in chosen)
        ageless = two and bool(of_age) and not (is_aged or told.numbers)
        return Evidence(
            about=about,
            ahead=about - rival,
            idle=told.idle,
            private=told.private,
            both=told.both,
            elsewhere=told.elsewhere,
            share=share / told.shared,
            taught=all(one != NONE and self.gist.taught[one] for one in things),
            asks=told.asks,
            words=len(words),
            two=two,
            ageless=ageless,
            alone=ageless
            and any(self.alone.get(it.target) in of_age for it in intents),
            halves=halves,
            halved=halved,
            within=not halved and things < set(halves.things),
            ruled=ruled,
            named=bool(chosen),
            cue=bool(chosen) and all(one.cue for one in chosen),
            agreeing=len(chosen),
            others=len(
                {one.intent for one in told.named if not is_ordinal(one)} - set(intents)
            ),
            settled=bool(chosen) and all(one.settled for one in chosen),
            rest_settled=any(
                one.settled for one in told.named if one.intent not in intents
            ),
            digits=any(one.digits for one in chosen),
            aged=is_aged,
            against_age=bool(aged and of_age) and of_age.isdisjoint(aged),
            known=bool(aged)
            and any(one.target == self.choice.doubted for one in intents),
            born=any(one.born for one in chosen),
            maybe_aged=bool(told.numbers)
            and any(one.target in self.choice.aged for one in intents),
            span=any(one.note == SPAN for one in intents),
            spans=len(tracks) > 1,
            strange=len(told.strange - own),
            foreign=len(told.foreign - own),
            mended=any(told.mended & set(words[one.start : one.end]) for one in chosen),
        )
