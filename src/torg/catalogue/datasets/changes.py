"""What a version changed, in sentences: what was noticed when it was published, else how many rows it has more."""

from torg.kit.components import plural, text

from .models import TableVersion
from .treatment import said


def changes(row: TableVersion, before: TableVersion | None) -> tuple[str, ...]:
    """``before`` is the version it follows; None for the first."""
    if before is None:
        return (str(text("First version")),)
    noticed = tuple(dict.fromkeys(said(notice) for notice in row.report.get("notices", ())))
    return noticed or (_rows(_count(row) - _count(before)),)


def _rows(more: int) -> str:
    if more > 0:
        return str(plural("{count} row more", "{count} rows more", more))
    if more < 0:
        return str(plural("{count} row less", "{count} rows less", -more))
    return str(text("As many rows as before, with other values"))


def _count(row: TableVersion) -> int:
    return sum(part["rows"] for part in row.manifest["parts"])
