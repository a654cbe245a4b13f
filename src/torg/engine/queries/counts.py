"""How many rows fit a condition: a version never changes, so a count once made holds."""

from torg.engine.tables import Version

from .query import Query

_MOST = 50_000
_Key = tuple[object, ...]


class Counts:
    def __init__(self) -> None:
        self._counts: dict[_Key, int] = {}

    def known(self, version: Version, query: Query) -> int | None:
        return version.rows if query.where is None else self._counts.get(_key(version, query))

    def remember(self, version: Version, query: Query, count: int) -> None:
        if len(self._counts) >= _MOST:
            self._counts.clear()
        self._counts[_key(version, query)] = count


def _key(version: Version, query: Query) -> _Key:
    return version.table, version.number, query.shape, query.values
