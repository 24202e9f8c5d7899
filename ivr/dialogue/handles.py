"""What somebody is called elsewhere, with figures that are no age: "@kay16"."""

import re

from ivr.protocol.plain import any_of
from ivr.protocol.words import Words

_SIGNED = re.compile(
    r"(?<![\w.])@[^\W\d][\w.]*|(?<!\w)(?=\w*[^\W\d_]{2})(?=\w*\d)\w+_\w+"
)

_FIGURE = re.compile(r"\d")


class Handles:
    """Takes them out of a text; made once for a vocabulary."""

    def __init__(self, words: Words) -> None:
        named, linking = any_of(words.handles), any_of(words.handles_linking)
        self._named = re.compile(
            rf"(?<!\w)(?:{named})(?:\W+(?:{linking}))?\W+(?=[^\W\d]{{2,}}\w*\d)\w+",
            re.IGNORECASE,
        )

    def without(self, text: str) -> str:
        """The text without them, as it was written."""
        if "@" in text or "_" in text:
            text = _SIGNED.sub(" ", text)
        return self._named.sub(" ", text) if _FIGURE.search(text) else text
