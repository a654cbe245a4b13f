"""A specification as JSON and back: what a checking process is handed, and what a hub keeps beside a verdict."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from .model import Change, Choice, Condition, Constraints, Field, Form, NamedCheck, Reference, Specification

_PARTS: Mapping[type, Mapping[str, type]] = {
    Specification: {"fields": Field, "checks": NamedCheck, "references": Reference, "changes": Change},
    Field: {"form": Form, "constraints": Constraints, "when": Condition, "choices": Choice, "item": Field},
}


def as_json(specification: Specification) -> dict[str, Any]:
    """Only what differs from the ordinary."""
    written: dict[str, Any] = _written(specification)
    return written


def from_json(value: Mapping[str, Any]) -> Specification:
    found: Specification = _made(Specification, value)
    return found


def _written(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        members = ((one, getattr(value, one.name)) for one in dataclasses.fields(value))
        return {one.name: _written(member) for one, member in members if member != _ordinary(one)}
    if isinstance(value, Mapping):
        return {key: _written(inner) for key, inner in value.items()}
    return [_written(inner) for inner in value] if isinstance(value, (tuple, list)) else value


def _ordinary(one: "dataclasses.Field[Any]") -> Any:
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory()
    return one.default


def _made(kind: type, value: Mapping[str, Any]) -> Any:
    parts = _PARTS.get(kind, {})
    return kind(**{key: _part(inner, parts.get(key), kind) for key, inner in value.items()})


def _part(value: Any, part: type | None, kind: type) -> Any:
    if part and isinstance(value, list):
        return tuple(_made(part, inner) for inner in value)
    if part and isinstance(value, Mapping):
        return _made(part, value)
    return value if kind is NamedCheck else _frozen(value)


def _frozen(value: Any) -> Any:
    """Lists become tuples, as the model has them; parameters of named checks are the one exception."""
    if isinstance(value, Mapping):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
