"""Data specifications: say once what a good list looks like, recognise it, check every file against it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .apart import check_apart
    from .collection import library
    from .found import ColumnSample, Likeness, Verdict
    from .handing_back import plain_verdict, read_verdict
    from .loading import load, parse
    from .model import Field, Specification
    from .recognising import Learned, match, recognise
    from .saying import CheckReport, page, report_of, sheet
    from .writing import machine_form, own_text

__all__ = [
    "CheckReport", "ColumnSample", "Field", "Learned", "Likeness", "Specification", "Verdict", "check_apart", "library",
    "load", "machine_form", "match", "own_text", "page", "parse", "plain_verdict", "read_verdict", "recognise",
    "report_of", "sheet",
]  # fmt: skip

_PLACES = {
    "CheckReport": "saying",
    "ColumnSample": "found",
    "Field": "model",
    "Learned": "recognising",
    "Likeness": "found",
    "Specification": "model",
    "Verdict": "found",
    "check_apart": "apart",
    "library": "collection",
    "load": "loading",
    "machine_form": "writing",
    "match": "recognising",
    "own_text": "writing",
    "page": "saying",
    "parse": "loading",
    "plain_verdict": "handing_back",
    "read_verdict": "handing_back",
    "recognise": "recognising",
    "report_of": "saying",
    "sheet": "saying",
}


def __getattr__(name: str) -> Any:
    """Loaded when used: a page that shows a verdict needs no reader of YAML, and none needs DuckDB."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
