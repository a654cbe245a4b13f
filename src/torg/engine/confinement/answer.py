"""The answer a confined process leaves in its folder: JSON, put down whole, and read with suspicion."""

import json
import os
import stat
from pathlib import Path
from typing import Any

MOST_BYTES = 256 << 20


def put_down(facts: dict[str, Any], folder: Path) -> None:
    """Written beside and renamed, so that half an answer is none."""
    waiting = folder / "answer.part"
    waiting.write_bytes(json.dumps(facts).encode())
    waiting.replace(folder / "answer")


def left_behind(folder: Path) -> Any:
    """What the process left, None where it left nothing. Raises ValueError or OSError where that cannot be read."""
    text = _text(folder / "answer")
    return None if text is None else json.loads(text)


def _text(path: Path) -> bytes | None:
    """Only a plain file of bounded size: not the pipe or the link that somebody may have put in its place."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with os.fdopen(opened, "rb") as file:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise ValueError(f"{found.st_size} bytes")
        return file.read(MOST_BYTES)
