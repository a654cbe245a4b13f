"""A backup as one file: a zip archive, and in it a manifest with the digest of every member.

The archive's comment holds the digest of the manifest, so that one number stands for the whole. Nothing of an archive
is believed: names, sizes and digests are compared before anything is used.
"""

import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from torg.foundation.problems import Refusal, refuse

FORMAT = 1
CHUNK = 1 << 20
MANIFEST = "manifest.jsonl"
LONGEST_LINE = 1 << 20
MARK = "torg backup, manifest sha256:"
CATALOGUE = "catalogue.sqlite3"
FOLDERS = ("database", "storage", "home")
_LINK = 0o120000
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, KeyError, ValueError,
    RuntimeError,  # what it says of a member with a password, or packed in a way it does not know
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    name: str
    bytes: int
    sha256: str


class Writer:
    """Members are written as they come, the manifest at the end."""

    def __init__(self, file: BinaryIO, header: dict[str, Any]) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self._lines = [json.dumps({"format": FORMAT, **header})]
        self.bytes = 0
        self.files = 0

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool = False) -> Member:
        """``packed``: it is compressed already, trying again would only cost time."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        written = Member(name, size, digest.hexdigest())
        self._lines.append(json.dumps(asdict(written)))
        self.bytes += size
        self.files += 1
        return written

    def finish(self) -> str:
        """Write the manifest; its digest stands for the whole backup."""
        manifest = "\n".join(self._lines).encode()
        digest = hashlib.sha256(manifest).hexdigest()
        self._zip.writestr(MANIFEST, manifest, zipfile.ZIP_DEFLATED)
        self._zip.comment = f"{MARK}{digest}".encode()
        return digest

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()


class Reader:
    """Opening one looks at everything but the contents of the members. Raises Refusal."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refuse("backup.unreadable", file=file.name) from error
        try:
            self.header, self.members = self._manifest()
            self._compare_names()
        except BaseException:
            self._zip.close()
            raise

    @property
    def bytes(self) -> int:
        return sum(member.bytes for member in self.members.values())

    @property
    def digest(self) -> str:
        return self._zip.comment.decode("ascii", "replace").removeprefix(MARK)

    def read(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member. Raises Refusal at the end where they are others than the manifest says."""
        digest, left = hashlib.sha256(), member.bytes
        for piece in self._pieces(member.name):
            left -= len(piece)
            if left < 0:
                raise self._damaged(member.name)
            digest.update(piece)
            yield piece
        if left or digest.hexdigest() != member.sha256:
            raise self._damaged(member.name)

    def verify(self) -> None:
        for member in self.members.values():
            for _ in self.read(member):
                pass

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as opened:
                while piece := opened.read(CHUNK):
                    yield piece
        except UNREADABLE as error:
            raise self._damaged(name) from error

    def _manifest(self) -> tuple[dict[str, Any], dict[str, Member]]:
        if not self._zip.comment.startswith(MARK.encode()):
            raise refuse("backup.none", file=self.file.name)
        digest, members = hashlib.sha256(), {}
        try:
            with closing(self._lines()) as lines:
                first = next(lines)
                digest.update(first)
                header = json.loads(first)
                self._check_format(header)
                for count, line in enumerate(lines, 1):
                    if count > len(self._zip.infolist()):
                        raise self._damaged(MANIFEST)  # a few bytes can unfold to more than fits in the memory
                    digest.update(b"\n" + line)
                    member = _member(json.loads(line))
                    members[member.name] = member
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._damaged(MANIFEST) from error
        if digest.hexdigest() != self.digest:
            raise self._damaged(MANIFEST)
        return header, members

    def _lines(self) -> Generator[bytes, None, None]:
        held = b""
        for piece in self._pieces(MANIFEST):
            *whole, held = (held + piece).split(b"\n")
            if len(held) > LONGEST_LINE:
                raise self._damaged(MANIFEST)
            yield from whole
        yield held

    def _check_format(self, header: dict[str, Any]) -> None:
        if header["format"] > FORMAT:
            raise refuse("backup.newer", file=self.file.name, value=str(header.get("torg", "?"))[:40])
        if any(len(pair) != 2 for pair in header.get("migrations", [])):
            raise ValueError(header)

    def _compare_names(self) -> None:
        """What is in the archive is what the manifest lists: once each, no links, no way out of the folder."""
        infos = [info for info in self._zip.infolist() if info.filename != MANIFEST]
        names = [info.filename for info in infos]
        if len(set(names)) != len(names) or set(names) != set(self.members):
            odd = next(iter(set(names) ^ set(self.members)), names[0] if names else MANIFEST)
            raise self._damaged(odd)
        for info in infos:
            if not is_plain(info.filename) or (info.external_attr >> 16) & 0o170000 == _LINK:
                raise refuse("backup.hostile", file=self.file.name, value=info.filename[:80])

    def _damaged(self, name: str) -> Refusal:
        return refuse("backup.damaged", file=self.file.name, value=name[:80])


def is_plain(name: str) -> bool:
    """Whether a member's name stays where it belongs, on every system."""
    first, *parts = name.split("/")
    if name == CATALOGUE:
        return True
    return first in FOLDERS and bool(parts) and all(map(_is_plain_part, parts))


def _is_plain_part(part: str) -> bool:
    return bool(part) and not part.startswith(".") and part.isprintable() and "\\" not in part and len(part) < 200


def _member(facts: dict[str, Any]) -> Member:
    member = Member(**facts)
    if not (isinstance(member.name, str) and isinstance(member.bytes, int) and isinstance(member.sha256, str)):
        raise TypeError(facts)
    if member.bytes < 0:
        raise ValueError(facts)
    return member
