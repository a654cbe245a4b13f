"""Every format proves itself by its sample: ``<format>/sample.<ext>`` beside ``<format>/sample.expected.json``.

The expected table is written by hand, never made from what the reader gives:

    {"layer": "name of the layer read; the first one where left out",
     "layers": ["all layers' names in order; left out where there is one"],
     "columns": ["headings"] or null for a grid,
     "rows": [["cells as text", null for an empty one, "geometry as WKT"], ...],
     "first_row": 1, "encoding": "...", "crs": "EPSG:...", "geometry": 3}

Facts left out (except ``rows`` and ``columns``) are not compared. Columns ``k0 ..`` with the kinds of cells are not
compared here. Cells that are not text in Arrow are compared as text: ISO dates, ``true``, plain numbers.
"""

import json
from datetime import date, datetime, time
from pathlib import Path

import pyarrow as pa
import pytest
import shapely

import torg.engine.formats as formats
from torg.engine.formats import FORMATS, detect
from torg.engine.formats.tests.whole import whole

ROOM = Path(formats.__file__).parent
FOLDERS = sorted(folder.parent for folder in ROOM.glob("*/__init__.py"))


def sample_of(folder: Path) -> Path:
    samples = [file for file in folder.iterdir() if file.stem == "sample"]
    assert len(samples) == 1, f"{folder.name} needs exactly one sample.<ext>"
    return samples[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sample_is_claimed_by_its_own_format_and_by_no_other(folder: Path) -> None:
    sample = sample_of(folder)
    head = sample.read_bytes()[: 1 << 16]
    assert [kind.name for kind in FORMATS if kind.detect(head, sample)] == [folder.name]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sample_is_detected_whatever_its_name(folder: Path) -> None:
    assert detect(sample_of(folder), "upload.bin").name == folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sample_reads_to_its_declared_table(folder: Path) -> None:
    sample = sample_of(folder)
    expected = json.loads((folder / "sample.expected.json").read_text("utf-8"))
    kind = FORMATS[folder.name]
    layers = [layer.name for layer in kind.layers(sample)]
    assert layers == expected.get("layers", layers)
    batches, content = whole(kind.read(sample, expected.get("layer", layers[0])))
    assert content.columns == (tuple(expected["columns"]) if expected["columns"] else None)
    assert rows_of(batches, content.width) == expected["rows"]
    for fact in ("first_row", "encoding", "crs", "geometry"):
        assert getattr(content, fact) == expected.get(fact, getattr(content, fact)), fact


def rows_of(batches: list[pa.RecordBatch], width: int) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for batch in batches:
        columns = [batch.column(f"c{place}").to_pylist() for place in range(width)]
        rows += [[shown(cell) for cell in row] for row in zip(*columns, strict=True)]
    return rows


def shown(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        return shapely.to_wkt(shapely.from_wkb(cell), trim=True, rounding_precision=6)
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)
