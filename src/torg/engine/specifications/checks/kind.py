"""What a named check is: a class in a folder of its own, with examples that are its test."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..checking.table import Column, Table


@dataclass(frozen=True)
class Example:
    """Rows of texts by column, the rows (from 0) that are wrong, with the parameters of the check.

    ``types`` are of the fields; string where nothing is said.
    """

    parameters: Mapping[str, Any]
    rows: Sequence[Mapping[str, str | None]]
    wrong: tuple[int, ...]
    types: Mapping[str, str] | None = None


class Check:
    """A check writes a problem with ``code`` for each row that is wrong; a row with empty cells is let pass.

    ``also`` are names foreign schemas use. Columns the file does not have are None.
    """

    name: str
    also: tuple[str, ...] = ()
    label: str
    code: str
    examples: tuple[Example, ...]

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        raise NotImplementedError


def columns_of(table: Table, names: Sequence[str]) -> Iterator[Column]:
    """Those of the columns that the file has."""
    for name in names:
        if (column := table.column(name)) is not None:
            yield column


def listed(parameters: Mapping[str, Any], *keys: str) -> list[str]:
    """Names of columns out of parameters, each a name or a list of names."""
    found: list[str] = []
    for key in keys:
        value = parameters.get(key) or []
        found += [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]
    return list(dict.fromkeys(found))


def there(columns: Sequence[Column]) -> str:
    return " AND ".join(f"{column.settled} IS NOT NULL" for column in columns)
