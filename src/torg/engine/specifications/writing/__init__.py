"""Writing: a specification for machines (Table Schema, JSON Schema, CSVW) and as a spreadsheet to fill in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..model import Specification
from .csvw import csvw
from .json_schema import json_schema
from .ods import ods
from .own import own_text
from .table_schema import table_schema

__all__ = ["KINDS", "MachineForm", "machine_form", "own_text"]


@dataclass(frozen=True)
class MachineForm:
    """``file_name`` is what a download is called."""

    content: bytes
    media_type: str
    file_name: str


@dataclass(frozen=True)
class _Kind:
    suffix: str
    media_type: str
    write: Callable[[Specification, str], bytes]


def _xlsx(specification: Specification, language: str) -> bytes:
    from .xlsx import xlsx  # loaded when used: no page needs the library that writes workbooks

    return xlsx(specification, language)


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: Mapping[str, _Kind] = {
    "table-schema": _Kind("table-schema.json", "application/json", table_schema),
    "json-schema": _Kind("schema.json", "application/schema+json", json_schema),
    "csvw": _Kind("csv-metadata.json", "application/csvm+json", csvw),
    "xlsx": _Kind("xlsx", _WORKBOOK, _xlsx),
    "ods": _Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", ods),
}
KINDS = tuple(_KINDS)


def machine_form(specification: Specification, kind: str, language: str = "en") -> MachineForm:
    """``kind`` is one of KINDS; titles and the template are in ``language``, English where it has no words."""
    found = _KINDS[kind]
    name = f"{specification.id}-{specification.version}"
    if kind in ("xlsx", "ods"):
        name += f".{language}"
    return MachineForm(found.write(specification, language), found.media_type, f"{name}.{found.suffix}")
