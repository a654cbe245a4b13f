"""What the page "This is what we found" shows, as values: it knows no codes, the report says what can be undone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from torg.kit.components import Cell, Head, text

from .layers import Layers, layers
from .models import Draft

LISTED = 30
_PLACED = ("latitude", "longitude", "geometry")
"""Positions are undone as a whole, by the step that made them."""
EXAMPLES = 2
_WRITTEN = ("csv", "ods", "xls", "xlsb", "xlsx")
"""Formats in which people write headings into a row; in the others the names of columns are given."""

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """Something done or left out. ``key`` names the button that undoes it, empty where there is none.

    ``ways`` are other ways to do it, each with its own button; ``column`` is the label of the one where it can be seen.
    """

    words: str
    key: str = ""
    ways: tuple["Line", ...] = ()
    column: str = ""


@dataclass(frozen=True)
class Doubt:
    """A question and its answers: the words of each and the key of its button, the proposed one first."""

    words: str
    answers: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Values of one cause; ``rows`` are numbers of their own file."""

    words: str
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class ColumnLine:
    """A column: how it is called, examples, what we understood; ``plain`` where it stands as in the file anyway.

    ``key`` is its heading as the file has it.
    """

    number: int
    head: Head
    examples: str
    note: str
    plain: bool
    key: str = ""


@dataclass(frozen=True)
class Found:
    rows: int
    columns: tuple[ColumnLine, ...]
    tables: Layers
    headings: tuple[int, ...]
    written: bool
    done: tuple[Line, ...]
    decided: tuple[Line, ...]
    left: tuple[Line, ...]
    doubts: tuple[Doubt, ...]
    groups: tuple[Group, ...]
    problems: int
    emptied: int
    """Values that do not fit their column; other problems are about the list as a whole and take nothing away."""
    news: tuple[str, ...]

    @property
    def checked(self) -> bool:
        return not self.problems and not self.doubts


def found(draft: Draft) -> Found:
    report = draft.report or {}
    steps = list(enumerate(report["steps"]))
    ruled = set(draft.followed.get("kept", ()))
    decided = [one for one in steps if one[1]["code"].startswith("answer.") and _of(one[1]) not in ruled]
    return Found(
        rows=report["rows"],
        columns=tuple(_column(number, one) for number, one in enumerate(report["columns"])),
        tables=layers(draft),
        headings=tuple(report["header_rows"]),
        written=report["format"] in _WRITTEN,
        done=tuple(
            _line("step", number, _as_the_rules_say(one) if _of(one) in ruled else one)
            for number, one in steps
            if (number, one) not in decided
        ),
        decided=tuple(_line("step", number, one) for number, one in decided),
        left=tuple(_line("left", number, one, "why") for number, one in enumerate(report["left_out"])),
        doubts=tuple(_doubt(number, one) for number, one in enumerate(report["questions"])),
        groups=tuple(_groups(report["problems"])),
        problems=report["problem_count"],
        emptied=report["problem_count"] - sum(1 for one in report["problems"] if not one.get("row")),
        news=tuple(one["sentence"] for one in report["notices"] if one["code"] != "publish.further"),
    )


def _of(step: Told) -> str:
    """The column that an answer is about; what the rules decide is taken back with the rules."""
    return str((step.get("facts") or {}).get("of") or "") if step["code"].startswith("answer.") else ""


def _as_the_rules_say(step: Told) -> Told:
    words = text("“{column}” stays text, as the rules for such lists say.", column=step.get("column") or _of(step))
    return {**step, "undo": None, "sentence": str(words)}


def change_of(draft: Draft, key: str) -> tuple[str, Told] | None:
    """What a button means, in words and as a change of the answers; None for one that the report does not have."""
    kind, _, place = key.partition("-")
    numbers = [int(part) for part in place.split("-") if part.isdecimal() and len(part) < 6]
    report = draft.report or {}
    try:
        match kind, numbers:
            case "step", [number]:
                one = report["steps"][number]
                return _undone(one["sentence"], one.get("undo"))
            case "left", [number]:
                one = report["left_out"][number]
                return _undone(one["why"], one.get("undo"))
            case "doubt", [number, chosen]:
                one, way = report["questions"][number], report["questions"][number]["answers"][chosen]
                return f"{one['sentence']} {way['label']}", way["answer"]
            case "text", [number]:
                column = report["columns"][number]
                change = {"columns": {column.get("key") or column["label"]: {"as_type": "text"}}}
                return f"“{column['label']}”: {text('as it stands in the file')}", change
            case "other", [number, chosen]:
                one, way = report["steps"][number], report["steps"][number]["answers"][chosen]
                return f"{one['sentence']} {way['label']}", way["answer"]
    except (IndexError, KeyError):
        pass
    return None


def _undone(words: str, change: Told | None) -> tuple[str, Told] | None:
    return (str(text("Undone: {words}", words=words)), change) if change else None


def _line(kind: str, number: int, said: Told, words: str = "sentence") -> Line:
    ways = said.get("answers") or ()
    others = tuple(Line(way["label"], f"other-{number}-{chosen}") for chosen, way in enumerate(ways))
    return Line(said[words], f"{kind}-{number}" if said.get("undo") else "", others, said.get("column") or "")


def _doubt(number: int, said: Told) -> Doubt:
    ways = said.get("answers") or ()
    return Doubt(
        said["sentence"], tuple(Line(way["label"], f"doubt-{number}-{chosen}") for chosen, way in enumerate(ways))
    )


def _column(number: int, said: Told) -> ColumnLine:
    head = Head(said["label"] or said["name"], said["type"], said["unit"])
    given = said["type"] == "string" or _role(said) in _PLACED
    role = _role(said)
    known = str(text(role.replace("_", " "))) if role and role != said["type"] else ""
    examples = " / ".join(_example(one, said["type"]) for one in said["examples"][:EXAMPLES] if one)
    return ColumnLine(number, head, examples, known, given, said.get("key") or head.label)


def _role(said: Told) -> str:
    return said["role"] or ""


def _example(written: str, kind: str) -> str:
    """Examples are kept as JSON would write them."""
    if kind == "boolean":
        return str(text("yes") if written == "true" else text("no"))
    return written.replace("T", " ")[:16] if kind == "datetime" else written[:60]


def _groups(problems: list[Told]) -> Iterator[Group]:
    """One cause in one column is one line, told by its first value."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in problems:
        groups.setdefault((one["code"], one.get("column") or ""), []).append(one)
    for group in groups.values():
        rows = tuple(one["row"] for one in group if one.get("row"))
        yield Group(group[0]["sentence"], rows[:LISTED], len(group))


@dataclass(frozen=True)
class Sample:
    """First rows and map, made when the file was read."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    names: int
    drawing: Mapping[str, Any] | None
    places: int
    sampled: bool


def sample(draft: Draft) -> Sample:
    kept = draft.preview or {}
    return Sample(
        heads=tuple(Head(**_known(Head, one)) for one in kept["heads"]),
        rows=tuple(tuple(Cell(**_known(Cell, one)) for one in row) for row in kept["rows"]),
        names=kept["names"],
        drawing=kept["drawing"],
        places=kept["places"],
        sampled=kept["sampled"],
    )


def _known(kind: type, kept: Told) -> dict[str, Any]:
    """Of what was kept by another release of ours, what this one knows."""
    return {name: kept[name] for name in kind.__dataclass_fields__ if name in kept}  # type: ignore[attr-defined]
