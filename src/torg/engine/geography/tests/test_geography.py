import numpy as np
import pytest
import shapely
from pyproj import Transformer

from torg.engine.geography import GRIDS, fits, latitude_first, parse_position, shapes_to_wgs84
from torg.foundation.problems import Refusal

# A town in each of the eleven partner grids' countries: longitude, latitude.
TOWNS = {
    "EPSG:3006": (16.19, 58.59),
    "EPSG:25832": (10.2, 56.15),
    "EPSG:2154": (4.83, 45.76),
    "EPSG:2180": (19.94, 50.06),
    "EPSG:5514": (16.61, 49.19),
    "EPSG:23700": (20.15, 46.25),
    "EPSG:3794": (14.5, 46.05),
    "EPSG:3765": (15.98, 45.81),
    "EPSG:7792": (8.61, 44.91),
    "EPSG:31287": (15.44, 47.07),
    "EPSG:31467": (9.18, 48.78),
}
ELEVEN = [grid for grid in GRIDS if grid.crs in TOWNS]


def _around(crs):
    longitude, latitude = TOWNS[crs]
    spread = np.random.default_rng(7)
    lon = longitude + spread.uniform(-0.08, 0.08, 40)
    lat = latitude + spread.uniform(-0.06, 0.06, 40)
    box = (longitude - 0.1, latitude - 0.08, longitude + 0.1, latitude + 0.08)
    return lon, lat, box, *Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon, lat)


@pytest.mark.parametrize("grid", ELEVEN, ids=lambda grid: grid.name)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_grid_is_found_inside_the_municipality_in_either_order(grid, swapped):
    lon, lat, box, east, north = _around(grid.crs)
    columns = (north, east) if swapped else (east, north)
    found = fits(*columns, within=box)
    best = found[0]
    got = best.place(*columns)
    assert np.allclose(got[0], lon, atol=2e-5)
    assert np.allclose(got[1], lat, atol=2e-5)
    assert grid.crs in {fit.grid.crs for fit in found}


# Those whose easting or northing has a seventh digit to lose; the negative ones of S-JTSK are not searched for.
SEVEN_DIGITS = [
    grid for grid in ELEVEN if grid.crs in {"EPSG:3006", "EPSG:25832", "EPSG:2154", "EPSG:7792", "EPSG:31467"}
]


@pytest.mark.parametrize("grid", SEVEN_DIGITS, ids=lambda grid: grid.name)
def test_a_missing_leading_digit_is_put_back(grid):
    lon, lat, box, east, north = _around(grid.crs)
    lost = (east % 1e6, north) if grid.dropped else (east, north % 1e6)
    assert not np.allclose(lost, (east, north))
    place = fits(*lost, within=box, headings=grid.words, country=grid.country[:2])[0].place(*lost)
    assert np.allclose(place[0], lon, atol=2e-5)
    assert np.allclose(place[1], lat, atol=2e-5)


def test_two_grids_that_both_fit_are_both_named_so_that_a_person_decides():
    _, _, box, east, north = _around("EPSG:31467")
    found = {fit.grid.crs for fit in fits(east % 1e6, north, within=box, country="DE")}
    assert found >= {"EPSG:31467", "EPSG:25832"}


def test_points_outside_the_municipality_are_never_proposed():
    _, _, _, east, north = _around("EPSG:3006")
    assert fits(east, north, within=(11.0, 57.0, 11.2, 57.2)) == []


def test_a_heading_that_names_the_grid_settles_it():
    _, _, _, east, north = _around("EPSG:3006")
    found = fits(north, east, headings=("N (SWEREF 99 TM)", "E"))
    assert [(fit.grid.crs, fit.swapped) for fit in found] == [("EPSG:3006", True)]


def test_degrees_are_not_taken_for_a_grid():
    assert fits(np.array([18.1, 18.2]), np.array([59.3, 59.4])) == []


@pytest.mark.parametrize(
    ("text", "first", "second", "order"),
    [
        ("59.3, 18.1", 59.3, 18.1, None),
        ("59.3293,18.0686", 59.3293, 18.0686, None),
        ("59,3293; 18,0686", 59.3293, 18.0686, None),
        ("(59.3 18.1)", 59.3, 18.1, None),
        ("geo:48.2010,16.3695;u=40", 48.2010, 16.3695, True),
        ("N 59.3 E 18.1", 59.3, 18.1, True),
        ("59°20'15\"N 18°3'45\"E", 59.3375, 18.0625, True),
        ("18° 3′ 45″ E, 59° 20′ 15″ N", 18.0625, 59.3375, False),
        ("33°51'S 151°12'E", -33.85, 151.2, True),
        ("POINT (18.1 59.3)", 18.1, 59.3, False),
        ("SRID=4326;POINT(18.1 59.3)", 18.1, 59.3, False),
    ],
)
def test_positions_in_one_cell(text, first, second, order):
    position = parse_position(text)
    assert position is not None
    assert (position.first, position.second) == pytest.approx((first, second))
    assert position.latitude_first is order


@pytest.mark.parametrize(
    "text",
    ["", "Strandvägen 12", "2026-06-01", "///filled.count.soap", "1,234", "12 34 56", "1200, 4500.5", "POINT (oops)"],
)
def test_other_text_is_no_position(text):
    assert parse_position(text) is None


def test_one_order_is_decided_for_a_whole_column():
    swedish = [parse_position("59.3, 18.1"), parse_position("55.6, 13.0")]
    assert latitude_first(swedish) is True
    assert latitude_first([parse_position("18.1, 59.3")]) is False
    assert latitude_first([parse_position("43.0, 44.0")]) is None


def test_shapes_are_moved_to_longitude_and_latitude_without_height():
    wkb = shapely.to_wkb(shapely.Point(674032, 6580822, 12))
    moved = shapely.from_wkb(shapes_to_wgs84(np.array([wkb, None], dtype=object), "EPSG:3006"))
    assert moved[0].x == pytest.approx(18.06, abs=0.01)
    assert moved[0].y == pytest.approx(59.33, abs=0.01)
    assert not moved[0].has_z
    assert moved[1] is None


def test_an_unknown_system_is_refused_in_words():
    with pytest.raises(Refusal, match="EPSG:99999"):
        shapes_to_wgs84(np.array([shapely.to_wkb(shapely.Point(1, 2))], dtype=object), "EPSG:99999")
