import random
from itertools import combinations

import pytest
from shapely.geometry import Point, shape

from torg.site.region.land import boundary, degrees, outline, spots
from torg.site.region.members import MEMBERS, Member

MUNICIPALITIES = [member for member in MEMBERS if member.cell]


def test_there_are_at_least_eight_municipalities_and_the_region() -> None:
    assert len(MUNICIPALITIES) >= 8
    assert len(MEMBERS) == len(MUNICIPALITIES) + 1


def test_neighbours_do_not_overlap() -> None:
    shared = [
        outline(one.cell).intersection(outline(other.cell)).area for one, other in combinations(MUNICIPALITIES, 2)
    ]
    assert max(shared) < 1e-6


def test_there_is_no_hole_between_them_and_they_are_the_region() -> None:
    region = outline(None)
    assert (region.geom_type, len(region.interiors)) == ("Polygon", 0)
    assert sum(outline(one.cell).area for one in MUNICIPALITIES) == pytest.approx(region.area)


def test_they_still_fit_in_longitude_and_latitude() -> None:
    """The corners of a border are the same numbers on both sides, so rounding opens no gap."""
    drawn = {one.slug: shape(boundary(one)) for one in MUNICIPALITIES}
    assert all(one.is_valid for one in drawn.values())
    assert max(one.intersection(other).area for one, other in combinations(drawn.values(), 2)) < 1e-12


@pytest.mark.parametrize("member", MUNICIPALITIES, ids=lambda one: one.slug)
def test_invented_places_lie_inside_their_municipality(member: Member) -> None:
    land = shape(boundary(member))
    assert all(land.contains(Point(degrees(spot))) for spot in spots(member, 30, random.Random(1)))
