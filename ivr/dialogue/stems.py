"""Words without their endings, so that "soliciting" and "solicitation" are one."""

from functools import lru_cache

import snowballstemmer

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(16384)
def stem(word: str) -> str:
    """The word without its ending, by Porter's second rules."""
    return str(_stemmer.stemWord(word))
