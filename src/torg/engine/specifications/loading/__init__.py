"""Loading: our own YAML, Table Schema and CSVW become one value; what is wrong is told with file and line."""

from pathlib import Path

from torg.foundation.problems import refuse
from torg.foundation.shipped import shipped

from ..model import Specification
from .blocks import Blocks
from .csvw import csvw
from .marked import Faults, Mapped
from .own import own
from .sound import sound
from .table_schema import table_schema
from .text import file_text, marked

__all__ = ["load", "parse"]

_STANDARD = ("$schema", "primaryKey", "missingValues", "foreignKeys", "custom_checks", "title", "fieldsMatch")
"""Keys by which a Table Schema is told from our own format."""


def load(source: Path | str, name: str = "specification.yaml") -> Specification:
    """From a file, or from a text that is called ``name`` in sentences. Which of the three it is, the content tells.

    Raises Refusal with all that is wrong.
    """
    if isinstance(source, str):
        return parse(source, name)
    beside = source.resolve().parent.parent.parent / "_blocks"
    return parse(file_text(source), source.name, blocks=(beside,))


def parse(text: str, name: str, *, blocks: tuple[Path, ...] = ()) -> Specification:
    """``name`` is what the file is called in sentences; ``blocks`` are folders of blocks beside the shipped ones."""
    node = marked(text, name)
    if not isinstance(node, Mapped):
        raise refuse("spec.nothing", file=name, line=1)
    faults = Faults()
    kind = _kind(node, text, name)
    if kind == "own":
        specification, placed, entries = own(node, name, Blocks((*blocks, _shipped_blocks()), faults))
    else:
        specification, placed, entries = (csvw if kind == "csvw" else table_schema)(node, name, faults)
    sound(specification, placed, entries, own=kind == "own")
    faults.speak()
    return specification


def _shipped_blocks() -> Path:
    return shipped("specifications") / "_blocks"


def _kind(node: Mapped, text: str, name: str) -> str:
    keys = node.entries
    if "tableSchema" in keys or "tables" in keys:
        return "csvw"
    if "fields" in keys and (any(key in keys for key in _STANDARD) or (_is_json(text) and "id" not in keys)):
        return "table-schema"
    if "fields" not in keys and ("properties" in keys or "$defs" in keys):
        raise refuse("spec.nested", file=name, line=node.line)
    if "resources" in keys and "fields" not in keys:
        return "table-schema"
    return "own"


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")
