"""GTFS: the tables of a timetable, at the root of the archive or in its one folder."""

import zipfile
from pathlib import Path

import pytest

from torg.engine.formats.gtfs import Gtfs
from torg.foundation.problems import Refusal

GTFS = Gtfs()
TABLES = {
    "stops.txt": "stop_id,stop_name\n01,Torget\n02,Åsen\n",
    "routes.txt": "route_id,route_type\n1,3\n",
    "trips.txt": "trip_id\nt1\n",
    "shapes.txt": "shape_id\n",
}


def write(place: Path, folder: str = "", tables: dict[str, str] = TABLES) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, text in tables.items():
            archive.writestr(folder + name, text)
        archive.writestr("notes/readme.txt", "hello")
    return place


@pytest.mark.parametrize("folder", ["", "2026/"])
def test_the_tables_are_layers_in_the_order_of_their_names(tmp_path: Path, folder: str) -> None:
    place = write(tmp_path / "a.zip", folder)
    assert GTFS.detect(place.read_bytes()[:100], place)
    assert [layer.name for layer in GTFS.layers(place)] == ["routes", "shapes", "stops", "trips"]


def test_codes_stay_as_they_are_written(tmp_path: Path) -> None:
    content = GTFS.read(write(tmp_path / "a.zip"), "stops")
    assert [row for batch in content.batches for row in batch.to_pylist()] == [
        {"c0": "01", "c1": "Torget"}, {"c0": "02", "c1": "Åsen"},
    ]  # fmt: skip
    assert (content.columns, content.first_row) == (("stop_id", "stop_name"), 2)


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    content = GTFS.read(write(tmp_path / "a.zip"), "shapes")
    assert (content.columns, sum(batch.num_rows for batch in content.batches)) == (("shape_id",), 0)


def test_a_zip_of_other_texts_is_no_timetable(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", tables={"stops.txt": "a\n1\n"})
    assert not GTFS.detect(place.read_bytes()[:100], place)


def test_a_table_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        GTFS.read(write(tmp_path / "a.zip"), "fares")
    assert stop.value.problem.code == "file.layer"
