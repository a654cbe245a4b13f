"""Which patterns can be run: those of RE2 take time that grows with the text only; others need a limit of time."""

import re
import warnings
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 10_000
MOST_REPEATS = 1_000
"""RE2 refuses a count above it."""
_LETTERS = re.compile(r"(?<!\\)((?:\\\\)*)\\[pP](?:\{\^?\w+\}|[A-Z])")
"""``\\p{L}``: RE2 and XSD know it, Python does not."""


def fault(pattern: str, *, own: bool) -> str | None:
    """The code of what is wrong with it. Look-around and back references are let be in foreign files only."""
    if len(pattern) > LONGEST:
        return "spec.pattern_long"
    try:
        parsed = _parsed(pattern)
    except (re.error, OverflowError, RecursionError):
        return "spec.pattern"
    if _repeats(parsed) > MOST_REPEATS:
        return "spec.pattern_repeats"
    if _linear(parsed):
        return None
    return "spec.pattern_looks" if own else None


def linear(pattern: str) -> bool:
    """Whether RE2 can run it: no look-around, no back reference, nothing possessive."""
    return _linear(_parsed(pattern))


def _parsed(pattern: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parser.parse(_LETTERS.sub(r"\1\\w", pattern))


def _nodes(parsed: Any) -> Any:
    """Every node with the nodes below it."""
    for operation, argument in parsed:
        yield str(operation), argument
        for inner in _below(argument):
            yield from _nodes(inner)


def _below(argument: Any) -> list[Any]:
    if isinstance(argument, _parser.SubPattern):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [found for part in argument for found in _below(part)]
    return []


def _linear(parsed: Any) -> bool:
    beyond = ("ASSERT", "ASSERT_NOT", "GROUPREF", "GROUPREF_EXISTS", "ATOMIC_GROUP", "POSSESSIVE_REPEAT")
    return not any(operation in beyond for operation, _ in _nodes(parsed))


def _repeats(parsed: Any) -> int:
    """The largest product of counts one in another: ``(a{100}){100}`` is 10 000."""
    most = 1
    for operation, argument in parsed:
        count = _count(operation, argument)
        most = max([most, *(count * _repeats(inner) for inner in _below(argument))])
    return most


def _count(operation: Any, argument: Any) -> int:
    if not str(operation).endswith("REPEAT"):
        return 1
    least, most = int(argument[0]), int(argument[1])
    return max(1, least, most if most < int(_parser.MAXREPEAT) else 1)
