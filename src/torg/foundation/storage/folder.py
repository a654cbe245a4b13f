"""Storage in a local folder: written beside, synced, then renamed."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from .keys import PARTIAL, checked

CHUNK = 1 << 20


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, path: Path, *, move: bool = False) -> None:
        place_file(path, self.root / checked(key), move=move)

    def read(self, key: str) -> bytes:
        return self.local(key).read_bytes()

    def local(self, key: str) -> Path:
        return self.root / checked(key)

    def stream(self, key: str) -> Iterator[bytes]:
        with self.local(key).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def exists(self, key: str) -> bool:
        return self.local(key).is_file()

    def size(self, key: str) -> int:
        return self.local(key).stat().st_size

    def delete(self, key: str) -> None:
        self.local(key).unlink(missing_ok=True)

    def keys(self, prefix: str = "") -> Iterator[str]:
        for folder, _, names in os.walk(self.root):
            for name in sorted(names):
                key = (Path(folder) / name).relative_to(self.root).as_posix()
                if key.startswith(prefix) and not name.startswith(PARTIAL):
                    yield key


def place_file(source: Path, target: Path, *, move: bool = False) -> None:
    """Copy a file so that after a power cut the target is either absent (or as it was) or whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(PARTIAL + secrets.token_hex(8))
    try:
        (shutil.move if move else shutil.copyfile)(source, partial)
        settle(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def settle(partial: Path, target: Path) -> None:
    """Sync a finished file, give it its name, and sync the folder that now holds the name."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
