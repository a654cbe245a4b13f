"""Which rooms there are: the package tree is scanned by file name, nothing is imported."""

from functools import cache
from pathlib import Path

_HOUSE = Path(__file__).parent.parent


@cache
def rooms_with(file: str) -> tuple[str, ...]:
    """Dotted names of the rooms that hold a file, lower floors first (``torg.kit.jobs``)."""
    found = [path.parent.relative_to(_HOUSE.parent) for path in _HOUSE.glob(f"*/*/{file}")]
    return tuple(".".join(path.parts) for path in sorted(found, key=lambda path: (_floor(path.parts[1]), path)))


def folder(room: str) -> Path:
    return _HOUSE.parent.joinpath(*room.split("."))


def _floor(name: str) -> int:
    floors = ("foundation", "engine", "kit", "catalogue", "publishing", "community", "serving", "exchange", "site")
    return floors.index(name) if name in floors else len(floors)
