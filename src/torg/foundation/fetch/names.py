"""A plain file name out of what a server says: never a path, never a surprise."""

import re
from email.message import Message
from urllib.parse import unquote

_LONGEST = 120


def file_name(disposition: str, path: str) -> str:
    """The name in ``Content-Disposition``, else the last part of the path, else ``download``."""
    for candidate in (_told(disposition), unquote(path.rstrip("/").rpartition("/")[2])):
        name = plain_name(candidate)
        if name:
            return name
    return "download"


def plain_name(name: str) -> str:
    """Without folders, control characters and leading dots; the extension survives where it has to be cut."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(shown) <= _LONGEST:
        return shown
    stem, dot, extension = shown.rpartition(".")
    return f"{stem[: _LONGEST - len(extension) - 1]}{dot}{extension}" if len(extension) <= 10 else shown[:_LONGEST]


def _told(disposition: str) -> str:
    if not disposition:
        return ""
    message = Message()
    message["Content-Disposition"] = disposition.replace("\r", "").replace("\n", "")
    return message.get_filename() or ""
