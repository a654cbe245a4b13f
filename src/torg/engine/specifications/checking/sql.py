"""Small pieces of SQL: texts are always written as literals, names always as quoted names."""

import json
from collections.abc import Callable, Iterable, Mapping

Sql = Callable[[str], str]
"""From the SQL of a text to the SQL of something said about it."""


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in texts)


def matches(x: str, pattern: str) -> str:
    """RE2 over the whole text."""
    return f"regexp_full_match({x}, {literal(pattern)}, 's')"


def where(x: str, pattern: str, found: str) -> str:
    """What is proposed for a text of this pattern; NULL for others."""
    return f"CASE WHEN {matches(x, pattern)} THEN {found} END"


def replaced(x: str, pattern: str, by: str) -> str:
    return f"regexp_replace({x}, {literal(pattern)}, {literal(by)}, 'g')"


def plain_facts(facts: Mapping[str, object]) -> str:
    """Facts that are the same for all rows, as the literal of a JSON text."""
    return literal(json.dumps(dict(facts), ensure_ascii=False, default=str)) if facts else "NULL"


def row_fact(name: str, x: str, facts: Mapping[str, object] | None = None) -> str:
    """One fact that differs by row, and others that do not."""
    constant = "".join(f", {literal(key)}, {_json(value)}" for key, value in (facts or {}).items())
    return f"json_object({literal(name)}, {x}{constant})::VARCHAR"


def _json(value: object) -> str:
    return f"{literal(json.dumps(value, ensure_ascii=False, default=str))}::JSON"
