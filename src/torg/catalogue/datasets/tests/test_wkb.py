import struct

import pytest
import shapely

from torg.catalogue.datasets.wkb import shape

AREA = "POLYGON ((0 0, 10 0, 10 10, 0 0), (1 1, 2 1, 2 2, 1 1))"


@pytest.mark.parametrize("big_endian", [0, 1])
@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize(
    ("text", "name", "points", "lines", "rings"),
    [
        ("POINT (18 59)", "Point", 1, 0, 0),
        ("POINT Z (18 59 7)", "Point", 1, 0, 0),
        ("MULTIPOINT ((1 2), (3 4))", "Points", 2, 0, 0),
        ("LINESTRING Z (0 0 1, 1 1 1)", "Line", 0, 1, 0),
        ("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", "Lines", 0, 2, 0),
        (AREA, "Area", 0, 0, 2),
        ("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "Areas", 0, 0, 2),
        (f"GEOMETRYCOLLECTION (POINT (1 2), {AREA})", "Collection", 1, 0, 2),
        ("POINT EMPTY", "Point", 0, 0, 0),
    ],
)
def test_shapes_are_read_as_they_were_written(
    text: str, name: str, points: int, lines: int, rings: int, flavor: str, big_endian: int
) -> None:
    wkb = shapely.to_wkb(shapely.from_wkt(text), flavor=flavor, byte_order=1 - big_endian)
    found = shape(wkb)
    assert (found.name, len(found.points), len(found.lines), len(found.rings)) == (name, points, lines, rings)


def test_coordinates_are_kept() -> None:
    assert shape(shapely.to_wkb(shapely.from_wkt("POINT Z (18.5 59.25 7)"))).points == [(18.5, 59.25)]
    assert shape(shapely.to_wkb(shapely.from_wkt(AREA))).rings[0] == [(0, 0), (10, 0), (10, 10), (0, 0)]
    with_reference = shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 4326), include_srid=True)
    assert shape(with_reference).points == [(1, 2)]


def test_a_cut_value_is_told_from_a_whole_one() -> None:
    with pytest.raises(struct.error):
        shape(shapely.to_wkb(shapely.from_wkt(AREA))[:-3])
