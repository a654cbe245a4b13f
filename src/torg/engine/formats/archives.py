"""Packed files: what they hold, and unpacking within limits that are checked before and while unpacking."""

import gzip
import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from torg.foundation.problems import refuse

_BLOCK = 1 << 20
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
PACKED = (ZIP, GZIP, b"PK\x05\x06", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd")
_NEVER_A_TABLE = (".pdf", ".html", ".htm", ".docx", ".doc", ".md", ".png", ".jpg", ".qmd", ".xsd")


@dataclass(frozen=True)
class Limits:
    """Bounds of one archive; ``ratio`` counts only beyond ``free`` bytes, because short tables shrink a lot."""

    unpacked: int = 4 << 30
    ratio: int = 250
    free: int = 64 << 20
    members: int = 2_000


@dataclass(frozen=True)
class Member:
    name: str
    packed: int
    unpacked: int

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name.lower()).suffix


def members(path: Path, limits: Limits = Limits()) -> list[Member]:
    """The files of a zip archive. Raises Refusal for a locked, damaged, exploding or treacherous one."""
    with _opened(path) as archive:
        infos = archive.infolist()
        if len(infos) > limits.members:
            raise refuse("archive.members", count=len(infos), limit=limits.members)
        found = [_member(info, limits) for info in infos if not info.is_dir() and not _is_litter(info.filename)]
    total = sum(member.unpacked for member in found)
    if total > limits.unpacked:
        raise refuse("archive.size", limit=_gigabytes(limits.unpacked))
    return found


def unpack(path: Path, member: str, into: Path, limits: Limits = Limits()) -> Path:
    """One file of a zip archive, written to ``into`` under a harmless name."""
    with _opened(path) as archive:
        info = archive.getinfo(member)
        _member(info, limits)
        try:
            with archive.open(info) as source:
                return _poured(source, into / _harmless(member), info.compress_size, limits)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
            raise refuse("file.unreadable", file=_harmless(member)) from fault


def unpack_gzip(path: Path, name: str, into: Path, limits: Limits = Limits()) -> Path:
    """The one file inside a .gz; its true size is only known while unpacking."""
    target = into / (_harmless(name.removesuffix(".gz")) or "table")
    try:
        with gzip.open(path) as source:
            return _poured(source, target, path.stat().st_size, limits)
    except (OSError, EOFError, zlib.error) as fault:
        raise refuse("file.unreadable", file=name) from fault


def the_table(found: list[Member]) -> Member:
    """The one member that may be a table; several or none are refused with their names."""
    tables = [member for member in found if member.suffix not in _NEVER_A_TABLE and not _is_about(member)]
    if not tables:
        raise refuse("archive.none")
    if len(tables) > 1:
        raise refuse("archive.several", count=len(tables), names=[member.name for member in tables[:5]])
    return tables[0]


class Workplace:
    """A folder for unpacked files (``name`` is its path) that vanishes with this object, or before by ``cleanup``."""

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix="torg-unpacked-")
        self.cleanup = weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *_: object) -> None:
        self.cleanup()


def workplace() -> Workplace:
    return Workplace()


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise refuse("file.unreadable", file=path.name) from fault


def _member(info: zipfile.ZipInfo, limits: Limits) -> Member:
    if info.flag_bits & 1:
        raise refuse("file.password", file=info.filename)
    parts = PurePosixPath(info.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        raise refuse("archive.path", value=info.filename)
    if info.file_size > limits.unpacked:
        raise refuse("archive.size", limit=_gigabytes(limits.unpacked))
    if info.file_size > limits.free and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise refuse("archive.ratio", file=info.filename)
    return Member(info.filename, info.compress_size, info.file_size)


def _poured(source: IO[bytes] | gzip.GzipFile, target: Path, packed: int, limits: Limits) -> Path:
    room = min(limits.unpacked, shutil.disk_usage(target.parent).free // 2)
    written = 0
    with target.open("wb") as out:
        for block in _blocks(source):
            written += len(block)
            if written > room:
                raise refuse("archive.size", limit=_gigabytes(limits.unpacked))
            if written > limits.free and written > limits.ratio * max(packed, 1):
                raise refuse("archive.ratio", file=target.name)
            out.write(block)
    return target


def _blocks(source: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block


def _harmless(name: str) -> str:
    letters = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in letters)[-120:].lstrip(".")


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _is_about(member: Member) -> bool:
    stem = PurePosixPath(member.name.lower()).stem
    return stem.startswith(("readme", "licen", "lizenz", "lisez", "leggimi", "liesmich", "lasmig", "metadata"))


def _gigabytes(size: int) -> str:
    return f"{size >> 30} GB" if size >= 1 << 30 else f"{size >> 20} MB"
