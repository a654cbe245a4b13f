"""Patterns of a specification, which may be a stranger's: tried by RE2, whose time grows with the text only."""

from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

_PROBES = (
    "abc", "Malmö", "Malmo", "MALMO", "A", "hello world", "Storgatan 1", "yes", "ja", "x@y.se", "2020-01-01", "1.5",
    "12", "0123", "12345", "1234567", "12345678", "1234567890", "123456789012",
)  # fmt: skip


def texts(values: Sequence[str]) -> pa.Array:
    """Half of a pair of letters, which damaged files hold, is no text to Arrow."""
    return pa.array([value.encode("utf-8", "replace").decode() for value in values], pa.string())


def matching(pattern: str, values: pa.Array) -> float | None:
    """The share that matches as a whole; None for a pattern RE2 does not know, or where there is nothing."""
    try:
        found = pc.match_substring_regex(values, f"^(?:{pattern})$")
    except (pa.ArrowException, UnicodeError):
        return None
    return found.true_count / len(values) if len(values) else None


@lru_cache(maxsize=10_000)
def is_special(pattern: str) -> bool:
    """Whether a pattern lets hardly anything through but what it is made for."""
    return bool(pattern) and matching(pattern, texts(_PROBES)) == 0.0
