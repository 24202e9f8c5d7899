"""Ages that a victim had once, where nothing says how old she is today."""

from ivr.dialogue.commands import Turn, Understood, readers
from ivr.dialogue.intent import Act, Intent

# So sure is what is asked back.
ASKED = 1.0


def earlier(turn: Turn, said: str, found: Understood | None) -> Understood | None:
    """What was found; but whoever has "been in this since she was 15" is asked about:
    she may be a child still, or long grown."""
    tracks = [f"open {one.track}" for one in turn.vocabulary.borders]
    told = found and (found.then or found.intent.target not in _aged(turn))
    if told or len(tracks) < 2:
        return found
    victims = readers(turn.vocabulary)[1].namer.victims
    if not victims.only_past(said, plainly=found is None):
        return found
    return Understood(Intent(Act.ASK, "|".join(tracks)), ASKED, "an age once")


def _aged(turn: Turn) -> frozenset[str]:
    return frozenset(one.track for one in turn.vocabulary.borders)
