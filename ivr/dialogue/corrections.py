"""When something is taken back: "minor, no wait, adult", "adult, not minor"."""

from ivr.dialogue.commands import Turn, Understood, command, listed

# What is taken back and what is meant instead are so many words at most.
LONGEST_CORRECTION = 12


def corrected(turn: Turn, said: str) -> Understood | None:
    """What is left of two commands, one of which is taken back; None if none is."""
    vocabulary = turn.vocabulary
    if len(said.split()) > LONGEST_CORRECTION:
        return None
    for pattern, last in ((vocabulary.corrections, True), (vocabulary.rather, False)):
        found = pattern.last(said)
        if found is None or listed(turn, said[found.start() :]):
            # "Not sure" is a phrase of its own.
            continue
        before, after = said[: found.start()].strip(), said[found.end() :].strip()
        meant = command(turn, after if last else before)
        other = command(turn, before if last else after)
        alone = last and not before and not turn.place.asked
        if meant and (other or alone) and meant.found != "negation":
            return meant
    return None
