"""Words without their endings, so that "soliciting" and "solicitation" are one."""

from functools import lru_cache
from threading import Lock

import Stemmer

# One stemmer must not be asked by two threads at once (PyStemmer's documentation),
# and a wrong stem would be remembered.
_stemmer, _alone = Stemmer.Stemmer("english", 0), Lock()


@lru_cache(16384)
def stem(word: str) -> str:
    """The word without its ending, by Porter's second rules."""
    with _alone:
        return str(_stemmer.stemWord(word))
