"""An example for a pattern nobody gave one for: the shortest text it takes, in plain letters and figures."""

import re
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LIKED = "0123456789AabcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ -_./:"


def example_of(pattern: str) -> str:
    """Empty where none is found that really fits."""
    try:
        made = "".join(_made(_parser.parse(pattern)))
        return made if re.fullmatch(pattern, made) else ""
    except (re.error, RecursionError, OverflowError, ValueError):
        return ""


def words_of(pattern: str) -> list[str]:
    """Runs of at least two letters that stand in the pattern as they are, on its outermost level."""
    try:
        parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return []
    signs = "".join(chr(argument) if str(operation) == "LITERAL" else " " for operation, argument in parsed)
    return re.findall(r"[^\W\d_]{2,}", signs)


def _made(parsed: Any) -> list[str]:
    return [_piece(str(operation), argument) for operation, argument in parsed]


def _piece(operation: str, argument: Any) -> str:
    if operation == "LITERAL":
        return chr(argument)
    if operation in ("IN", "ANY", "NOT_LITERAL", "CATEGORY"):
        return _sign([(operation, argument)] if operation != "IN" else argument)
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        return "".join(_made(argument[2])) * min(int(argument[0]), 50)
    if operation == "SUBPATTERN":
        return "".join(_made(argument[-1]))
    if operation == "BRANCH":
        return "".join(_made(argument[1][0]))
    if operation == "AT":
        return ""
    raise ValueError(operation)


def _sign(kinds: Any) -> str:
    """The first of the liked signs that the set takes."""
    return next(sign for sign in _LIKED if _takes(kinds, sign))


def _takes(kinds: Any, sign: str) -> bool:
    negated = any(str(operation) == "NEGATE" for operation, _ in kinds)
    return negated != any(_is(str(operation), argument, sign) for operation, argument in kinds)


def _is(operation: str, argument: Any, sign: str) -> bool:
    if operation == "LITERAL":
        return ord(sign) == int(argument)
    if operation == "NOT_LITERAL":
        return ord(sign) != int(argument)
    if operation == "RANGE":
        return bool(argument[0] <= ord(sign) <= argument[1])
    tests = {"CATEGORY_DIGIT": sign.isdigit(), "CATEGORY_WORD": sign.isalnum(), "CATEGORY_SPACE": sign == " "}
    return operation == "ANY" or tests.get(str(argument), False)
