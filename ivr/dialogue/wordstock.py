"""The words that texts to the hotline are written in: what misspelt ones may mean."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import all_words

# A word of any language that so many learned texts have is what others misspell.
LEAST_TEXTED = 4

# A word of so many letters that is near a name is that name, misspelt by many.
LEAST_MISSPELT = 5


def words_of(*lists: Iterable[str]) -> frozenset[str]:
    """Every word of these lists of phrases."""
    return frozenset(all_words(chain.from_iterable(lists)))


def texted(vocabulary: Vocabulary, names: Collection[str]) -> Iterator[str]:
    """Words that are no slips, for many texts have them: "tengo" is no "ten go"."""
    every = chain.from_iterable(texts for _, texts in vocabulary.learned)
    count = Counter(all_words(every))
    for word, texts in count.items():
        if texts >= LEAST_TEXTED and (
            len(word) < LEAST_MISSPELT
            or word in vocabulary.english
            or not extractOne(word, names, scorer=OSA.distance, score_cutoff=1)
        ):
            yield word
