"""prompts/words.yaml: the words that mean the same whatever the protocol."""

from ivr.protocol.model import Frozen, Key


class CommandWords(Frozen):
    """One command's words; see `ivr.protocol.model.Called` for the lists."""

    phrase: str
    key: Key | None = None
    words: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    thumbed: tuple[str, ...] = ()


class Words(Frozen):
    """All commands by their written intent."""

    commands: dict[str, CommandWords]
