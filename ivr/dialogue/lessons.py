"""What the gist is learned from: phrases and texts, and what is asked for by each."""

from collections.abc import Iterator

from ivr.dialogue.gist import GISTS, thing_of
from ivr.dialogue.intent import TALK
from ivr.dialogue.seen import Seen
from ivr.dialogue.signs import Run, Sign, run_of, signs_of, text_signs
from ivr.dialogue.spelling import QUESTION, Spelling, figured
from ivr.dialogue.victims import Victims
from ivr.dialogue.vocabulary import Vocabulary


class Lessons:
    """Reads texts as the gist compares them."""

    def __init__(self, spelling: Spelling, victims: Victims) -> None:
        self.spelling, self.victims = spelling, victims

    def all(self, vocabulary: Vocabulary) -> Iterator[Seen]:
        """All that a vocabulary has to teach."""
        yield from self.phrases(vocabulary)
        for means, texts in vocabulary.learned:
            things = tuple(map(thing_of, means)) or (TALK,)
            for said in texts:
                yield Seen(self.signs(said), things)

    def phrases(self, vocabulary: Vocabulary) -> Iterator[Seen]:
        """Every phrase by which something is asked for."""
        for command in vocabulary.commands:
            if command.intent.act in GISTS:
                for phrase in command.texted:
                    signs = signs_of(self._run(phrase), ends=False)
                    yield Seen(signs, (thing_of(command.intent),), named=True)

    def signs(self, said: str) -> tuple[Sign, ...]:
        """What in a text may speak for something."""
        return text_signs(self._run(said), QUESTION in said)

    def _run(self, said: str) -> Run:
        signed = self.spelling.joined(self.spelling.signed(said))
        words = self.victims.bystanders_aside(
            figured(self.victims.ages.turning.now(signed))
        )
        return run_of(words, self.victims.maybe(words))
