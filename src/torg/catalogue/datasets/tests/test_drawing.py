import itertools
import re

from torg.catalogue.datasets.drawing import WIDTH, Drawing, draw
from torg.catalogue.datasets.wkb import Point, Shape


def places(*points: Point) -> Drawing:
    drawing = draw([Shape("Point", points=[point]) for point in points])
    assert drawing is not None
    return drawing


def spots(drawing: Drawing) -> list[Point]:
    return [(float(x), float(y)) for x, y in re.findall(r"M(\S+) (\S+)h0", drawing.points)]


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([]) is None
    assert draw([Shape("Point")]) is None


def test_all_places_lie_inside_the_frame() -> None:
    drawing = places((18.0, 59.0), (18.4, 59.3), (17.9, 59.1))
    assert len(spots(drawing)) == 3
    assert all(drawing.left < x < drawing.right and drawing.top < y < drawing.bottom for x, y in spots(drawing))
    assert drawing.width == WIDTH


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = spots(places((18.0, 59.0), (18.4, 59.3)))
    assert south_west[0] < north_east[0]
    assert south_west[1] > north_east[1]


def test_one_single_place_has_a_map_with_a_grid() -> None:
    drawing = places((18.07, 59.33))
    assert len(spots(drawing)) == 1
    assert drawing.meridians
    assert drawing.parallels


def test_a_ribbon_and_a_tower_of_places_get_a_usable_sheet() -> None:
    for drawing in (places((10, 50), (20, 50)), places((10, 50), (10, 60))):
        assert 150 <= drawing.height <= 460
        assert 2 <= len(drawing.meridians) + len(drawing.parallels) <= 10


def test_the_grid_has_round_degrees_with_their_side_of_the_world() -> None:
    drawing = places((-3.8, 40.3), (-3.5, 40.6))
    assert [tick.label for tick in drawing.meridians] == ["3.8° W", "3.7° W", "3.6° W", "3.5° W"]
    assert all(tick.label.endswith("° N") for tick in drawing.parallels)
    assert places((18, -33.9), (18.4, -33.7)).parallels[0].label.endswith("S")


def test_the_bar_is_a_round_distance_and_true() -> None:
    drawing = places((18.0, 59.0), (18.4, 59.3))
    assert drawing.scale_label == "10\N{NO-BREAK SPACE}km"
    (_, low), (_, high) = spots(drawing)
    assert abs(drawing.scale - (low - high) / (0.3 * 111.32) * 10) < 1


def test_every_side_has_a_label_wherever_the_places_lie() -> None:
    for offset in range(200):
        drawing = places((18 + offset / 777, 59 + offset / 777), (18.7 + offset / 777, 59.05 + offset / 777))
        assert drawing.meridians
        assert drawing.parallels


def test_labels_of_the_grid_have_room() -> None:
    for west, south, east, north in [(2.25, 48.82, 2.45, 48.91), (18, 59, 18.01, 59.4), (5, 40, 25, 60), (1, 1, 1, 1)]:
        drawing = places((west, south), (east, north))
        for ticks in (drawing.meridians, drawing.parallels):
            at = sorted(tick.at for tick in ticks)
            assert at, (west, south, east, north)
            assert all(after - before >= 70 for before, after in itertools.pairwise(at))


def test_places_on_one_spot_are_drawn_once() -> None:
    assert len(spots(places((18, 59), (18, 59), (18.1, 59.1)))) == 2


def test_corners_too_near_to_see_are_left_out() -> None:
    ring = [(18 + step / 10_000, 59.0) for step in range(2_000)] + [(18.2, 59.2), (18.0, 59.0)]
    drawing = draw([Shape("Area", rings=[ring])])
    assert drawing is not None
    assert 20 < len(drawing.shapes.split()) < 700
    assert drawing.shapes.endswith("z")


def test_a_boundary_is_drawn_around_the_places_and_belongs_to_the_sheet() -> None:
    boundary = [(17.9, 58.9), (18.5, 58.9), (18.5, 59.4), (17.9, 58.9)]
    drawing = draw([Shape("Point", points=[(18.0, 59.0)])], [boundary])
    assert drawing is not None
    assert drawing.boundary.endswith("z")
    (x, y) = spots(drawing)[0]
    assert drawing.left < x < (drawing.left + drawing.right) / 2
    assert (drawing.top + drawing.bottom) / 2 < y < drawing.bottom


def test_much_to_draw_keeps_the_page_small() -> None:
    rings = [
        [(18 + a / 50 + step / 900, 59 + b / 50 + step % 7 / 900) for step in range(60)]
        for a in range(50)
        for b in range(50)
    ]
    drawing = draw([Shape("Area", rings=rings)])
    assert drawing is not None
    assert 0 < len(drawing.shapes) < 150_000
