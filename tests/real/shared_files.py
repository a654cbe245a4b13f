"""Where the shared folder of real files lies, and what was written down about them by hand."""

import os
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("TORG_SHARED") or HERE.parents[2] / "shared")
DATA = SHARED / "data"
FOR_LATER = ("catalogues", "suites")
TRACES = ("-wal", "-shm", ".DS_Store")
"""Left beside a GeoPackage, or in a folder, by whoever looked at it with another program."""

KNOWN = {
    "path", "format", "encoding", "delimiter", "layer", "layers", "hidden", "header_rows", "rows", "left_out",
    "trailing_blank", "columns", "columns_some", "units", "may_have", "values", "odd", "odd_rows", "geometry",
    "questions", "may_ask", "same_cells", "mentions", "refused", "equally_right", "further", "why",
}  # fmt: skip


def expectations() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for file in sorted(HERE.glob("expectations_*.yaml")):
        found += yaml.safe_load(file.read_text(encoding="utf-8")) or []
    return found


def real_files() -> set[str]:
    """Every file of the shared folder that a person could hand in as a table."""
    paths = (path for path in DATA.rglob("*") if path.is_file() and path.parent != DATA)
    inside = (path.relative_to(DATA) for path in paths)
    return {path.as_posix() for path in inside if path.parts[0] not in FOR_LATER and not path.name.endswith(TRACES)}


def row_numbers(ranges: object) -> set[int]:
    """``[51, "44-46"]`` as the rows it names."""
    numbers: set[int] = set()
    for part in ranges if isinstance(ranges, list) else [ranges]:
        first, _, last = str(part).partition("-")
        numbers |= set(range(int(first), int(last or first) + 1))
    return numbers
