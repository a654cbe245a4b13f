"""A metadata profile: a table of classes and properties, read from ``profiles/<profile>/profile.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PROFILES = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Property:
    """``card`` is as in DCAT-AP (``1..*``); ``type`` is the class an address stands for, said beside it."""

    field: str
    path: str
    written: str
    card: str
    type: str = ""

    @property
    def needed(self) -> bool:
        return self.card.startswith("1")


@dataclass(frozen=True)
class Shape:
    """``types`` are all classes a record is said to be of: shapes do not know that one follows from the other."""

    types: tuple[str, ...]
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Profile:
    name: str
    label: str
    prefixes: Mapping[str, str]
    shapes: Mapping[str, Shape]


@cache
def profile(name: str) -> Profile:
    table = yaml.safe_load((PROFILES / name / "profile.yaml").read_text(encoding="utf-8"))
    prefixes = table["prefixes"]
    shapes = {record: _shape(prefixes, rows) for record, rows in table["classes"].items()}
    return Profile(table["name"], table["label"], prefixes, shapes)


def _shape(prefixes: Mapping[str, str], rows: Mapping[str, object]) -> Shape:
    fields: Mapping[str, Mapping[str, str]] = rows["fields"]  # type: ignore[assignment]
    properties = (
        Property(name, _full(prefixes, row["path"]), row["as"], row["card"], _full(prefixes, row.get("type", "")))
        for name, row in fields.items()
    )
    told = rows["type"]
    types = told if isinstance(told, list) else [told]
    return Shape(tuple(_full(prefixes, name) for name in types), tuple(properties))


def _full(prefixes: Mapping[str, str], short: str) -> str:
    prefix, _, rest = short.partition(":")
    return prefixes[prefix] + rest if short else ""
