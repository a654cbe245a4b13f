"""Which table of a file is meant when nobody says: the one with the most data, never a hidden one."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from torg.engine.formats import Format, Layer
from torg.foundation.problems import Refusal, refuse

SHEETS = frozenset({"xlsx", "xls", "ods"})
PREFERRED = ("stops",)
"""The table of a timetable that has places, and that people look for first."""

COMPARED = 30
LOOKED = 2_000
EQUAL = 1 / 3
"""A sheet of a third of the largest is a table too; then the order of the sheets decides."""


def choose_layer(form: Format, path: Path, layers: Sequence[Layer], wanted: str | None) -> str:
    if wanted is not None:
        if wanted not in {layer.name for layer in layers}:
            raise refuse("layer.unknown", value=wanted, names=[layer.name for layer in layers])
        return wanted
    shown = [layer for layer in layers if not layer.hidden] or list(layers)
    if not shown:
        raise refuse("file.empty", file=path.name)
    if len(shown) == 1 or form.name not in SHEETS:
        return next((layer.name for layer in shown if layer.name in PREFERRED), shown[0].name)
    weights = {layer.name: _weight(form, path, layer) for layer in shown[:COMPARED]}
    return next(name for name, weight in weights.items() if weight >= EQUAL * max(weights.values()))


def _weight(form: Format, path: Path, layer: Layer) -> float:
    """How many cells a sheet fills, as far as its first rows tell; columns filled here and there count little."""
    try:
        content = form.read(path, layer.name)
        rows = 0
        filled = [0] * content.width
        for batch in islice(content.batches, 4):
            rows += batch.num_rows
            for index in range(content.width):
                column = batch.column(batch.schema.get_field_index(f"c{index}"))
                filled[index] += batch.num_rows - column.null_count
            if rows >= LOOKED:
                break
    except Refusal:
        return -1
    if not rows:
        return 0
    usual = sum(count for count in filled if count >= 0.3 * max(filled))
    columns = sum(count >= 0.3 * max(filled) for count in filled)
    return usual * (0.3 if columns < 3 else 1.0) * max(1.0, (layer.rows or rows) / rows)
