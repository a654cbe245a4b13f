"""A draft as a form shows it: the entries of its text, one column at a time, and back to text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torg.foundation.problems import refuse

from .as_written import read, written
from .asking import LANGUAGES

CONSTRAINTS = ("minimum", "maximum", "pattern", "max_length")


@dataclass(frozen=True)
class Entry:
    """A line of the list of columns: a column, or a building block that stands for several."""

    at: int
    name: str
    label: str
    level: str
    block: bool


def entries(text: str, language: str) -> list[Entry]:
    return [_entry(at, one, language) for at, one in enumerate(_fields(read(text)))]


def column(text: str, at: int | None) -> dict[str, str]:
    """The values of the form for one column; those of a new one where ``at`` is None."""
    plain = read(text)
    fields = _fields(plain)
    if at is not None and not (0 <= at < len(fields) and "block" not in fields[at]):
        raise refuse("rules.column")
    one: dict[str, Any] = fields[at] if at is not None else {}
    constraints = one.get("constraints") or {}
    return {
        "name": str(one.get("name", "")),
        "type": str(one.get("type", "string")),
        "level": str(one.get("level", "optional")),
        "example": _shown(one.get("example")),
        "unit": _shown(one.get("unit")),
        "unique": "yes" if str(constraints.get("unique")).lower() in ("true", "yes") else "",
        "words": "\n".join(_words(plain, one)),
        **{f"label_{code}": str((one.get("labels") or {}).get(code, "")) for code in LANGUAGES},
        **{f"about_{code}": str((one.get("descriptions") or {}).get(code, "")) for code in LANGUAGES},
        **{f"aliases_{code}": ", ".join(map(str, (one.get("aliases") or {}).get(code, ()))) for code in LANGUAGES},
        **{name: _shown(constraints.get(name)) for name in CONSTRAINTS},
    }


def with_column(text: str, at: int | None, said: Mapping[str, str]) -> str:
    """The text with the column as the form says; what the form does not show stays as it was."""
    plain = read(text)
    fields = _fields(plain)
    if at is not None and not (0 <= at < len(fields) and "block" not in fields[at]):
        raise refuse("rules.column")
    one: dict[str, Any] = dict(fields[at]) if at is not None else {}
    one["name"] = said.get("name", "").strip()
    one["type"], one["level"] = said.get("type", "string"), said.get("level", "optional")
    _put_languages(one, said)
    _put(one, "aliases", _lists(one, "aliases", said, "aliases_"))
    _put(one, "example", said.get("example", "").strip())
    _put(one, "unit", said.get("unit", "").strip())
    _put(one, "constraints", _constraints(one, said))
    _put_words(plain, one, said.get("words", ""))
    plain["fields"] = [*fields, one] if at is None else [one if n == at else other for n, other in enumerate(fields)]
    return written(plain)


def without_column(text: str, at: int) -> str:
    plain = read(text)
    plain["fields"] = [one for n, one in enumerate(_fields(plain)) if n != at]
    return written(plain)


def moved_up(text: str, at: int) -> str:
    plain = read(text)
    fields = list(_fields(plain))
    if 0 < at < len(fields):
        fields[at - 1], fields[at] = fields[at], fields[at - 1]
    plain["fields"] = fields
    return written(plain)


def about(text: str) -> dict[str, str]:
    plain = read(text)
    return {
        "version": str(plain.get("version", "")),
        "key": ", ".join(map(str, plain.get("key") or ())),
        **{f"label_{code}": str((plain.get("labels") or {}).get(code, "")) for code in LANGUAGES},
        **{f"about_{code}": str((plain.get("descriptions") or {}).get(code, "")) for code in LANGUAGES},
        **{f"files_{code}": ", ".join(map(str, (plain.get("file_words") or {}).get(code, ()))) for code in LANGUAGES},
    }


def with_about(text: str, said: Mapping[str, str]) -> str:
    plain = read(text)
    plain["version"] = said.get("version", "").strip() or str(plain.get("version", "1.0"))
    _put_languages(plain, said)
    _put(plain, "file_words", _lists(plain, "file_words", said, "files_"))
    _put(plain, "key", _split(said.get("key", "")))
    return written(plain)


def empty(name: str, label: str, language: str) -> str:
    """The text of a draft that somebody begins with nothing but its name."""
    column = {"name": "id", "type": "string", "level": "required", "labels": {"en": "Id"}}
    plain = {"id": name, "version": "1.0", "status": "draft", "labels": {language: label}, "fields": [column]}
    return written(plain)


def _fields(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = plain.get("fields")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _entry(at: int, one: Mapping[str, Any], language: str) -> Entry:
    if "block" in one:
        return Entry(at, str(one["block"]), str(one["block"]), "", True)
    labels = one.get("labels") or {}
    label = labels.get(language) or labels.get("en") or one.get("name", "")
    return Entry(at, str(one.get("name", "")), str(label), str(one.get("level", "optional")), False)


def _words(plain: Mapping[str, Any], one: Mapping[str, Any]) -> list[str]:
    """The words to choose from, a line each: the code, and after a colon what it is called."""
    listed = (plain.get("lists") or {}).get(one.get("values"), [])
    if listed:
        return [_word(entry) for entry in listed if isinstance(entry, dict)]
    return [str(code) for code in (one.get("constraints") or {}).get("enum", ())]


def _word(entry: Mapping[str, Any]) -> str:
    label = next(iter((entry.get("labels") or {}).values()), "")
    return f"{entry.get('code')}: {label}" if label else str(entry.get("code"))


def _put_words(plain: dict[str, Any], one: dict[str, Any], written: str) -> None:
    """Labels in other languages and aliases of a word stay where its code stays."""
    if written.split() == "\n".join(_words(plain, one)).split():
        return
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    lists = dict(plain.get("lists") or {})
    name = one.get("values") or f"{one['name']}-words"
    known = {str(entry.get("code")): entry for entry in lists.get(name, []) if isinstance(entry, dict)}
    one.pop("values", None)
    lists.pop(name, None)
    if lines:
        lists[name] = [_listed(line, known) for line in lines]
        one["values"] = name
    _put(one, "constraints", {key: value for key, value in (one.get("constraints") or {}).items() if key != "enum"})
    _put(plain, "lists", lists)


def _listed(line: str, known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    code, _, label = (part.strip() for part in line.partition(":"))
    entry = dict(known.get(code, {"code": code}))
    if label:
        entry["labels"] = {**(entry.get("labels") or {}), next(iter(entry.get("labels") or {"en": ""})): label}
    return entry


def _put_languages(one: dict[str, Any], said: Mapping[str, str]) -> None:
    """Languages that the form does not show stay."""
    for key, prefix in (("labels", "label_"), ("descriptions", "about_")):
        others = {code: text for code, text in (one.get(key) or {}).items() if code not in LANGUAGES}
        written = {code: said.get(prefix + code, "").strip() for code in LANGUAGES}
        _put(one, key, {code: text for code, text in written.items() if text} | others)


def _lists(one: Mapping[str, Any], key: str, said: Mapping[str, str], prefix: str) -> dict[str, list[str]]:
    others = {code: words for code, words in (one.get(key) or {}).items() if code not in LANGUAGES}
    written = {code: _split(said.get(prefix + code, "")) for code in LANGUAGES}
    return {code: words for code, words in written.items() if words} | others


def _constraints(one: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    kept = {key: value for key, value in (one.get("constraints") or {}).items() if key not in (*CONSTRAINTS, "unique")}
    written = {key: _number(said[key]) for key in CONSTRAINTS if said.get(key, "").strip()}
    return {**({"unique": True} if said.get("unique") else {}), **written, **kept}


def _number(text: str) -> int | str:
    return int(text) if re.fullmatch(r"-?\d{1,15}", text.strip()) else text.strip()


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _put(entry: dict[str, Any], key: str, value: object) -> None:
    if value:
        entry[key] = value
    else:
        entry.pop(key, None)
