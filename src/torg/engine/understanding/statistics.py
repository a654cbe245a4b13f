"""A column described: name, exact type, missing cells, range, how many different values, examples, what it is."""

from decimal import Decimal
from typing import Any

import shapely
from shapely.errors import ShapelyError

from torg.engine.tables import Column

from .choosing import Choice
from .measured import Chosen, Figures
from .naming import short_names
from .report import plain
from .roles import role_of
from .source import Source

EXAMPLES = 4
LOOKED = 300
LONGEST_EXAMPLE = 200


def described(choice: Choice) -> tuple[Column, ...]:
    source, chosen, figures = choice.source, choice.chosen, choice.figures
    names = unique_names([heading.label for heading in source.headings])
    examples = _examples(source, chosen)
    return tuple(
        _column(source, name, chosen[heading.index], figures[heading.index], shown)
        for heading, name, shown in zip(source.headings, names, examples, strict=True)
    )


def unique_names(labels: list[str]) -> list[str]:
    """Names for queries: a heading that comes again gets _2, _3; ``_row`` is ours."""
    taken: set[str] = {"_row", "row"}
    names = []
    for place, short in enumerate(short_names(labels), 1):
        name = wanted = short or f"c{place}"
        number = 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.add(name)
        names.append(name)
    return names


def _column(source: Source, name: str, column: Chosen, figures: Figures, examples: tuple[str, ...]) -> Column:
    reading = column.reading
    return Column(
        name=name,
        label=column.heading.label,
        type=reading.type,
        sql=exact_type(column, figures),
        unit=reading.unit or column.heading.unit,
        format=reading.format,
        role=role_of(column, figures, source.rows),
        missing=source.rows - figures.valued,
        distinct=min(figures.distinct, figures.valued),
        min=shown(figures.least),
        max=shown(figures.most),
        examples=examples,
    )


def exact_type(column: Chosen, figures: Figures) -> str:
    """DECIMAL with exactly the figures the values need."""
    sql, scale = column.reading.sql, column.reading.scale
    if column.reading.type != "number" or sql == "DOUBLE":
        return sql
    most = max(
        (abs(Decimal(value)) for value in (figures.least, figures.most) if value is not None), default=Decimal(0)
    )
    return f"DECIMAL({max(1, len(str(int(most))) + scale)},{scale})"


def shown(value: Any) -> str | None:
    """As JSON would write it, as text; shapes are WKT here."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return _as_wkt(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(plain(value))[:LONGEST_EXAMPLE]


def _as_wkt(wkb: bytes) -> str | None:
    try:
        return str(shapely.to_wkt(shapely.from_wkb(wkb), rounding_precision=6))[:LONGEST_EXAMPLE]
    except ShapelyError:
        return None


def _examples(source: Source, chosen: dict[int, Chosen]) -> list[tuple[str, ...]]:
    """The first different values of each column; where the first rows have none, one look further down."""
    values = ", ".join(chosen[heading.index].value for heading in source.headings)
    records = source.staging.fetch(f"SELECT {values} FROM data ORDER BY r LIMIT {LOOKED}")
    found = []
    for place, heading in enumerate(source.headings):
        there = [record[place] for record in records if record[place] is not None]
        if not there:
            value = chosen[heading.index].value
            there = [
                one for (one,) in source.staging.fetch(f"SELECT {value} FROM data WHERE {value} IS NOT NULL LIMIT 20")
            ]
        texts = dict.fromkeys(text for value in there if (text := shown(value)) is not None)
        found.append(tuple(texts)[:EXAMPLES])
    return found
