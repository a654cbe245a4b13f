"""Names for queries from long headings: cut between words, and never what tells columns apart."""

from collections import Counter

from torg.foundation.ids import column_name

LONGEST = 60
_WHOLE = 10_000


def short_names(labels: list[str]) -> list[str]:
    """A heading of several lines loses words of its first one; long ones with the same beginning keep their end."""
    cut = [_short(label) for label in labels]
    counts = Counter(cut)
    return [
        _both_ends(label) if counts[name] > 1 and _is_long(label) else name
        for label, name in zip(labels, cut, strict=True)
    ]


def _is_long(label: str) -> bool:
    return len(column_name(label, _WHOLE)) > LONGEST


def _short(label: str) -> str:
    name = column_name(label, _WHOLE)
    if len(name) <= LONGEST:
        return name
    first, _, rest = label.partition(" > ")
    end = column_name(f"x > {rest}", _WHOLE).removeprefix("x_") if rest else ""
    if not 0 < len(end) < LONGEST * 2 / 3:
        return _first_words(name, LONGEST)
    return f"{_first_words(column_name(first, _WHOLE), LONGEST - 1 - len(end))}_{end}"


def _both_ends(label: str) -> str:
    name = column_name(label, _WHOLE)
    half = LONGEST // 2
    end = name[-half:]
    return f"{_first_words(name, half - 1)}_{end.partition('_')[2] or end}"


def _first_words(name: str, longest: int) -> str:
    """As many whole words as fit; a single long one is cut."""
    if len(name) <= longest:
        return name
    whole, _, part = name[: longest + 1].rpartition("_")
    return whole if part == "" or len(whole) > longest / 2 else name[:longest].rstrip("_")
