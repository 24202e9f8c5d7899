"""The content as it stands, loaded once in a process."""

from functools import lru_cache
from pathlib import Path

from ivr.channels.edition import Edition, load_edition

ROOT = Path(__file__).parent.parent
HOTLINE_NUMBER = "+16125550100"
PUBLIC_URL = "https://hotline.example.org"


def edition() -> Edition:
    """What `protocol.yaml` and `prompts/` make."""
    return loaded(ROOT / "protocol.yaml", ROOT / "prompts", HOTLINE_NUMBER, PUBLIC_URL)


# Loading it, and making what reads texts for it, costs most of what a hotline costs.
@lru_cache(2)
def loaded(protocol_file: Path, prompts_dir: Path, number: str, url: str) -> Edition:
    """What these files make for a hotline of this number, at this address."""
    return load_edition(protocol_file, prompts_dir, number, url)
