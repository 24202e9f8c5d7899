"""Texts and phrases that were told, by the signs that several of them have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np

from ivr.dialogue.batches import Rows
from ivr.dialogue.intent import TALK, Intent
from ivr.dialogue.memory import called
from ivr.dialogue.signs import Sign, is_word, least_seen

# A word is rare that no more than one in so many texts has.
RARE = 300

# What every text has.
EVERY = ""


class Seen(NamedTuple):
    """A text or a phrase that was told, and what it asks for."""

    signs: tuple[Sign, ...]
    things: tuple[Intent, ...]
    named: bool = False
    """It is a phrase of the protocol's or of the language's own."""


class Read(NamedTuple):
    """Texts and phrases with what is common to several of them alone."""

    signs: list[Sign]
    """All that tells anything; first the empty one, which every text has."""
    texts: list[Rows]
    """Of each, where its signs stand."""
    meant: list[tuple[Intent, ...]]
    named: list[bool]
    called: list[int]
    """64 bits of each."""


def read_all(seen: Iterable[Seen]) -> Read:
    """What was seen, with the signs that tell anything."""
    ids: defaultdict[Sign, int] = defaultdict()
    ids.default_factory = ids.__len__
    texts: list[Rows] = []
    names = {ids[EVERY]}
    read = Read([], [], [], [], [])
    for signs, means, named in seen:
        # A text none of whose signs is known has the empty one.
        given = [0, *map(ids.__getitem__, signs)]
        texts.append(np.array(given, np.int32))
        read.meant.append(means)
        read.named.append(named)
        read.called.append(called(signs))
        if named:
            names.update(given)
    stands = np.zeros(len(ids), np.int32)
    for text in texts:
        stands[text] += 1
    telling = stands >= np.fromiter(map(least_seen, ids), np.int32, len(ids))
    telling[list(names)] = True
    row = np.cumsum(telling, dtype=np.int32) - 1
    read.signs.extend(compress(ids, telling.tolist()))
    read.texts.extend(row[text[telling[text]]] for text in texts)
    return read


def of_others(
    texts: Sequence[Rows],
    meant: Sequence[tuple[Intent, ...]],
    scarce: Mapping[Intent, int],
    signs: Sequence[Sign],
) -> Iterator[int]:
    """Which texts are talk that names what only few ask for by a word that is rare.

    They were written where nothing is called so; here whoever names it may ask for it.
    """
    if not scarce:
        return
    named = [
        text for text, its in zip(texts, meant, strict=True) if scarce.keys() & its
    ]
    stands = np.bincount(np.concatenate(texts), minlength=len(signs))
    own = {
        row
        for row in np.concatenate(named).tolist()
        if stands[row] * RARE < len(texts) and is_word(signs[row])
    }
    for at, its in enumerate(meant):
        if its[0].act is TALK.act and not own.isdisjoint(texts[at].tolist()):
            yield at
