"""Storage in an S3-compatible store, with copies on this machine where a whole file is needed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.store import S3Store

from .folder import settle
from .keys import PARTIAL, checked

if TYPE_CHECKING:
    from obstore.store import ClientConfig


class Bucket:
    """``s3://bucket/prefix``. An S3 put is atomic by itself; files never change, so a copy never grows old."""

    def __init__(self, url: str, cache: Path) -> None:
        bucket, _, prefix = url.removeprefix("s3://").strip("/").partition("/")
        self.store = S3Store(bucket, prefix=prefix or None, client_options=_client_options())
        self.cache = cache / bucket / prefix

    def put(self, key: str, path: Path, *, move: bool = False) -> None:
        obstore.put(self.store, checked(key), path)
        if move:
            path.unlink()

    def read(self, key: str) -> bytes:
        return bytes(obstore.get(self.store, checked(key)).bytes())

    def local(self, key: str) -> Path:
        copy = self.cache / checked(key)
        if not copy.is_file() or copy.stat().st_size != self.size(key):
            self._fetch(key, copy)
        return copy

    def _fetch(self, key: str, copy: Path) -> None:
        copy.parent.mkdir(parents=True, exist_ok=True)
        partial = copy.with_name(PARTIAL + secrets.token_hex(8))
        try:
            with partial.open("wb") as file:
                file.writelines(self.stream(key))
            settle(partial, copy)
        finally:
            partial.unlink(missing_ok=True)

    def stream(self, key: str) -> Iterator[bytes]:
        for chunk in obstore.get(self.store, checked(key)).stream(min_chunk_size=1 << 20):
            yield bytes(chunk)

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self.store, checked(key))
        except FileNotFoundError:
            return False
        return True

    def size(self, key: str) -> int:
        return obstore.head(self.store, checked(key))["size"]

    def delete(self, key: str) -> None:
        with suppress(FileNotFoundError):
            obstore.delete(self.store, checked(key))
        (self.cache / key).unlink(missing_ok=True)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """A store lists whole folders only: ask for the folder, then look at the names."""
        folder = prefix.rpartition("/")[0]
        for page in obstore.list(self.store, folder or None):
            for found in page:
                if found["path"].startswith(prefix):
                    yield found["path"]


def _client_options() -> "ClientConfig":
    """Plain http only where the operator says so, as every AWS client has it."""
    return {"allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in {"1", "true", "yes"}}
