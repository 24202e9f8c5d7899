"""Words as they are compared, whoever wrote them: files, phones, recognisers."""

import re
import unicodedata
from collections.abc import Iterable

# What is longer was not said or typed to a machine that knows short commands.
LONGEST_HEARD = 400

# How plain words are made of ASCII, at a tenth of the cost.
_PLAIN = {
    code: chr(code).lower() if chr(code).isalnum() else None if code in b"'`" else " "
    for code in range(128)
}


def plain(words: str) -> str:
    """Words as they are compared: small letters and digits, one space apart.

    Letters that only look different are made one (full-width, ligatures), and
    apostrophes join what they stand between: she's, shes.
    """
    if words.isascii():
        return " ".join(words[:LONGEST_HEARD].translate(_PLAIN).split())
    text = unicodedata.normalize("NFKC", words[:LONGEST_HEARD]).casefold()
    return " ".join(
        "".join(c if c.isalnum() else ("" if c in "'’`" else " ") for c in text).split()
    )


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of phrases as they are written; of none one that nothing matches."""
    return "|".join(map(re.escape, phrases)) or "(?!)"


def plain_set(phrases: Iterable[str]) -> frozenset[str]:
    """Phrases as they are compared."""
    return frozenset(map(plain, phrases))


def all_words(texts: Iterable[str]) -> list[str]:
    """Every word of many texts, as words are compared, at a third of the cost."""
    every = list(texts)
    words = " ".join(filter(str.isascii, every)).translate(_PLAIN).split()
    for text in every:
        if not text.isascii():
            words += plain(text).split()
    return words


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, longest first."""
    ordered = sorted({plain(one) or one for one in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, ordered))})(?!\S)")


ANY = "#"
"""Stands for any number in a phrase: "in # weeks"."""


def counted_pattern(phrases: Iterable[str], numbers: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole texts, with a number of one or two words for each ``ANY``."""
    one = "|".join([r"\d{1,3}", *map(re.escape, numbers)])
    number = f"(?:{one})(?: (?:{one}))?"
    every = (map(re.escape, map(plain, it.split(ANY))) for it in phrases)
    whole = "|".join(f" {number} ".join(parts).strip() for parts in every)
    return re.compile(whole or "(?!)")


class Phrases:
    """Phrases that are looked for as whole words among plain ones.

    Most texts have no word that any of them begins with: to see that costs a tenth
    of the pattern.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        every = [plain(one) or one for one in phrases]
        self.firsts = frozenset(one.partition(" ")[0] for one in every)
        self.pattern = phrase_pattern(every or ("\0",))

    def search(self, said: str) -> re.Match[str] | None:
        """The first of them; None if none stands there."""
        return None if self._none_in(said) else self.pattern.search(said)

    def last(self, said: str) -> re.Match[str] | None:
        """The last of them; None if none stands there."""
        if self._none_in(said):
            return None
        return next(reversed(list(self.pattern.finditer(said))), None)

    def without(self, said: str) -> str:
        """What stands there besides."""
        return said if self._none_in(said) else self.pattern.sub(" ", said)

    def _none_in(self, said: str) -> bool:
        return self.firsts.isdisjoint(said.split())
