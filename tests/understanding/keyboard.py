"""How thumbs miss: one slip in a message, drawn with a fixed seed.

Each kind of slip is as likely as another: a neighbouring key instead of the
right one, two letters changed over, one left out, one doubled, a neighbouring key
hit as well, or the space between two words missed. Digits are spared: another
age would mean another thing.
"""

import random

from ivr.dialogue.slips import NEIGHBOURS

SEED = 609322

# The place for a slip is drawn among the letters of words this long or longer.
LEAST_LETTERS = 3


def slipped(said: str) -> str:
    """The message with one slip in it, the same one each time."""
    draw = random.Random(f"{SEED} {said}")
    at = [
        index
        for index, letter in enumerate(said)
        if letter.isascii()
        and letter.isalpha()
        and _word_length(said, index) >= LEAST_LETTERS
    ]
    spaces = [
        index
        for index in range(1, len(said) - 1)
        if said[index] == " "
        and said[index - 1].isalpha()
        and said[index + 1].isalpha()
    ]
    kind = draw.choice(KINDS if spaces else KINDS[:-1])
    if not at:
        return said
    if kind == "space":
        index = draw.choice(spaces)
        return said[:index] + said[index + 1 :]
    index = draw.choice(at)
    letter = said[index]
    beside = draw.choice(sorted(NEIGHBOURS[letter.casefold()] - {letter.casefold()}))
    match kind:
        case "beside":
            return said[:index] + beside + said[index + 1 :]
        case "swapped" if index + 1 < len(said) and said[index + 1].isalpha():
            return said[:index] + said[index + 1] + letter + said[index + 2 :]
        case "left out":
            return said[:index] + said[index + 1 :]
        case "doubled":
            return said[:index] + letter + said[index:]
    return said[: index + 1] + beside + said[index + 1 :]


KINDS = ("beside", "swapped", "left out", "doubled", "both", "space")


def _word_length(said: str, index: int) -> int:
    start = index
    while start > 0 and said[start - 1].isalpha():
        start -= 1
    end = index
    while end < len(said) and said[end].isalpha():
        end += 1
    return end - start
