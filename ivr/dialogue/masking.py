"""What may be kept of words that meant nothing, so that new words can be learned.

Names cannot be told from other words, least of all where nobody types capitals.
So none is looked for: a word is kept only if it stands in a list that was there
before it was said, the vocabulary's own words and some plain ones. What an
officer says can pick from that list and can add nothing to it; not even her
spelling is kept, a slip is kept as the word that it is near.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ivr.dialogue.everyday import (
    DAYS,
    MAYBE_STREETS,
    NAMES,
    NUMBERS,
    SOUND_LIKE_NUMBERS,
    SPELLED,
    STREETS,
    SURNAMES,
    TELL_A_NAME,
)
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.dialogue.writings import strings
from ivr.protocol.plain import LONGEST_HEARD, plain

MASK = "___"
NUMBER = "#"
MOST_READ = 60
MOST_WORDS = 12
LONGEST_WORD = 14

# What is written together: an address of the net, a user's name.
TOGETHER = re.compile(r"[@_\\]|//|\w\w\.\w\w")
SENTENCE_ENDS = (".", "!", "?")
# Between what tells a name and the name itself.
LINKS = frozenset("is was are and or the a of s her his their my on no".split())
HIDDEN_AFTER_TELLING = 2
HIDDEN_BEFORE_STREET = 3
NUMBER_BEFORE_STREET = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is compared; ``capital`` if it has one that no sentence gives."""

    plain: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The words that may be kept: of the commands, and all of them."""

    commands: frozenset[str]
    all: frozenset[str]


def masked(vocabulary: Vocabulary, words: str) -> str:
    """The words that may be kept, with "#" for numbers and "___" for the rest.

    At most `MOST_WORDS`; "" if nothing else than masks would remain. Pure and
    total. Every word of the answer is one of `allowed`.
    """
    allow = allowed(vocabulary)
    said = list(_words(words))
    kept = _numbered(said, [_alone(allow, word) for word in said])
    for at in _hidden([word.plain for word in said], kept):
        kept[at] = MASK
    shown = [
        one
        for at, one in enumerate(kept)
        if one not in (MASK, NUMBER) or at == 0 or one != kept[at - 1]
    ][:MOST_WORDS]
    return " ".join(shown) if set(shown) - {MASK, NUMBER} else ""


@made_once
def allowed(vocabulary: Vocabulary) -> Allowed:
    """Each word of any phrase, and plain ones; no number, day or given name."""
    commands = _keepable(
        phrase
        for one in vocabulary.commands
        for phrase in (
            *(one.say, one.word),
            *(*one.words, *one.heard, *one.thumbed, *one.asked),
        )
    )
    own = _keepable(strings(vocabulary.words))
    everyday = _keepable(vocabulary.words.everyday)
    return Allowed(commands, commands | own | everyday)


def _keepable(phrases: Iterable[str]) -> frozenset[str]:
    words = {word for phrase in phrases for word in plain(phrase).split()}
    return frozenset(
        word
        for word in words - NAMES - DAYS - NUMBERS
        if len(word) <= LONGEST_WORD and not _has_number(word)
    )


def _has_number(word: str) -> bool:
    return any(c.isnumeric() for c in word)


def _words(words: str) -> Iterator[_Word]:
    """The words one by one; what is written together is one word."""
    text = unicodedata.normalize("NFKC", words[:LONGEST_HEARD])
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    shouted = not any(c.islower() for c in text)
    begins = True
    for piece in text.split()[:MOST_READ]:
        if _has_number(piece):
            yield _Word(NUMBER)
        elif TOGETHER.search(piece):
            yield _Word("")
        else:
            capital = piece.lstrip("\"'([“‘¿¡")[:1].isupper()
            for word in plain(piece).split():
                yield _Word(word, capital and not begins and not shouted)
        begins = piece.endswith(SENTENCE_ENDS)


def _alone(allow: Allowed, word: _Word) -> str:
    """What a word becomes whatever stands around it."""
    said = word.plain
    if said == NUMBER or said in NUMBERS:
        return NUMBER
    if said in (allow.commands if word.capital else allow.all):
        return said if len(said) > 1 or said in ("a", "i") else MASK
    if word.capital or said in NAMES | DAYS | SPELLED:
        return MASK
    return _near(allow, said) or MASK


def _near(allow: Allowed, said: str) -> str:
    """The command's word that this is a slip of; only long ones have no neighbour."""
    if not 6 <= len(said) <= LONGEST_WORD:
        return ""
    targets = [one for one in allow.commands if len(one) >= 7 and one[0] == said[0]]
    found = extractOne(
        said, targets, scorer=OSA.distance, score_cutoff=2 if len(said) >= 9 else 1
    )
    return str(found[0]) if found else ""


def _numbered(said: list[_Word], kept: list[str]) -> list[str]:
    """With what only sounds like a number taken for one beside another."""
    return [
        NUMBER
        if said[at].plain in SOUND_LIKE_NUMBERS and NUMBER in _beside(kept, at)
        else one
        for at, one in enumerate(kept)
    ]


def _beside(words: list[str], at: int) -> list[str]:
    return [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]


def _hidden(said: list[str], kept: list[str]) -> Iterator[int]:
    """Which words are masked for what stands around them."""
    for at, word in enumerate(said):
        if _spells(word, _beside(said, at), NUMBER in _beside(kept, at)):
            yield at
        if word in SURNAMES and at and len(said[at - 1]) > 1 and kept[at - 1] == MASK:
            yield at
        if word in TELL_A_NAME:
            yield from _named(said, at + 1)
        numbered = NUMBER in kept[max(0, at - NUMBER_BEFORE_STREET) : at]
        if word in STREETS or (word in MAYBE_STREETS and numbered):
            yield from range(max(0, at - HIDDEN_BEFORE_STREET), at + 1)


def _spells(word: str, beside: list[str], by_number: bool) -> bool:
    """Whether a word stands for a letter: of a plate, or of a name."""
    letters = any(_is_letter(one) or one in SPELLED & NAMES for one in beside)
    if word in ("a", "i"):
        return letters
    return word in SPELLED and (letters or by_number)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word not in ("a", "i", NUMBER)


def _named(said: list[str], start: int) -> Iterator[int]:
    """The words after one that tells a name, what links them set aside."""
    left = HIDDEN_AFTER_TELLING
    for at in range(start, len(said)):
        if left and said[at] not in LINKS:
            left -= 1
            yield at
        elif not left:
            return
