"""Which words before an age may tell it: "believe it or not, she is 29" is none."""

from collections.abc import Iterable, Sequence

from ivr.protocol.plain import plain


class Denied:
    """Finds them; made once for a vocabulary."""

    def __init__(self, comma: str, denials: Iterable[str]) -> None:
        """``comma`` is how one is written in a text; ``denials`` are what denies."""
        self.comma, self.denials = comma, frozenset(map(plain, denials))

    def first(self, words: Sequence[str], first: int, number: int) -> int:
        """From where on words may tell the age at ``number``, at the earliest from
        ``first``: what denies something before a comma is none of it."""
        before = words[first:number]
        for at in range(len(before) - 1, 0, -1):
            if before[at] == self.comma and not self.denials.isdisjoint(before[:at]):
                return first + at + 1
        return first
