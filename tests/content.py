"""The content as it stands, loaded once in a process."""

from functools import lru_cache
from pathlib import Path

from ivr.channels.edition import Edition, load_edition

ROOT = Path(__file__).parent.parent
HOTLINE_NUMBER = "+16125550100"


@lru_cache(1)
def edition() -> Edition:
    """What `protocol.yaml` and `prompts/` make."""
    return load_edition(ROOT / "protocol.yaml", ROOT / "prompts", HOTLINE_NUMBER)
