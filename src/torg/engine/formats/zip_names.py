"""The names in a zip archive, asked before anything is known of it."""

import zipfile
from pathlib import Path

from .xml_parts import ZIP_FAULTS

_MAGIC = b"PK\x03\x04"


def zip_names(head: bytes, path: Path) -> list[str]:
    """Empty for a file that is no zip archive, or a damaged one."""
    if not head.startswith(_MAGIC):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (*ZIP_FAULTS, ValueError):
        return []


def zip_start(path: Path, member: str, size: int = 1 << 16) -> bytes:
    """The first bytes of a member; empty where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            return stream.read(size)
    except (*ZIP_FAULTS, KeyError, ValueError):
        return b""
