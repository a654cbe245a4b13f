"""What a person answered: how a column is to be read, which rows are kept, which alterations are undone."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from torg.foundation.problems import refuse

TYPES = ("text", "number", "integer", "boolean", "date", "datetime", "time", "year", "point")
ORDERS = ("DMY", "MDY", "YMD")
NO_SYSTEM = "none"
"""The answer that positions stay the numbers they are."""

MOST_COLUMNS = 5_000
MOST_ROWS = 10_000
LAST_ROW = 1 << 40
LONGEST_HEADING = 4_000
LONGEST_NAME = 200
LONGEST_TEXT = 2 << 20

Json = Mapping[str, Any]


@dataclass(frozen=True)
class ColumnAnswer:
    """Of one column, named by its heading in the file; what is None was not answered.

    ``as_type`` text keeps the column to the letter. ``order`` is of day and month, ``decimal`` the decimal sign.
    ``bare`` tells what a number without % means among percentages, ``first`` whether north or east stands first in
    a cell with a position. ``system`` names a grid or is ``none``; ``swap`` tells whether north and east are
    exchanged. ``spaces`` and ``missing`` are ``kept`` where spaces around the text, or marks for no value, stay.
    ``name`` is another heading.
    """

    as_type: str | None = None
    order: str | None = None
    decimal: str | None = None
    bare: str | None = None
    first: str | None = None
    system: str | None = None
    swap: bool | None = None
    spaces: str | None = None
    missing: str | None = None
    name: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether the column is to stay text, whatever its values look like."""
        return self.as_type == "text" or self.spaces is not None or self.missing is not None

    @property
    def forced(self) -> str | None:
        """The type the column is to have even where too few values are of it."""
        return None if self.is_text else self.as_type

    def as_json(self) -> dict[str, Any]:
        return _told(self)


UNANSWERED = ColumnAnswer()


