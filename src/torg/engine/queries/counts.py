"""How many rows fit a condition: a version never changes, so a count once made holds."""

import hashlib

from torg.engine.tables import Version

from .query import Query

_MOST = 50_000


class Counts:
    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}

    def known(self, version: Version, query: Query) -> int | None:
        return version.rows if query.where is None else self._counts.get(_key(version, query))

    def remember(self, version: Version, query: Query, count: int) -> None:
        if len(self._counts) >= _MOST:
            self._counts.clear()
        self._counts[_key(version, query)] = count


def _key(version: Version, query: Query) -> bytes:
    """A digest: conditions may be long, and there may be many."""
    asked = repr((version.table, version.number, query.shape, query.values))
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=16).digest()
