"""Steps that are told to be done: "steps 1 and 2 done"."""

from ivr.dialogue.figures import number_in
from ivr.dialogue.vocabulary import Vocabulary


def only_done(vocabulary: Vocabulary, said: str) -> bool:
    """Whether steps are told to be done, by their numbers, and nothing else is."""
    done, ages = vocabulary.finished.last(said), vocabulary.words.ages
    if done is None:
        return False
    around = (said[: done.start()].split(), said[done.end() :].split())
    if all(any(number_in(ages, one) for one in words) for words in around):
        # "One and two are done, three": the next is named.
        return False
    words = vocabulary.finished.without(said).split()
    numbers = [one for one in words if number_in(ages, one)]
    small = {*numbers, *ages.step, *vocabulary.words.and_}
    rest = " ".join(one for one in words if one not in small)
    return bool(numbers) and not vocabulary.bare(rest)
