"""Which format a file is, decided by what stands in it; its name only breaks ties."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from torg.foundation.problems import refuse
from torg.foundation.registry import Registry

from . import archives, strangers
from .content import Content, Format, Layer

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS: Registry[Format] = Registry(Format, "torg.engine.formats")
_HEAD = 1 << 16


def detect(path: Path, name: str) -> Format:
    """The format that reads this file; for one table in a .gz or .zip a format that unpacks it first.

    Raises Refusal for a file that holds no table, with the sentence that says what it is instead.
    """
    head = _head(path, name)
    strangers.refuse_stranger(head, path, name)
    if head.startswith(archives.GZIP):
        return _unpacked_gzip(path, name)
    claims = [kind for kind in FORMATS if kind.detect(head, path)]
    if len(claims) > 1:
        claims = [kind for kind in claims if name.lower().endswith(kind.extensions)] or claims
    if claims:
        return claims[0]
    if head.startswith(archives.ZIP):
        return _unpacked_zip(path)
    raise strangers.unknown(head, name)


class Unpacked(Format):
    """A format whose file lies in an archive; the unpacked file lives as long as this object."""

    def __init__(self, inner: Format, file: Path, workplace: archives.Workplace) -> None:
        self.inner, self.file, self.workplace = inner, file, workplace
        self.name, self.label = inner.name, inner.label
        self.extensions, self.media_type, self.every_layer = inner.extensions, inner.media_type, inner.every_layer

    def detect(self, head: bytes, path: Path) -> bool:
        return head.startswith((archives.ZIP, archives.GZIP))

    def layers(self, path: Path) -> list[Layer]:
        return self.inner.layers(self.file)

    def read(self, path: Path, layer: str) -> Content:
        return self.inner.read(self.file, layer).through(self._held)

    def _held(self, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        """Batches that keep this object, and so the unpacked file, alive while they are read."""
        yield from batches


def _head(path: Path, name: str) -> bytes:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe") and path.stat().st_size <= _HEAD:
        raise refuse("file.empty", file=name)
    return head


def _unpacked_gzip(path: Path, name: str) -> Format:
    workplace = archives.workplace()
    file = archives.unpack_gzip(path, name, Path(workplace.name))
    return _inside(file, workplace)


def _unpacked_zip(path: Path) -> Format:
    member = archives.the_table(archives.members(path))
    workplace = archives.workplace()
    return _inside(archives.unpack(path, member.name, Path(workplace.name)), workplace)


def _inside(file: Path, workplace: archives.Workplace) -> Format:
    head = _head(file, file.name)
    if head.startswith(archives.GZIP) or (head.startswith(archives.ZIP) and not _is_claimed(head, file)):
        raise refuse("archive.nested", file=file.name)
    return Unpacked(detect(file, file.name), file, workplace)


def _is_claimed(head: bytes, file: Path) -> bool:
    return any(kind.detect(head, file) for kind in FORMATS)
