"""What a slip costs by which one word became another: of a thumb, or of an ear."""

import math
from functools import lru_cache

from rapidfuzz.distance import OSA

from ivr.dialogue.vocabulary import sound

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    letter: {
        other
        for near in ROWS[max(0, row - 1) : row + 2]
        for at, other in enumerate(near)
        if abs(at - column) <= 1
    }
    for row, letters in enumerate(ROWS)
    for column, letter in enumerate(letters)
}

# What one slip costs; about the decimal logarithm of how rare it is.
SWAPPED, LOST, DOUBLED, BESIDE, EXTRA = 1.0, 1.2, 1.0, 1.1, 1.2
ANOTHER, ADDED, VOWEL = 2.2, 2.2, 1.6
BY_EAR = 1.7
# Thumbs seldom miss the first letter.
FIRST = 0.5

VOWELS = frozenset("aeiouy")

# Words from this length on have a frame of consonants that tells them apart.
LEAST_FRAME = 3

# Sounds that are shorter are those of too many words.
LEAST_SOUND = 2

# Words from this length on may have two slips.
LEAST_TWICE = 6


def slip_cost(typed: str, meant: str) -> float:
    """What the slip or slips cost by which one word became the other."""
    first = 0.0 if typed[0] == meant[0] else FIRST
    distance = OSA.distance(typed, meant)
    if distance == 0:
        return 0.0
    if distance == 1:
        return first + _single(typed, meant)
    # What has no vowel is not written by ear: "fffrrt" is no "forty".
    spoken = typed.isascii() and not VOWELS.isdisjoint(typed)
    heard = spoken and sound_of(typed) == sound_of(meant) != ""
    if first:
        return BY_EAR + 0.25 if heard and len(typed) >= LEAST_FRAME + 1 else math.inf
    framed = frame(typed) == frame(meant) and len(frame(meant)) >= LEAST_FRAME
    if framed and len(typed) >= LEAST_FRAME:
        if _left_out(typed, meant):
            return BY_EAR
        if distance == 2:
            return BY_EAR + 0.4
    if heard:
        return BY_EAR + 0.25 * (distance - 1)
    if distance == 2 and min(len(typed), len(meant)) >= LEAST_TWICE:
        return BY_EAR + 0.9
    return math.inf


def is_of_a_thumb(typed: str, meant: str) -> bool:
    """Whether one slip between them is one that fingers make.

    A letter lost, doubled or changed over, or the key beside the right one.
    """
    return _single(typed, meant) <= max(SWAPPED, LOST, DOUBLED, BESIDE, EXTRA)


def _left_out(typed: str, meant: str) -> bool:
    """Whether letters were left out and nothing else."""
    letters = iter(meant)
    return all(letter in letters for letter in typed)


def _single(typed: str, meant: str) -> float:
    """What one slip costs."""
    if len(typed) < len(meant):
        return LOST
    if len(typed) > len(meant):
        at = next((i for i, c in enumerate(meant) if typed[i] != c), len(meant))
        extra = typed[at]
        around = typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
        if extra in around:
            return DOUBLED
        return EXTRA if any(extra in NEIGHBOURS.get(c, ()) for c in around) else ADDED
    if sorted(typed) == sorted(meant):
        return SWAPPED
    wrong, right = next(
        (one, other) for one, other in zip(typed, meant, strict=True) if one != other
    )
    if wrong in NEIGHBOURS.get(right, ()):
        return BESIDE
    if wrong in VOWELS and right in VOWELS:
        return VOWEL
    return ANOTHER


@lru_cache(16384)
def sound_of(word: str) -> str:
    """How it sounds; nothing where that is too short to tell words apart."""
    if len(word) <= LEAST_FRAME or not word.isascii():
        return ""
    code = sound(word)
    return code if len(code) >= LEAST_SOUND else ""


@lru_cache(16384)
def frame(word: str) -> str:
    """The first letter and the consonants after it, doubled ones once."""
    frame = word[:1]
    for letter in word[1:]:
        if letter not in VOWELS and letter != frame[-1]:
            frame += letter
    return frame
