"""Which words English has, and how frequent each is: what is none is misspelt.

The counts are those of film talk, 1.6 thousand million words of it, as they come
with pyspellchecker (pypi.org/project/pyspellchecker). Read once, with the content.
"""

from functools import lru_cache
from pathlib import Path

import spellchecker
from spellchecker import SpellChecker

DICTIONARY = Path(spellchecker.__file__).parent / "resources" / "en.json.gz"
"""Where the counts stand."""

# How often a word of so many letters stands among 1.6 thousand million words of
# film talk before it is taken for one: short ones stand there for all kinds of things.
WORDS = (0, 0, 60_000, 6_000, 1_000, 100)


@lru_cache(1)
def english() -> dict[str, int]:
    """How often each English word stands in the dictionary's count of film talk."""
    checker = SpellChecker(language=None, local_dictionary=str(DICTIONARY))
    return {
        word: count
        for word, count in checker.word_frequency.items()
        if count >= WORDS[min(len(word), len(WORDS) - 1)]
    }
