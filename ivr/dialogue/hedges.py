"""How far an age that is only guessed, or not believed, may be from what is told.

Around 18 she may as well be 17, and who gives no credence to "18" means less. Where
another track is for those, the age is on both sides of the border.
"""

import re
from collections.abc import Collection

from ivr.dialogue.dates import Span
from ivr.protocol.plain import any_of, phrase_pattern, plain
from ivr.protocol.words import AgeWords


class Hedges:
    """Widens such ages; made once for a vocabulary."""

    def __init__(self, words: AgeWords, least: Collection[int], comma: str) -> None:
        """``least`` are the ages at which another track than the youngest begins,
        ``comma`` is what a comma is read as."""
        self.least = tuple(sorted(least))
        self.guesses = phrase_pattern(words.guesses or ("\0",))
        self.disbelief = phrase_pattern(words.disbelief or ("\0",))
        # "Others not with her" tells no age of them.
        mixed, joint = any_of(map(plain, words.mixed)), re.escape(comma)
        self.mixed = re.compile(rf"(?<!\S)(?:{mixed})(?= {joint}(?!\S)|$)")

    def wide(self, said: str, span: Span) -> Span:
        """The ages that may be meant."""
        begun = [one for one in self.least if one <= span.least]
        if not begun:
            return span
        guessed = span.least == begun[-1] and self.guesses.search(said)
        if guessed or self.disbelief.search(said):
            return Span(begun[-1] - 1, span.most)
        return span

    def both(self, said: str, span: Span) -> Span:
        """The ages of several victims, some of whom are so and some are not."""
        if not self.mixed.search(said):
            return span
        least, most = [span.least], [span.most]
        for border in self.least:
            least.append(border - 1)
            most.append(border)
        return Span(min(least), max(most))
