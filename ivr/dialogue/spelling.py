"""A text put into plain words: its signs, shorthand, digits and misspellings.

Thumbs write "4" for "for", "juv" for "juvenile" and one key beside the right one.
A text has several readings; the last have the most of it in words we know.
"""

import re
from collections.abc import Collection

from ivr.dialogue.nearness import slipped
from ivr.dialogue.vocabulary import plain
from ivr.protocol.words import SentenceWords

# Of two words written as one, each has so many letters at least.
LEAST_PART = 2

# Shorter words are left as they are, and where more words are said, these too.
LEAST_MENDED = 3
FEW_WORDS = 4

# Alone, a word this short may as well be its neighbour: link, pink.
SHORT = 4

# What stands between two things that are written one after the other.
_PARTS = re.compile(r"(?<=\w)\s*[,;.!\n]+\s*(?=\w)")

# Between a letter and a figure: "adult5", "15yo".
BETWEEN = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")


class Spelling:
    """How texts are written, and what the words of ours are that they may mean."""

    def __init__(self, words: SentenceWords, joint: str) -> None:
        """``joint`` is the word that a comma between two things stands for."""
        self.signs, self.digits = words.signs, words.digits
        self.shorthand = {plain(one): plain(it) for one, it in words.shorthand.items()}
        self.joint = joint
        self.known: Collection[str] = frozenset()

    def spelled(self, said: str) -> str:
        """Plain words with shorthand put in full."""
        return " ".join(self.shorthand.get(one, one) for one in plain(said).split())

    def signed(self, raw: str) -> str:
        """A text whose signs are put in words: "<18" is "under 18"."""
        for sign, word in self.signs.items():
            raw = raw.replace(sign, f" {word} ")
        return raw

    def in_full(self, raw: str) -> tuple[str, ...]:
        """A text with its signs, shorthand and digits read as words.

        With digits as they are, and as words where that is another reading; at
        last with its misspelt words mended.
        """
        said = self.spelled(_PARTS.sub(f" {self.joint} ", raw))
        apart = BETWEEN.sub(" ", said)
        words = apart.split()
        # Short words have too many neighbours, but where little else is said.
        least = LEAST_MENDED if len(words) <= FEW_WORDS else LEAST_MENDED + 1
        mended = " ".join(self._mended(one, least) for one in words)
        if len(words) == 1 and len(mended) == len(apart) <= SHORT:
            mended = mended if sorted(mended) == sorted(apart) else apart
        plainly = (said, self.spelled(raw), apart, mended)
        readings = (*plainly, *map(self._with_digits_as_words, plainly))
        return tuple(one for one in dict.fromkeys(readings) if one)

    def _with_digits_as_words(self, said: str) -> str:
        return " ".join(self.digits.get(one, one) for one in said.split())

    def _mended(self, word: str, least: int) -> str:
        """A word as it was meant, if it is one slip of a thumb from one of ours."""
        if len(word) < least or word in self.known or not word.isalpha():
            return word
        meant = slipped(word, self.known) or self._parted(word) or word
        return " ".join(self.shorthand.get(one, one) for one in meant.split())

    def _parted(self, word: str) -> str:
        """Two of our words that are written as one."""
        for at in range(LEAST_PART, len(word) - LEAST_PART + 1):
            if word[:at] in self.known and word[at:] in self.known:
                return f"{word[:at]} {word[at:]}"
        return ""
