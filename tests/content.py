"""The content as it stands, loaded once in a process."""

import shutil
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


def elsewhere(folder: Path) -> tuple[Path, Path]:
    """Another agency's protocol, and a folder of its prompts in which what is
    understood stands in the language that this hotline speaks."""
    other = ROOT / "tests" / "other"
    for name in ("voice.yaml", "sms.yaml"):
        shutil.copy(other / "prompts" / name, folder)
    for name in ("words.yaml", "asked.txt"):
        shutil.copy(ROOT / "prompts" / name, folder)
    return other / "protocol.yaml", folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace what stands in a file, and must stand there."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
