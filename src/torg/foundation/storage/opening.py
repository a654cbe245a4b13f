"""One door to both kinds of storage."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol
from urllib.parse import unquote, urlsplit

from .folder import Folder


class Storage(Protocol):
    """Immutable files by key (``tables/t_1/1-0.parquet``). ``put`` is atomic: a reader sees all of it or nothing."""

    def put(self, key: str, path: Path, *, move: bool = False) -> None:
        """``move``: the file at ``path`` is not needed any more, it may be taken instead of copied."""
        ...

    def read(self, key: str) -> bytes: ...

    def local(self, key: str) -> Path:
        """The file itself, or a copy kept on this machine. It must not be written to."""
        ...

    def stream(self, key: str) -> Iterator[bytes]: ...

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int: ...

    def delete(self, key: str) -> None:
        """No fault where there is nothing."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]: ...


def open_storage(url: str, cache: Path | None = None) -> Storage:
    """``s3://bucket/prefix`` (credentials and endpoint from the usual AWS_* variables), a path, or ``file:///path``.

    ``cache`` is where an S3 store keeps its copies on this machine.
    """
    if url.startswith("s3://"):
        from .s3 import Bucket

        return Bucket(url, cache or Path(gettempdir()) / "torg-storage")
    return Folder(Path(unquote(urlsplit(url).path) if url.startswith("file:") else url))
