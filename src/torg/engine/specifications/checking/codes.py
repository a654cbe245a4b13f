"""Figures that prove other figures, as SQL over the whole column."""


def bare(x: str) -> str:
    """Without the gaps people write for reading."""
    return f"regexp_replace({x}, '[ .\u00a0-]', '', 'g')"


def luhn(x: str, digits: int) -> str:
    """Every second figure from the right is doubled; the sum of all figures ends with 0."""
    return f"(({' + '.join(_figure(x, place, (digits - place) % 2 == 1) for place in range(1, digits + 1))}) % 10 = 0)"


def digit_sum(x: str, digits: int) -> str:
    return f"({' + '.join(_figure(x, place, False) for place in range(1, digits + 1))})"


def _figure(x: str, place: int, doubled: bool) -> str:
    figure = f"TRY_CAST(substr({x}, {place}, 1) AS INTEGER)"
    return f"({figure} * 2 // 10 + {figure} * 2 % 10)" if doubled else figure
