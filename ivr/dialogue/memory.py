"""What was taught word for word: such a text means what stands in `prompts/asked.txt`.

What all texts teach together may read one of them otherwise. Whoever has written it
there, or pasted it from what was missed, wants it understood so from then on. Ages are
compared as the track that each leads to, see `ivr.dialogue.signs`.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ivr.dialogue.signs import Sign

# Where no second thing is asked for.
NO_OTHER = -1

Things = NDArray[np.int32]


class Memory:
    """Knows texts again; by 64 bits of each, for they are a hundred thousand."""

    def __init__(self, texts: NDArray[np.uint64], things: Things) -> None:
        """``texts`` in ascending order, ``things`` the one or two places of what each
        asks for, a row for each."""
        self.texts, self.things = texts, things

    @classmethod
    def learn(cls, told: Iterable[tuple[int, tuple[int, ...]]]) -> "Memory":
        """From what each text is `called`, and the places of what it asks for.

        Of what is taught to mean two different things nothing is remembered.
        """
        means: dict[int, tuple[int, ...]] = {}
        for text, things in told:
            means[text] = things if means.get(text, things) == things else ()
        kept = sorted(text for text, things in means.items() if 1 <= len(things) <= 2)
        rows = [(*means[text], NO_OTHER)[:2] for text in kept]
        return cls(
            np.array(kept, np.uint64), np.array(rows, np.int32).reshape(len(kept), 2)
        )

    @classmethod
    def read(cls, tables: Mapping[str, NDArray[np.generic]]) -> "Memory":
        """What `tables` has given; KeyError or ValueError if that is not whole."""
        texts, things = tables["texts"], tables["texts-things"]
        if things.shape != (len(texts), 2):
            raise ValueError("the texts and what they ask for are not as many")
        return cls(texts.astype(np.uint64), things.astype(np.int32))

    def tables(self) -> dict[str, NDArray[np.generic]]:
        """All that is remembered."""
        return {"texts": self.texts, "texts-things": self.things}

    def places(self, signs: Iterable[Sign]) -> tuple[int, ...]:
        """The places of what a text of these signs was taught to ask for; none if it
        was not taught."""
        text = np.uint64(called(signs))
        at = int(np.searchsorted(self.texts, text))
        if at == len(self.texts) or self.texts[at] != text:
            return ()
        return tuple(int(one) for one in self.things[at] if one != NO_OTHER)


def called(signs: Iterable[Sign]) -> int:
    """64 bits of a text of these signs."""
    digest = blake2b("\n".join(signs).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
