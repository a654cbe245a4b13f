"""The folder of an index: one writer at a time, and nothing damaged is ever opened."""

import contextlib
import fcntl
import json
import os
import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_MAGIC = 1337
_ENDING = struct.Struct("<II")
_CHUNK = 1 << 20
_UNCHECKED = (".json", ".lock")


@contextlib.contextmanager
def alone(folder: Path, patience: float) -> Iterator[bool]:
    """Whether this is now the only writer; the kernel frees the lock when a process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "writer.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield _locked(handle, time.monotonic() + patience)
    finally:
        os.close(handle)


def _locked(handle: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        else:
            return True


def sound(folder: Path) -> bool:
    """Whether every file that the index names is there and has the checksum it was written with.

    The library checks no sums, and reads its files as memory: one cut short would end the process.
    """
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        names = {segment["segment_id"].replace("-", "") for segment in segments}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    present = [path for path in folder.iterdir() if path.name.partition(".")[0] in names]
    complete = all(sum(path.name.startswith(name) for path in present) >= len(_PARTS) for name in names)
    return complete and all(_unharmed(path) for path in present if path.suffix not in _UNCHECKED)


_PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")


def _unharmed(path: Path) -> bool:
    """The footer that the library writes: a text with the CRC 32 of all before it, its length, a number."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(end - _ENDING.size)
            length, magic = _ENDING.unpack(file.read(_ENDING.size))
            file.seek(end - _ENDING.size - length)
            told = json.loads(file.read(length))["crc"]
            file.seek(0)
            return magic == _MAGIC and bool(told == _sum(file, end - _ENDING.size - length))
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False


def _sum(file: BinaryIO, length: int) -> int:
    value = 0
    while length > 0 and (chunk := file.read(min(_CHUNK, length))):
        value, length = zlib.crc32(chunk, value), length - len(chunk)
    return value


def clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
