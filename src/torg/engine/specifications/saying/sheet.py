"""The list of problems as CSV, a line each, for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from .report import CheckReport

HEADINGS = ("row", "column", "field", "code", "level", "value", "fix", "sentence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(report: CheckReport) -> Iterator[str]:
    yield _line(HEADINGS)
    for line in report.lines:
        yield _line(tuple(_harmless(getattr(line, name)) for name in HEADINGS))


def _harmless(cell: object) -> object:
    """A cell of a stranger's file must not become a formula in ours; a number stays one."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not cell[1:].replace(".", "").isdigit():
        return "'" + cell
    return cell


def _line(cells: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()
