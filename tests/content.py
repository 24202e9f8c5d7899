"""The content as it stands, loaded once in a process."""

import shutil
from functools import lru_cache
from pathlib import Path

from ivr.channels.edition import Edition, load_edition

ROOT = Path(__file__).parent.parent
HOTLINE_NUMBER = "+16125550100"


@lru_cache(1)
def edition() -> Edition:
    """What `protocol.yaml` and `prompts/` make."""
    return load_edition(ROOT / "protocol.yaml", ROOT / "prompts", HOTLINE_NUMBER)


def copied(folder: Path) -> dict[str, str]:
    """A copy to be edited, which learns from no texts and so is loaded at once; the
    settings that name it."""
    prompts = folder / "prompts"
    prompts.mkdir()
    shutil.copy(ROOT / "protocol.yaml", folder)
    for name in ("voice.yaml", "sms.yaml", "words.yaml"):
        shutil.copy(ROOT / "prompts" / name, prompts)
    return {
        "PROTOCOL_FILE": str(folder / "protocol.yaml"),
        "PROMPTS_DIR": str(prompts),
    }


def edit(file: Path, old: str, new: str) -> None:
    """Replace what stands in a file, and must stand there."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
