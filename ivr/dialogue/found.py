"""What a text may ask for, and how sure that is."""

from dataclasses import dataclass, replace

from ivr.dialogue.certainty import LEARNED_SURE, MOST_SURE, TEXT, UNNAMED_LINE
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.intent import Act, Intent

# What is asked back is no surer than this.
UNSURE = (TEXT.act + TEXT.ask) / 2


@dataclass(frozen=True, slots=True)
class Found:
    """One or two intents that a sentence may ask for, and what speaks for that."""

    intents: tuple[Intent, ...]
    evidence: Evidence
    meant: float
    """How sure it is that of all things these are meant, 0 to 1."""
    certainty: float = 0.0
    """How sure it is that they are, and that the hotline is meant, 0 to 1; told of
    the surest only."""

    @property
    def asks(self) -> bool:
        """Whether it is asked which of two is meant."""
        return self.intents[0].act is Act.ASK


def certain(found: Found) -> Found:
    """What may be asked for, with how sure that is."""
    evidence = found.evidence
    # Whoever tells one of our own numbers means us.
    ours = MOST_SURE * (1.0 if evidence.digits else evidence.ours())
    meant = found.meant * (LEARNED_SURE if evidence.taught else 1.0)
    sure = min(meant, ours)
    line = any(one.act is Act.REACH for one in found.intents)
    if line and not evidence.named and evidence.private > -UNNAMED_LINE:
        sure = min(sure, UNSURE)
    return replace(found, certainty=sure)
