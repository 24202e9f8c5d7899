"""When the whole utterance is nearly a command: a misspelling or a mishearing."""

from ivr.dialogue.commands import Turn, Understood
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.nearness import Near, by_sound, by_thumb

# A command that is spoken is this long at most, fillers set aside.
LONGEST_COMMAND = 5


def near(turn: Turn, said: str) -> Understood | None:
    """A misspelling or a mishearing of one phrase, or of one of two."""
    core = turn.vocabulary.bare(said) or said
    if len(core.split()) > LONGEST_COMMAND or turn.vocabulary.scene.search(said):
        return None
    measure = by_thumb if turn.channel == "text" else by_sound
    found = measure(turn.vocabulary, said) or measure(turn.vocabulary, core)
    answers = () if turn.place.asked else (Act.YES, Act.NO)
    found = [one for one in found if one.intent.act not in (Act.ASK, *answers)]
    if not found:
        return None
    best = found[0]
    if len(found) > 1 and found[1].closeness == best.closeness:
        return _tied(found)
    return Understood(best.intent, best.closeness, "near")


def _tied(found: list[Near]) -> Understood:
    first, second = found[0], found[1]
    asked = Intent(Act.ASK, f"{first.intent}|{second.intent}")
    return Understood(asked, first.closeness, "two readings")
