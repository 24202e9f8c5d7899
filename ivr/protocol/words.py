"""prompts/words.yaml: the words that mean the same whatever the protocol."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ivr.protocol.model import Frozen, Key

COMMANDS = frozenset(
    [
        *"next back repeat hold cancel help goodbye text resume yes no".split(),
        "open menu",
        "text numbers",
    ]
)
"""What the hotline can be told whatever its protocol, as written intents."""

Phrase = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60)]
Whole = Annotated[int, Field(strict=True)]
Month = Annotated[int, Field(ge=1, le=12, strict=True)]


class CommandWords(Frozen):
    """One command's words; see `ivr.protocol.model.Called` for the lists.

    ``alone`` are whole texts that mean it, and mean nothing within a sentence.
    """

    phrase: Phrase
    key: Key | None = None
    words: tuple[Phrase, ...] = ()
    heard: tuple[Phrase, ...] = ()
    thumbed: tuple[Phrase, ...] = ()
    asked: tuple[Phrase, ...] = ()
    alone: tuple[Phrase, ...] = ()


class AgeWords(Frozen):
    """How ages are put into words."""

    numbers: dict[Phrase, Whole]
    marks: tuple[Phrase, ...]
    around: tuple[Phrase, ...]
    over: tuple[Phrase, ...]
    under: tuple[Phrase, ...]
    including: tuple[Phrase, ...]
    not_: tuple[Phrase, ...] = Field(alias="not")
    never: tuple[Phrase, ...]
    born: tuple[Phrase, ...]
    step: tuple[Phrase, ...]
    proof: tuple[Phrase, ...] = ()
    roughly: tuple[Phrase, ...] = ()
    times: tuple[Phrase, ...] = ()
    told_by: tuple[Phrase, ...] = ()
    bystanders: tuple[Phrase, ...] = ()
    victims: tuple[Phrase, ...] = ()
    companions: tuple[Phrase, ...] = ()
    kin: tuple[Phrase, ...] = ()
    belonging: tuple[Phrase, ...] = ()
    beside: tuple[Phrase, ...] = ()
    together: tuple[Phrase, ...] = ()
    claims: tuple[Phrase, ...] = ()
    facts: tuple[Phrase, ...] = ()
    claiming: tuple[Phrase, ...] = ()
    unproved: tuple[Phrase, ...] = ()
    interested: tuple[Phrase, ...] = ()
    earlier: tuple[Phrase, ...] = ()
    lasting: tuple[Phrase, ...] = ()
    within: tuple[Phrase, ...] = ()
    been: tuple[Phrase, ...] = ()
    going_on: tuple[Phrase, ...] = ()
    over_since: tuple[Phrase, ...] = ()
    begun: tuple[Phrase, ...] = ()
    today: tuple[Phrase, ...] = ()
    present: tuple[Phrase, ...] = ()
    no_things: tuple[Phrase, ...] = ()
    onward: tuple[Phrase, ...] = ()
    past: tuple[Phrase, ...] = ()
    nought: tuple[Phrase, ...] = ()
    nine: tuple[Phrase, ...] = ()
    called: tuple[Phrase, ...] = ()
    mixed: tuple[Phrase, ...] = ()
    ranges: dict[Phrase, tuple[Whole, Whole]] = {}
    other: tuple[Phrase, ...] = ()
    doubts: tuple[Phrase, ...] = ()
    guesses: tuple[Phrase, ...] = ()
    disbelief: tuple[Phrase, ...] = ()
    before: tuple[Phrase, ...] = ()
    tells: tuple[Phrase, ...] = ()
    people: tuple[Phrase, ...] = ()
    turning: tuple[Phrase, ...] = ()
    nearly: tuple[Phrase, ...] = ()
    turned: tuple[Phrase, ...] = ()
    birthdays: tuple[Phrase, ...] = ()
    linking: tuple[Phrase, ...] = ()
    soon: tuple[Phrase, ...] = ()
    reached: tuple[Phrase, ...] = ()
    finished: tuple[Phrase, ...] = ()
    of_birth: tuple[Phrase, ...] = ()
    ordinals: dict[Phrase, Whole] = {}
    months: dict[Phrase, Month] = {}


class SentenceWords(Frozen):
    """How a text is read that says it in a sentence."""

    signs: dict[str, Phrase] = {}
    shorthand: dict[Phrase, Phrase] = {}
    digits: dict[Phrase, Phrase] = {}
    small: tuple[Phrase, ...] = ()
    articles: tuple[Phrase, ...] = ()
    ask: tuple[Phrase, ...] = ()
    joints: tuple[Phrase, ...] = ()
    light: tuple[Phrase, ...] = ()
    hedges: tuple[Phrase, ...] = ()
    questions: tuple[Phrase, ...] = ()
    settled: tuple[Phrase, ...] = ()


class StepWords(Frozen):
    """Which step a sentence asks for, see `ivr.dialogue.which_step`."""

    opening: tuple[Phrase, ...] = ()
    closing: tuple[Phrase, ...] = ()
    before_closing: tuple[Phrase, ...] = ()
    before: tuple[Phrase, ...] = ()
    after: tuple[Phrase, ...] = ()
    between: tuple[Phrase, ...] = ()
    through: tuple[Phrase, ...] = ()
    done: tuple[Phrase, ...] = ()
    told: tuple[Phrase, ...] = ()
    units: tuple[Phrase, ...] = ()


class SpokenWords(Frozen):
    """How it is told whether what is spoken in a call is said to the hotline."""

    moments: tuple[Phrase, ...] = ()
    persons: tuple[Phrase, ...] = ()
    scenes: tuple[Phrase, ...] = ()
    questions: tuple[Phrase, ...] = ()
    doubted: tuple[Phrase, ...] = ()
    doubting: tuple[Phrase, ...] = ()
    ifs: tuple[Phrase, ...] = ()
    heard_so: tuple[Phrase, ...] = ()
    where: tuple[Phrase, ...] = ()
    beside: tuple[Phrase, ...] = ()
    wanted: tuple[Phrase, ...] = ()
    told: tuple[Phrase, ...] = ()
    asks: tuple[Phrase, ...] = ()
    polite: tuple[Phrase, ...] = ()
    please: tuple[Phrase, ...] = ()
    thanks: tuple[Phrase, ...] = ()
    parting: tuple[Phrase, ...] = ()
    what: tuple[Phrase, ...] = ()
    tags: tuple[Phrase, ...] = ()
    addressed: tuple[Phrase, ...] = ()
    articles: tuple[Phrase, ...] = ()
    over: tuple[Phrase, ...] = ()


class PlaceWords(Frozen):
    """Whole utterances that mean something by where they are said."""

    first: tuple[Phrase, ...] = ()
    second: tuple[Phrase, ...] = ()
    both: tuple[Phrase, ...] = ()
    neither: tuple[Phrase, ...] = ()
    which: tuple[Phrase, ...] = ()
    connect: tuple[Phrase, ...] = ()
    number: tuple[Phrase, ...] = ()
    steps: tuple[Phrase, ...] = ()
    step: tuple[Phrase, ...] = ()
    about: tuple[Phrase, ...] = ()
    past: tuple[Phrase, ...] = ()
    prior: tuple[Phrase, ...] = ()
    itself: tuple[Phrase, ...] = ()
    onward: tuple[Phrase, ...] = ()
    backward: tuple[Phrase, ...] = ()
    same: tuple[Phrase, ...] = ()
    standing: tuple[Phrase, ...] = ()
    menu: tuple[Phrase, ...] = ()
    help: tuple[Phrase, ...] = ()
    card: tuple[Phrase, ...] = ()
    wants: tuple[Phrase, ...] = ()
    declined: tuple[Phrase, ...] = ()
    called: tuple[Phrase, ...] = ()
    unanswered: tuple[Phrase, ...] = ()
    unreached: tuple[Phrase, ...] = ()
    silent: tuple[Phrase, ...] = ()
    trying: tuple[Phrase, ...] = ()
    whose: tuple[Phrase, ...] = ()


class Words(Frozen):
    """All commands by their written intent, and the language around them."""

    commands: dict[str, CommandWords]
    fillers: tuple[Phrase, ...]
    scene: tuple[Phrase, ...]
    reactions: tuple[Phrase, ...]
    acknowledgements: tuple[Phrase, ...] = ()
    talk: tuple[Phrase, ...] = ()
    others: tuple[Phrase, ...] = ()
    handles: tuple[Phrase, ...] = ()
    handles_linking: tuple[Phrase, ...] = ()
    reports: tuple[Phrase, ...] = ()
    wishes: tuple[Phrase, ...] = ()
    openings: tuple[Phrase, ...] = ()
    denials: tuple[Phrase, ...] = ()
    final: tuple[Phrase, ...] = ()
    before_final: tuple[Phrase, ...] = ()
    whole: tuple[Phrase, ...] = ()
    having: tuple[Phrase, ...] = ()
    had: tuple[Phrase, ...] = ()
    telling: tuple[Phrase, ...] = ()
    unsaid: tuple[Phrase, ...] = ()
    unneeded: tuple[Phrase, ...] = ()
    failing: tuple[Phrase, ...] = ()
    corrections: tuple[Phrase, ...] = ()
    rather: tuple[Phrase, ...] = ()
    and_: tuple[Phrase, ...] = Field(alias="and")
    or_: tuple[Phrase, ...] = Field(alias="or")
    not_: tuple[Phrase, ...] = Field(alias="not")
    number: tuple[Phrase, ...] = ()
    ages: AgeWords
    spoken: SpokenWords = SpokenWords()
    sentences: SentenceWords = SentenceWords()
    which_step: StepWords = Field(StepWords(), exclude=True)
    """Which step a sentence asks for; nothing is learned by them."""
    here: PlaceWords = Field(PlaceWords(), exclude=True)
    """What a few words mean at a place; nothing is learned by them."""
    everyday: tuple[Phrase, ...] = Field((), exclude=True)
    """What help is asked for in words that mean nothing yet; no text is read by it."""
