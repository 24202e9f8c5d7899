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
        self.longest_stems = 0
        self.longest: dict[str, int] = {}
        self.longest_apart: dict[str, int] = {}
        for phrase, meaning in known.items():
            words = tuple(phrase.split())
            if not words:
                continue
            self.whole.setdefault(words, meaning)
            first = words[0]
            self.longest[first] = max(self.longest.get(first, 0), len(words))
            own = tuple(word for word in words if word not in self.small)
            if self.small and not set(words) <= set(light):
                self.stems.setdefault(tuple(map(stem, words)), meaning)
                self.longest_stems = max(self.longest_stems, len(words))
            if self.small and len(own) >= LEAST_APART and not set(own) <= set(light):
                self.apart.setdefault(own, meaning)
                first = own[0]
                longest = max(self.longest_apart.get(first, 0), len(own))
                self.longest_apart[first] = longest

    def __contains__(self, phrase: str) -> bool:
        return tuple(phrase.split()) in self.whole

    def find(self, words: list[str]) -> Iterator[tuple[int, int, T]]:
        """From which word up to which each phrase stands, the longest first.

        None stands over another.
        """
        stems = list(map(stem, words)) if self.stems else []
        at = 0
        while at < len(words):
            found = (
                self._whole(words, at)
                or self._apart(words, at)
                or (stems and self._stemmed(words, stems, at))
            )
            if not found:
                at += 1
                continue
            end, meaning = found
            yield at, end, meaning
            at = end

    def _whole(self, words: list[str], at: int) -> tuple[int, T] | None:
        longest = self.longest.get(words[at], 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            meaning = self.whole.get(tuple(words[at : at + length]))
            if meaning is not None:
                return at + length, meaning
        return None

    def _stemmed(
        self, words: list[str], stems: list[str], at: int
    ) -> tuple[int, T] | None:
        """A phrase whose words have other endings: "reports", "reporting"."""
        if words[at] in self.small:
            return None
        for length in range(min(self.longest_stems, len(stems) - at), 0, -1):
            meaning = self.stems.get(tuple(stems[at : at + length]))
            if meaning is not None:
                return at + length, meaning
        return None

    def _apart(self, words: list[str], at: int) -> tuple[int, T] | None:
        longest = self.longest_apart.get(words[at], 0)
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
