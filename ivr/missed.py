"""What was not understood, as a coordinator reads it."""

from collections.abc import Iterator, Sequence

from ivr.dialogue.nearest import Nearness
from ivr.dialogue.vocabulary import Vocabulary
from ivr.store.missed import Miss

SPACE = " " * 15

# Words added to a command that they say nothing of would spoil what it understands.
NOT_NEAR = "no command is near: it may be a wish the protocol has no answer to"


def listed(
    vocabulary: Vocabulary,
    misses: Sequence[Miss],
    protocol_file: str,
    words_file: str,
) -> Iterator[str]:
    """The lines of the list: count, channel and words; the command that is near, if
    any; a word in YAML, to be pasted into one of the command's lists."""
    nearness = Nearness(vocabulary)
    channels: dict[str, set[str]] = {}
    for miss in misses:
        channels.setdefault(miss.masked, set()).add(miss.channel)
    for miss in misses:
        yield f"{miss.count:>6}  {miss.channel:<5}  {miss.masked}"
        near = nearness.nearest(miss.masked, channels[miss.masked])
        if near is None:
            yield f"{SPACE}{NOT_NEAR}"
            continue
        file = words_file if near.own else protocol_file
        yield f"{SPACE}nearest: {near.phrase} ({file}, {near.section})"
        added = nearness.addition(miss.masked, channels[miss.masked], near)
        if added is None:
            yield f"{SPACE}nothing to add: it is masked, known or says too little"
        else:
            # Always quoted: YAML takes a bare no or on for something else.
            yield f'{SPACE}to add to {added.list}: "{added.phrase}"'
