"""What is handed in: a file that lies here, or an address to fetch it from; and where the original is kept."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from torg.foundation.home import home

_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class HandedFile:
    """A file on this machine. ``ours`` says that nobody else writes to it (an upload): then it is not copied."""

    path: Path
    name: str
    ours: bool = False


@dataclass(frozen=True)
class WebAddress:
    """An address; it is fetched when the job runs."""

    url: str


Source = HandedFile | WebAddress


@dataclass(frozen=True)
class Kept:
    """An original in the home's private folder, with the digest of its bytes."""

    name: str
    sha256: str
    bytes: int

    @property
    def path(self) -> Path:
        return home().originals / self.name


def keep(file: HandedFile, identifier: str) -> Kept:
    """Keep the original under the publication's identifier, synced, so that it is there when the row is."""
    folder = home().originals
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / identifier
    partial = folder / f".{identifier}"
    partial.unlink(missing_ok=True)
    (_link if file.ours else shutil.copyfile)(file.path, partial)
    os.chmod(partial, 0o600)
    digest, size = _sync(partial)
    partial.replace(place)
    return Kept(identifier, digest, size)


def _link(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except OSError:  # another file system, or one without links
        shutil.copyfile(path, to)


def _sync(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def forget(identifier: str) -> None:
    (home().originals / identifier).unlink(missing_ok=True)
