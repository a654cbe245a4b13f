"""Compares what a reader found in a file, field by field, with what a person wrote down after looking at it."""

import codecs
import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from real.shared_files import DATA, row_numbers

Entry = dict[str, Any]
GRIDS = {"csv", "xlsx", "xls", "ods"}
SHAPES = {"point", "geometry"}


def readings(entry: Entry) -> list[Entry]:
    """The entry, and the answers its author holds for equally right."""
    plain = {key: value for key, value in entry.items() if key != "equally_right"}
    return [plain, *({**plain, **other} for other in entry.get("equally_right", ()))]


def refusals(entry: Entry) -> set[str]:
    """The codes of the sentences that may refuse the file."""
    return {code for reading in readings(entry) for code in _listed(reading.get("refused", []))}


def disagreements(entry: Entry, report: Any, parts: Path) -> list[str]:
    """One line per field in which ``report`` and the Parquet file in ``parts`` are not what ``entry`` says."""
    every = [_disagreements(reading, report, parts) for reading in readings(entry) if "refused" not in reading]
    return min(every, key=len) if every else [f"it should be refused: {sorted(refusals(entry))}"]


def _disagreements(entry: Entry, report: Any, parts: Path) -> list[str]:
    found = [*_source(entry, report), *_rows(entry, report), *_columns(entry, report), *_said(entry, report)]
    found += _geometry(entry, report)
    if entry.get("values") or entry.get("same_cells"):
        found += _cells(entry, report, pq.read_table(parts / "part-0.parquet"))
    return found


def _source(entry: Entry, report: Any) -> Iterator[str]:
    yield from _differ("format", entry["format"], report.format)
    if "encoding" in entry:
        wanted = _listed(entry["encoding"])
        if report.encoding is None or _codec(report.encoding) not in {_codec(name) for name in wanted}:
            yield f"encoding: expected {wanted}, got {report.encoding}"
    if "delimiter" in entry:
        yield from _differ("delimiter", entry["delimiter"], report.dialect and report.dialect.delimiter)
    if "layer" in entry:
        yield from _differ("chosen layer", entry["layer"], report.layer)
    if "layers" in entry:
        yield from _differ("layers", entry["layers"], [layer.name for layer in report.layers])
    if "hidden" in entry:
        yield from _differ("hidden layers", entry["hidden"], [layer.name for layer in report.layers if layer.hidden])
    if "header_rows" in entry:
        yield from _differ("header rows", entry["header_rows"], list(report.header_rows))


def _codec(name: str) -> str:
    found = codecs.lookup(name).name
    return "utf-8" if found in {"ascii", "utf-8-sig"} else found  # a mark at the start is no other alphabet


def _rows(entry: Entry, report: Any) -> Iterator[str]:
    yield from _differ("rows", entry["rows"], report.rows)
    gone = [out for out in report.left_out if out.rows]
    wanted = {kind: row_numbers(rows) for kind, rows in entry.get("left_out", {}).items()}
    for kind in ("total", "note"):
        named = {row for out in gone if kind in out.code for row in out.rows}
        if missing := wanted.get(kind, set()) - named:
            yield f"left out as {kind}: expected rows {sorted(missing)}, got {sorted(named)}"
    said = {row for out in gone for row in out.rows}
    all_wanted = set().union(*wanted.values()) if wanted else set()
    if missing := all_wanted - said:
        yield f"left out: rows {sorted(missing)[:10]} are not said to be left out"
    if extra := said - all_wanted - row_numbers(entry.get("trailing_blank", [])):
        yield f"left out: rows {sorted(extra)[:10]} should be in the table"


def _columns(entry: Entry, report: Any) -> Iterator[str]:
    columns = report.columns
    if "columns" in entry:
        columns = [column for column in columns if not _is_extra(column, entry, report)]
        yield from _labels(list(entry["columns"]), [column.label for column in columns])
    for label, wanted in {**entry.get("columns", {}), **entry.get("columns_some", {})}.items():
        column = _column(label, columns)
        if column is not None and column.type not in _listed(wanted):
            yield f"column {label!r}: expected {wanted}, got {column.type}"
    for label in entry.get("columns_some", {}):
        if _column(label, columns) is None:
            yield f"columns: {label!r} is missing"
    for label, unit in entry.get("units", {}).items():
        column = _column(label, columns)
        if column is not None and column.unit not in _listed(unit):
            yield f"unit of {label!r}: expected {unit}, got {column.unit}"


def _labels(expected: list[str], got: list[str]) -> Iterator[str]:
    wanted = [
        got[place] if place < len(got) and want == f"~{place + 1}" else want for place, want in enumerate(expected)
    ]
    if missing := [label for label in wanted if label not in got]:
        yield f"columns: {missing} are missing"
    if extra := [label for label in got if label not in wanted]:
        yield f"columns: {extra} should not be there"
    if not missing and not extra and wanted != got:
        yield f"columns: expected the order {wanted}, got {got}"


def _is_extra(column: Any, entry: Entry, report: Any) -> bool:
    """Columns a right reader may add: those named, the shape of a feature, and positions worked out from a grid."""
    if column.label in entry["columns"]:
        return False
    if column.label in entry.get("may_have", ()):
        return True
    if column.type in SHAPES:
        return entry["format"] not in GRIDS
    worked_out = any(step.code == "pos.grid" for step in report.steps)
    return worked_out and column.name in {"longitude", "latitude"}


