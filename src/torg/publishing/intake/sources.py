"""What is handed in: a file that lies here, or an address to fetch it from; and where the original is kept."""

import hashlib
import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from torg.foundation import ids
from torg.foundation.disk import with_room
from torg.foundation.home import home
from torg.foundation.problems import refuse


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


@dataclass(frozen=True)
class Kept:
    """An original in the home's private folder, with the digest of its bytes."""

    name: str
    sha256: str
    bytes: int

    @property
    def path(self) -> Path:
        return home().originals / self.name


@dataclass(frozen=True)
class BeingKept:
    """A file that is copied while other things are made ready; ``name`` is what people call it."""

    identifier: str
    name: str
    copying: "Future[Kept]"

    def give_up(self) -> None:
        self.copying.exception()  # waits for it
        forget(self.identifier)


Source = HandedFile | BeingKept | WebAddress


def keep(file: HandedFile, identifier: str) -> Kept:
    """Keep the original under the publication's identifier, synced, so that it is there when the row is."""
    home().make()  # closed to others from the start: a command keeps its file before anything else is there
    folder = home().originals
    place = folder / identifier
    partial = folder / f".{identifier}"
    partial.unlink(missing_ok=True)
    try:
        with with_room():
            if not (file.ours and _linked(file.path, partial)):
                shutil.copyfile(file.path, partial)
            os.chmod(partial, 0o600)
            digest, size = _synced(partial)
            partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    return Kept(identifier, digest, size)


def keep_meanwhile(file: HandedFile) -> BeingKept:
    """The same in a thread. Needs no Django: the command line begins with it."""
    identifier = ids.mint("p")
    with_one = ThreadPoolExecutor(1)
    copying = with_one.submit(keep, file, identifier)
    with_one.shutdown(wait=False)
    return BeingKept(identifier, file.name, copying)


def _linked(path: Path, to: Path) -> bool:
    try:
        os.link(path, to)
    except OSError:  # another file system, or one without links
        return False
    return True


def _synced(path: Path) -> tuple[str, int]:
    """Digest and size of the bytes; they go to the disk while the digest is made."""
    with path.open("rb") as file, ThreadPoolExecutor(1) as pool:
        synced = pool.submit(os.fsync, file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        synced.result()
        return digest, file.tell()


def forget(identifier: str) -> None:
    (home().originals / identifier).unlink(missing_ok=True)


def last_part(url: str) -> str:
    """What to call a file that an address answers with."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise refuse("fetch.address", value=url) from error
    return parts.path.rstrip("/").rpartition("/")[2] or parts.netloc or url


def file_name(name: str) -> str:
    """A name somebody gave, as one line without folders; it is shown and never a place on our disk."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:255] or "file"
