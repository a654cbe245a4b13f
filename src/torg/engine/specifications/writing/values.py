"""Values of a specification as JSON has them, and texts in the reader's language."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from ..model import Field, Words


def as_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def said(words: Words, language: str) -> str | None:
    """In the language, else in English, else in whichever there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), None)


def filled(**members: Any) -> dict[str, Any]:
    """Without what is not there; a name's last underscore keeps it apart from a word of Python."""
    return {name.rstrip("_"): value for name, value in members.items() if value not in (None, "", [], {}, ())}


def typed(field: Field, written: str | None) -> Any:
    """A limit or word of a list: a number where the field holds numbers, else the text."""
    if written is None:
        return None
    if field.type == "boolean" and written in (*field.form.true_values, *field.form.false_values):
        return written in field.form.true_values
    return number(written) if field.type in ("integer", "number", "year") else written


def number(written: str) -> int | float | str:
    try:
        found = Decimal(written)
    except InvalidOperation:
        return written
    if not found.is_finite():
        return written
    return int(found) if found == found.to_integral_value() and abs(found) < 10**15 else float(found)