def _column(label: str, columns: Any) -> Any:
    if label.startswith("~") and label[1:].isdigit():
        return next(iter(columns[int(label[1:]) - 1 :]), None)
    return next((column for column in columns if column.label == label), None)


def _said(entry: Entry, report: Any) -> Iterator[str]:
    asked = {question.code for question in report.questions}
    if missing := set(entry.get("questions", ())) - asked:
        yield f"questions: {sorted(missing)} should be asked"
    if extra := asked - set(entry.get("questions", ())) - set(entry.get("may_ask", ())):
        yield f"questions: {sorted(extra)} need not be asked"
    told = {(problem.row, problem.column, problem.value) for problem in report.problems}
    for row, column, value in entry.get("odd", ()):
        label = getattr(_column(column, report.columns), "label", column)
        if not any((row, label) == (there, name) and value in (None, was) for there, name, was in told):
            yield f"odd cell: row {row}, {column!r}, {value!r} is not told"
    for row in entry.get("odd_rows", ()):
        if row not in {problem.row for problem in report.problems}:
            yield f"odd row: nothing is told about row {row}"
    if "mentions" in entry and not _tells_of_file(report):
        yield f"the {entry['mentions']} text that is no data is not mentioned"


def _tells_of_file(report: Any) -> bool:
    said = [*report.steps, *report.problems, *report.left_out]
    return any(one.code.split(".")[0] in {"file", "json", "text"} for one in said)


def _geometry(entry: Entry, report: Any) -> Iterator[str]:
    wanted = entry.get("geometry")
    if not wanted:
        return
    if wanted == "none":
        yield from _differ("geometry", None, report.geometry)
        return
    if report.geometry is None:
        yield f"geometry: expected {wanted}, got none"
        return
    if "kind" in wanted and report.geometry.kind not in _listed(wanted["kind"]):
        yield f"geometry kind: expected {wanted['kind']}, got {report.geometry.kind}"
    bounds, near = wanted.get("bounds") or wanted.get("bounds about"), wanted.get("tolerance", 0.01)
    if bounds and not _is_near(bounds, report.geometry.bounds, near):
        yield f"geometry bounds: expected about {bounds}, got {report.geometry.bounds}"
    if wanted.get("crs", "EPSG:4326") != "EPSG:4326" and "pos.grid" not in {step.code for step in report.steps}:
        yield f"geometry: positions in {wanted['crs']}, but no step says that they were converted"


def _is_near(wanted: list[float], got: Any, near: float) -> bool:
    return got is not None and all(abs(a - b) <= near for a, b in zip(wanted, got, strict=True))


def _cells(entry: Entry, report: Any, table: pa.Table) -> Iterator[str]:
    numbers = table["_row"].to_pylist()
    places = {row: place for place, row in enumerate(numbers)}
    if entry["format"] not in GRIDS:
        places = {count: places[row] for count, row in enumerate(sorted(numbers), 1)}
    kinds = {**entry.get("columns", {}), **entry.get("columns_some", {})}
    for row, label, value in entry.get("values", ()):
        column = _column(label, report.columns)
        if column is None:
            continue  # told above
        if row not in places:
            yield f"value in row {row}, {label!r}: the row is missing"
            continue
        got = table[column.name][places[row]].as_py()
        if not _is_same(value, got, loosely=isinstance(kinds.get(label), list)):
            yield f"value in row {row}, {label!r}: expected {value!r}, got {got!r}"
    if "same_cells" in entry:
        yield from _twin(DATA / entry["same_cells"], report, table, places)


def _twin(path: Path, report: Any, table: pa.Table, places: dict[int, int]) -> Iterator[str]:
    """Every cell must be what the publisher's own cleaned file (plain numbers, plain commas) has in that place."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *body = csv.reader(file)
    for index, label in enumerate(head):
        column = _column(label, report.columns)
        got = table[column.name].to_pylist() if column is not None else []
        for row, cells in enumerate(body, 2):
            if column is not None and not _is_as_written(cells[index], got[places[row]]):
                yield f"row {row}, {label!r}: the clean file has {cells[index]!r}, got {got[places[row]]!r}"
                return


def _is_as_written(text: str, got: Any) -> bool:
    if not text or got is None:
        return not text and got is None
    return got == text if isinstance(got, str) else Decimal(text) == got


def _is_same(wanted: Any, got: Any, *, loosely: bool = False) -> bool:
    if isinstance(wanted, dict):
        point = shapely.from_wkb(got) if isinstance(got, bytes) else None
        return point is not None and _is_near(wanted["point"], (point.x, point.y), 1e-9)
    if isinstance(wanted, str) and wanted.startswith("~"):
        return isinstance(got, str) and got.startswith(wanted[1:])
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool) and isinstance(got, Decimal):
        return Decimal(repr(wanted)) == got
    if loosely and type(wanted) is not type(got):
        return str(wanted) == _plain(got) if got is not None else wanted is None
    plain = _plain(got)
    return plain == wanted and isinstance(plain, bool) == isinstance(wanted, bool)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value.tzinfo is not None
        return (value.astimezone(UTC) if aware else value).isoformat().replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _differ(what: str, wanted: object, got: object) -> Iterator[str]:
    if wanted != got:
        yield f"{what}: expected {wanted!r}, got {got!r}"
