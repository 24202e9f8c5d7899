"""Finds known phrases among the words of a text, whatever small words part them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Generic, TypeVar

from ivr.dialogue.stems import stem

# Of a phrase that is found with small words between its own, so many are its own
# at least.
LEAST_APART = 2

# So many small words may stand between two of a phrase's own.
MOST_BETWEEN = 2

T = TypeVar("T")


class PhraseBook(Generic[T]):
    """Phrases and what each means; made once, looked up in every text.

    ``small`` are the words that may be left out of a phrase, or stand in it, if it
    has others than ``light`` ones.
    """

    def __init__(
        self,
        known: Mapping[str, T],
        small: Collection[str] = (),
        light: Collection[str] = (),
    ) -> None:
        self.small = frozenset(small)
        self.whole: dict[tuple[str, ...], T] = {}
        self.apart: dict[tuple[str, ...], T] = {}
        self.stems: dict[tuple[str, ...], T] = {}
        # How long the longest is that begins with a word.
        self.longest: dict[str, int] = {}
        self.longest_apart: dict[str, int] = {}
        self.longest_stems: dict[str, int] = {}
        for phrase, meaning in known.items():
            words = tuple(phrase.split())
            if not words:
                continue
            self.whole.setdefault(words, meaning)
            _lengthen(self.longest, words)
            own = tuple(word for word in words if word not in self.small)
            if self.small and not set(words) <= set(light):
                stems = tuple(map(stem, words))
                self.stems.setdefault(stems, meaning)
                _lengthen(self.longest_stems, stems)
            if self.small and len(own) >= LEAST_APART and not set(own) <= set(light):
                self.apart.setdefault(own, meaning)
                _lengthen(self.longest_apart, own)

    def __contains__(self, phrase: str) -> bool:
        return tuple(phrase.split()) in self.whole

    def find(self, words: list[str]) -> Iterator[tuple[int, int, T]]:
        """From which word up to which each phrase stands, the longest first.

        None stands over another.
        """
        stems = list(map(stem, words)) if self.stems else words
        longest, apart, ends = self.longest, self.longest_apart, self.longest_stems
        past = 0
        for at, word in enumerate(words):
            if at < past:
                continue
            # Most words begin no phrase.
            found = self._whole(words, at, longest[word]) if word in longest else None
            if not found and word in apart:
                found = self._apart(words, at, apart[word])
            if not found and stems[at] in ends and word not in self.small:
                found = self._stemmed(stems, at, ends[stems[at]])
            if found:
                past, meaning = found
                yield at, past, meaning

    def _whole(self, words: list[str], at: int, longest: int) -> tuple[int, T] | None:
        for length in range(min(longest, len(words) - at), 0, -1):
            meaning = self.whole.get(tuple(words[at : at + length]))
            if meaning is not None:
                return at + length, meaning
        return None

    def _stemmed(self, stems: list[str], at: int, longest: int) -> tuple[int, T] | None:
        """A phrase whose words have other endings: "reports", "reporting"."""
        for length in range(min(longest, len(stems) - at), 0, -1):
            meaning = self.stems.get(tuple(stems[at : at + length]))
            if meaning is not None:
                return at + length, meaning
        return None

    def _apart(self, words: list[str], at: int, longest: int) -> tuple[int, T] | None:
        own, between = [words[at]], 0
        best: tuple[int, T] | None = None
        for end in range(at + 1, len(words)):
            if len(own) >= longest or between > MOST_BETWEEN:
                break
            if words[end] in self.small:
                between += 1
                continue
            own.append(words[end])
            between = 0
            meaning = self.apart.get(tuple(own))
            if meaning is not None:
                best = end + 1, meaning
        return best


def _lengthen(longest: dict[str, int], words: tuple[str, ...]) -> None:
    longest[words[0]] = max(longest.get(words[0], 0), len(words))
