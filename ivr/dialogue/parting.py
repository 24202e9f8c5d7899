"""Words that were written without the spaces between them: "whocanicall"."""

import math
from collections.abc import Callable

# So long a text in one word may be several.
LEAST_TOGETHER = 8

# No word is longer.
LONGEST_WORD = 18

# What a space costs that was missed, in the log of how rare a word is: a word that
# there is goes before two that there are as well.
MISSED = 1.0

# On average each of the words has so many letters, or anything could be parted.
LEAST_LETTERS = 2.5


def parted(word: str, frequency: Callable[[str], int]) -> tuple[str, ...]:
    """The likeliest words that make up ``word``; none if no words do.

    ``frequency`` says how often a word stands in what people write, 0 for none.
    """
    if len(word) < LEAST_TOGETHER:
        return ()
    costs = [0.0]
    begins = [0]
    for end in range(1, len(word) + 1):
        best, begin = math.inf, 0
        for start in range(max(0, end - LONGEST_WORD), end):
            if costs[start] < best and (often := frequency(word[start:end])):
                cost = costs[start] + MISSED - math.log10(often / 1e10)
                if cost < best:
                    best, begin = cost, start
        costs.append(best)
        begins.append(begin)
    if costs[-1] == math.inf:
        return ()
    parts: list[str] = []
    end = len(word)
    while end:
        parts.insert(0, word[begins[end] : end])
        end = begins[end]
    return tuple(parts) if len(word) >= LEAST_LETTERS * len(parts) else ()
