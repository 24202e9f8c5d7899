"""A text put into plain words: its signs, shorthand, digits and misspellings.

Thumbs write "4" for "for", "rpt" for "report" and one key beside the right one.
A text has up to three readings; the first has the most of it in words we know.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ivr.dialogue.mending import Mender
from ivr.protocol.plain import plain
from ivr.protocol.words import SentenceWords

QUESTION = "?"

# So many other readings are tried of a text that makes no sense.
MOST_OTHERS = 3

# What stands between two things that are written one after the other.
_PARTS = re.compile(r"(?<=\w)\s*[,;!?\n]+\s*(?=\w)|(?<=\w)\s*\.+\s*(?=[^\W\d])")

# "nav/cps": one or the other.
_OR = re.compile(r"(?<=[^\W\d]{3})\s*/\s*(?=[^\W\d]{3})")

# What one of these signs is not in need not be searched for them.
_MARKS = re.compile(r"[,;!?\n.]")

_FIGURE = re.compile(r"\d")

# "yesss"
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")

# What is asked for besides: "16 yo + her advocate", where "18 +" is an age.
_ADDED = re.compile(r"(?<=[^\W\d_])\s+\+\s+(?=[^\W\d_]{3})")

# Between a letter and a figure: "adult5", "15yo".
_BETWEEN = re.compile(r"(?<=\d)(?!(?:st|nd|rd|th)\b)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in plain words, and those of them that only mending has found."""

    said: str
    mended: frozenset[str] = frozenset()
    question: bool = False
    """A question mark stands in it."""


def figured(said: str) -> list[str]:
    """Plain words, with figures apart from the letters around them."""
    if not _FIGURE.search(said):
        return said.split()
    return _BETWEEN.sub(" ", said).split()


class Spelling:
    """How texts are written, and what the words of ours are that they may mean."""

    def __init__(self, words: SentenceWords, joint: str, either: str) -> None:
        """``joint`` is the word that a comma between two things stands for,
        ``either`` the word that a stroke does."""
        self.signs, self.digits = words.signs, words.digits
        # A text without any of these has none of the signs.
        self.marks = frozenset(
            next((one for one in sign if not one.isalnum()), sign[0])
            for sign in self.signs
        )
        self.shorthand = {plain(one): plain(it) for one, it in words.shorthand.items()}
        self.joint, self.either = joint, either
        self.mender = Mender((), (), {})

    def know(
        self,
        ours: Collection[str],
        named: Collection[str],
        english: Mapping[str, int],
    ) -> None:
        """Mend by these words; of them ``named`` are what we call things by."""
        self.mender = Mender(ours, named, english)

    def spelled(self, said: str) -> str:
        """Plain words with shorthand put in full."""
        words = plain(said).split()
        return " ".join(map(self.shorthand.get, words, words))

    def signed(self, raw: str) -> str:
        """A text whose signs are put in words: "<18" is "under 18"; and no letter in
        it stands three times in a row: "yesss"."""
        raw = _DRAWN.sub(r"\1\1", _ADDED.sub(f" {self.joint} ", raw))
        if self.marks.isdisjoint(raw):
            return raw
        for sign, word in self.signs.items():
            raw = raw.replace(sign, f" {word} ")
        return raw

    def readings(self, raw: str) -> tuple[Reading, ...]:
        """A text with its signs, shorthand and digits read as words.

        First with its misspelt words mended, then with digits for words where
        there are any, and at last as it is written.
        """
        said = self.joined(raw)
        words = figured(said)
        mended: list[str] = []
        found: set[str] = set()
        for word, new in self._mended(words):
            if (word, mended[-1:]) != (self.joint, [self.joint]):
                mended.append(word)
            if new:
                found.update(word.split())
        whole = " ".join(mended)
        worded = " ".join(self.digits.get(one, one) for one in whole.split())
        mending = frozenset(found)
        question = QUESTION in raw
        readings = {
            text: Reading(text, mending if text != said else frozenset(), question)
            for text in (whole, worded, said)
        }
        return tuple(readings.values())

    def joined(self, raw: str) -> str:
        """Plain words, with a word for each sign that joins them."""
        if "/" in raw:
            raw = _OR.sub(f" {self.either} ", raw)
        if _MARKS.search(raw):
            raw = _PARTS.sub(f" {self.joint} ", raw)
        return self.spelled(raw)

    def others(self, raw: str) -> Iterator[Reading]:
        """Other readings, in each of which one misspelt word is mended otherwise."""
        words = figured(self.joined(raw))
        strange = sum(
            word.isalpha() and not self.mender.is_word(word) for word in words
        )
        if strange > max(1, len(words) // 3):
            # Most of it is in no language of ours.
            return
        tried = 0
        for at, word in enumerate(words):
            if not word.isalpha():
                continue
            for other in self.mender.others(word):
                tried += 1
                if tried > MOST_OTHERS:
                    return
                mended = [one for one, _ in self._mended(words[:at])]
                mended += [self.spelled(other)]
                mended += [one for one, _ in self._mended(words[at + 1 :])]
                found = frozenset(other.split())
                yield Reading(" ".join(mended), found, QUESTION in raw)

    def _mended(self, words: list[str]) -> Iterator[tuple[str, bool]]:
        """The words as they were meant, and whether that is not how they stand."""
        mender, skip = self.mender, False
        for at, word in enumerate(words):
            if skip:
                skip = False
                continue
            if not word.isalpha() or word in mender.ours:
                yield word, False
                continue
            if word.endswith("s") and word[:-1] in mender.named:
                # Somebody's number, or more than one of them.
                yield self.spelled(word[:-1]), False
                continue
            after = words[at + 1] if at + 1 < len(words) else ""
            real = mender.is_word(word)
            if not real and word + after in mender.ours and not mender.is_word(after):
                yield self.spelled(word + after), True
                skip = True
                continue
            meant = mender.meant(word, alone=len(words) == 1)
            yield self.spelled(meant), meant != word
