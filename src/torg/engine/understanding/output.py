"""The typed table as Parquet: ``_row`` first, then the columns, in the order of the file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from torg.engine.tables import Column

from .choosing import Choice
from .measured import Chosen, Figures
from .progress import Progress
from .reading import literal

ROW_GROUP = 10_240


def exact_value(column: Chosen, described: Column, figures: Figures | None = None) -> str:
    """SQL of the typed value in exactly the type the column has got; ``figures`` may prove that it is simple."""
    reading = column.reading.typed(described.sql)
    if reading.proven and figures is not None and figures.valued == figures.filled:
        reading = replace(reading, expression=reading.proven)
    return f"({reading.over(column.present, column.kind)})::{described.sql}"


def write_part(choice: Choice, columns: Sequence[Column], into: Path, progress: Progress) -> tuple[Path, ...]:
    staging, rows = choice.source.staging, choice.source.rows
    progress("writing", 0, rows)
    into.mkdir(parents=True, exist_ok=True)
    part = into / "part-0.parquet"
    values = ", ".join(
        f'{exact_value(one, column, choice.figures[index])} AS "{column.name}"'
        for (index, one), column in zip(choice.chosen.items(), columns, strict=True)
    )
    staging.connection.execute(
        f"COPY (SELECT r + {staging.content.first_row} AS _row, {values} FROM data) TO {literal(str(part))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    progress("writing", rows, rows)
    return (part,)
