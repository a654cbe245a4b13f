"""The typed table as Parquet: ``_row`` first, then the columns, in the order of the file."""

from collections.abc import Sequence
from pathlib import Path

from torg.engine.tables import Column

from .measured import Chosen
from .progress import Progress
from .reading import literal
from .source import Source

ROW_GROUP = 10_240


def write_part(
    source: Source, chosen: dict[int, Chosen], columns: Sequence[Column], into: Path, progress: Progress
) -> tuple[Path, ...]:
    progress("writing", 0, source.rows)
    into.mkdir(parents=True, exist_ok=True)
    part = into / "part-0.parquet"
    values = ", ".join(
        f"({chosen[heading.index].reading.typed(column.sql).over(chosen[heading.index].present, chosen[heading.index].kind)})"
        f'::{column.sql} AS "{column.name}"'
        for heading, column in zip(source.headings, columns, strict=True)
    )
    source.staging.connection.execute(
        f"COPY (SELECT r + {source.staging.content.first_row} AS _row, {values} FROM data) TO {literal(str(part))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    progress("writing", source.rows, source.rows)
    return (part,)