@dataclass(frozen=True)
class Answers:
    """``header_row`` is a row of the file, 0 where there are no headings; ``kept_rows`` are rows not to leave out.

    ``second_table`` is ``together`` where what looks like a second table belongs to the first, ``apart`` where not.
    """

    layer: str | None = None
    encoding: str | None = None
    letters: str | None = None
    header_row: int | None = None
    kept_rows: tuple[int, ...] = ()
    kept_kinds: tuple[str, ...] = ()
    second_table: str | None = None
    columns: Mapping[str, ColumnAnswer] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Only what was answered."""
        columns = {label: answer.as_json() for label, answer in self.columns.items()}
        return _told(replace(self, columns={})) | ({"columns": columns} if columns else {})

    @classmethod
    def from_json(cls, told: object) -> "Answers":
        """Raises Refusal for anything but answers: ``told`` may come from anybody."""
        found = _read(told, _OF_THE_FILE, "")
        return cls(**found)

    @classmethod
    def from_text(cls, text: str | bytes) -> "Answers":
        """From the text of a JSON object, as it comes in a file or in a form."""
        if len(text) > LONGEST_TEXT:
            raise refuse("answer.long", limit=LONGEST_TEXT >> 20)
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            raise refuse("answer.no_json") from None
        return cls.from_json(told)

    def changed(self, change: Json) -> "Answers":
        """With a change as a report proposes it: null takes an answer back, rows are added (``left_rows``: removed)."""
        told = self.as_json()
        rows, kinds = set(self.kept_rows), set(self.kept_kinds)
        change = dict(_object(change, ""))
        left = Answers.from_json({"kept_rows": change.pop("left_rows", []), "kept_kinds": change.pop("left_kinds", [])})
        more = Answers.from_json({name: change.get(name) for name in ("kept_rows", "kept_kinds")})
        told = _merged(told, change)
        told["kept_rows"] = sorted((rows | set(more.kept_rows)) - set(left.kept_rows))
        told["kept_kinds"] = sorted((kinds | set(more.kept_kinds)) - set(left.kept_kinds))
        return Answers.from_json(told)

    def lasting(self) -> "Answers":
        """What holds for the next file too: numbers of single rows do not, they are of this one."""
        return replace(self, kept_rows=())

    def __bool__(self) -> bool:
        return bool(self.as_json())


NOTHING_SAID = Answers()


def _told(answer: Any) -> dict[str, Any]:
    found = {each.name: getattr(answer, each.name) for each in fields(answer)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value not in (None, (), {})
    }


def _merged(told: dict[str, Any], change: Json) -> dict[str, Any]:
    """Objects are merged, everything else is replaced, null takes away."""
    found = dict(told)
    for name, value in change.items():
        if value is None:
            found.pop(name, None)
        elif isinstance(value, dict):
            before = found.get(name)
            found[name] = _merged(before if isinstance(before, dict) else {}, value)
        else:
            found[name] = value
    return found


Check = Callable[[Any], Any]
"""Gives the value as we keep it; raises ValueError for one that cannot be."""


def _object(told: object, where: str) -> Json:
    if not isinstance(told, Mapping) or not all(isinstance(name, str) for name in told):
        raise refuse("answer.unreadable", value=where or "…")
    return told


def _read(told: object, checks: Mapping[str, Check], where: str) -> dict[str, Any]:
    found = {}
    for name, value in _object(told, where).items():
        if name not in checks:
            raise refuse("answer.unreadable", value=f"{where}{name}"[:LONGEST_NAME])
        if value is None:
            continue
        try:
            found[name] = checks[name](value)
        except (ValueError, TypeError, OverflowError):
            raise refuse("answer.unreadable", value=f"{where}{name}"[:LONGEST_NAME]) from None
    return found


def _one_of(*values: object) -> Check:
    def check(value: Any) -> Any:
        if not isinstance(value, (str, bool)) or not any(value is one or value == one for one in values):
            raise ValueError
        return value

    return check


def _text(longest: int) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not 0 < len(value.strip()) <= len(value) <= longest:
            raise ValueError
        value.encode()  # half a letter is none
        return value

    return check


def _row(value: Any, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= LAST_ROW:
        raise ValueError
    return value


def _rows(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > MOST_ROWS:
        raise ValueError
    return tuple(sorted({_row(each, 1) for each in value}))


def _kinds(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not set(map(str, value)) <= set(KINDS_OF_ROWS):
        raise ValueError
    return tuple(sorted(set(map(str, value))))


def _columns(value: Any) -> dict[str, ColumnAnswer]:
    told = _object(value, "columns")
    if len(told) > MOST_COLUMNS or any(len(label) > LONGEST_HEADING for label in told):
        raise ValueError
    read = {label: ColumnAnswer(**_read(one, _OF_A_COLUMN, f"{label[:60]}: ")) for label, one in told.items()}
    return {label: answer for label, answer in read.items() if answer != UNANSWERED}


KINDS_OF_ROWS = ("head.again", "row.hidden")
"""Rows of which there may be thousands: they are kept all together."""

ENCODINGS = (
    "utf-8", "windows-1252", "windows-1250", "iso-8859-15", "iso-8859-2", "windows-1257", "windows-1251",
    "windows-1253", "iso-8859-7", "cp850", "cp852", "cp437", "macintosh",
)  # fmt: skip
"""What a file may be read as where a person says that its letters look wrong."""

_OF_A_COLUMN: dict[str, Check] = {
    "as_type": _one_of(*TYPES),
    "order": _one_of(*ORDERS),
    "decimal": _one_of(",", "."),
    "bare": _one_of("percent", "share"),
    "first": _one_of("north", "east"),
    "system": _text(LONGEST_NAME),
    "swap": _one_of(True, False),
    "spaces": _one_of("kept"),
    "missing": _one_of("kept"),
    "name": _text(LONGEST_NAME),
}
_OF_THE_FILE: dict[str, Check] = {
    "layer": _text(LONGEST_HEADING),
    "encoding": _one_of(*ENCODINGS),
    "letters": _one_of("kept"),
    "header_row": _row,
    "kept_rows": _rows,
    "kept_kinds": _kinds,
    "second_table": _one_of("together", "apart"),
    "columns": _columns,
}
