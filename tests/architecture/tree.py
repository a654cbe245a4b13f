"""The source tree as the guards read it: rooms, imports, templates."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "torg"
FLOORS = ("foundation", "engine", "kit", "catalogue", "publishing", "exchange", "serving", "site")
HEIGHT = {
    "foundation": 0,
    "engine": 1,
    "kit": 1,
    "catalogue": 2,
    "publishing": 3,
    "exchange": 4,
    "serving": 4,
    "site": 5,
}
ONE_ROOM = ("serving", "site")
DJANGO_DOORS = ("models", "actions", "queries", "slots")


def sources(*, tests: bool = False) -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts and (tests or "tests" not in path.parts):
            yield path


def room_of(path: Path) -> str:
    """``engine.tables`` for a file in that room; ``serving`` for a floor that is one room."""
    parts = path.relative_to(SOURCE).parts
    if len(parts) == 1:
        return ""
    if parts[0] in ONE_ROOM or len(parts) == 2:
        return parts[0] if parts[0] in ONE_ROOM else f"{parts[0]}.{Path(parts[1]).stem}"
    return f"{parts[0]}.{parts[1]}"


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every ``torg`` module or member a file imports from another place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("torg"):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("torg"))


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


@cache
def offered(room: str) -> frozenset[str]:
    """The names a room's door offers: its ``__all__``."""
    door = SOURCE.joinpath(*room.split("."), "__init__.py")
    if not door.exists():
        return frozenset()
    for node in ast.parse(door.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return frozenset()
