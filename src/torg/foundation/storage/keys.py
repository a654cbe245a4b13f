"""Keys: a few plain words between slashes, so that no key can leave the storage."""

import re

_KEY = re.compile(r"[\w][\w.-]*(/[\w][\w.-]*)*", re.ASCII)
PARTIAL = ".partial-"
"""Begins the name of a file that is still being written; no key begins with a dot."""


def checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key of the storage: {key!r}")
    return key
