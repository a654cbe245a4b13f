"""What a dataset covers, told by its data: the box around its places, the first and the last of its days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from torg.engine.tables import Column, Version

# Dates outside are typing errors or marks such as 1900-01-01 and 2099-12-31, which would make nonsense of a period.
_EARLIEST, _LATEST = date(1901, 1, 1), date(2098, 12, 31)


@dataclass(frozen=True)
class Coverage:
    bounds: tuple[float, float, float, float] | None
    covers_from: date | None
    covers_to: date | None


def coverage(versions: Iterable[Version]) -> Coverage:
    versions = list(versions)
    boxes = [version.geometry.bounds for version in versions if version.geometry and version.geometry.bounds]
    days = sorted(day for version in versions for column in version.columns for day in _days(column))
    return Coverage(
        bounds=(
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        if boxes
        else None,
        covers_from=days[0] if days else None,
        covers_to=days[-1] if days else None,
    )


def _days(column: Column) -> list[date]:
    if column.type not in ("date", "datetime", "year") or not column.min or not column.max:
        return []
    if column.type == "year":
        days = [date(int(column.min), 1, 1), date(int(column.max), 12, 31)]
    else:
        days = [date.fromisoformat(column.min[:10]), date.fromisoformat(column.max[:10])]
    return days if all(_EARLIEST <= day <= _LATEST for day in days) else []
