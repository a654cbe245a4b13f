"""Cursors: where the next page begins. Short, checked, and bound to version, order and condition."""

import hashlib
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from torg.engine.tables import Version

from .query import Query

_LAYOUT = struct.Struct(">IQ8s")


@dataclass(frozen=True)
class Cursor:
    """The version the pages are of, and the place of the last row seen: whatever its values are, they are known."""

    version: int
    row: int
    mark: bytes


def read_cursor(text: str) -> Cursor | None:
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return Cursor(*_LAYOUT.unpack(packed))
    except (struct.error, NotBase64, ValueError):
        return None


def write_cursor(version: Version, query: Query, row: int) -> str:
    packed = _LAYOUT.pack(version.number, row, mark(version, query))
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def mark(version: Version, query: Query) -> bytes:
    """Eight bytes that differ where table, version, condition or order do."""
    asked = repr((version.table, version.number, query.shape, query.values, query.order_by))
    return hashlib.blake2b(asked.encode(), digest_size=8).digest()


def cursor_version(text: str) -> int | None:
    """The version a cursor is bound to, before anything else about it is known to fit."""
    cursor = read_cursor(text) if text else None
    return None if cursor is None else cursor.version
