"""A small map of a table's places, drawn to scale into a frame with degrees; no tiles, no script."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .wkb import Point, Shape

LEFT, TOP, RIGHT_MARGIN, BOTTOM_MARGIN = 26, 8, 8, 46
WIDTH, TALLEST, LOWEST = 400, 420, 200
RIGHT = WIDTH - RIGHT_MARGIN
LABEL = 72  # pixels that a label of the grid needs
CROWD = 300  # dots: above it they are drawn smaller
METRES_A_DEGREE = 111_320
LONGEST_PATH = 30_000  # letters
NEAR = 1.2  # pixels: what lies nearer cannot be told apart


@dataclass(frozen=True)
class Tick:
    """A line of the grid: where it crosses the frame, and its degrees in words."""

    at: float
    label: str


@dataclass(frozen=True)
class Drawing:
    """The frame, the grid of degrees, and SVG paths of what lies inside."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    meridians: tuple[Tick, ...] = ()
    parallels: tuple[Tick, ...] = ()
    points: str = ""
    lines: str = ""
    shapes: str = ""
    boundary: str = ""
    dense: bool = False
    scale: float = 0
    scale_label: str = ""


@dataclass(frozen=True)
class _Sheet:
    """Degrees to pixels: plate carrée true to scale in the middle of the sheet, good enough for a municipality."""

    west: float
    north: float
    across: float
    down: float

    def place(self, point: Point) -> Point:
        return (LEFT + (point[0] - self.west) * self.across, TOP + (self.north - point[1]) * self.down)


def draw(shapes: Iterable[Shape], boundary: Iterable[Sequence[Point]] = ()) -> Drawing | None:
    """None where there is nothing to draw."""
    shapes, rings = list(shapes), [list(ring) for ring in boundary]
    points = [point for shape in shapes for point in shape.points]
    lines = [line for shape in shapes for line in shape.lines]
    areas = [ring for shape in shapes for ring in shape.rings]
    everything = [*points, *(point for line in (*lines, *areas) for point in line)]
    if not everything:
        return None
    return _drawn(everything + [point for ring in rings for point in ring], points, lines, areas, rings)


def _drawn(
    everything: list[Point],
    points: list[Point],
    lines: list[list[Point]],
    areas: list[list[Point]],
    rings: list[list[Point]],
) -> Drawing:
    west, south, east, north = _with_margin(everything)
    squeeze = math.cos(math.radians((south + north) / 2))
    across = (WIDTH - LEFT - RIGHT_MARGIN) / (east - west)
    sheet = _Sheet(west, north, across, across / squeeze)
    bottom = round(TOP + (north - south) * sheet.down)
    dots = _dots(map(sheet.place, points))
    scale, scale_label = _scale(sheet.down)
    return Drawing(
        width=WIDTH,
        height=bottom + BOTTOM_MARGIN,
        left=LEFT,
        top=TOP,
        right=RIGHT,
        bottom=bottom,
        meridians=tuple(
            Tick(round(sheet.place((at, north))[0], 1), _degrees(at, "E", "W"))
            for at in _round_steps(west, east, RIGHT - LEFT)
        ),
        parallels=tuple(
            Tick(round(sheet.place((west, at))[1], 1), _degrees(at, "N", "S"))
            for at in _round_steps(south, north, bottom - TOP)
        ),
        points=dots,
        dense=dots.count("M") > CROWD,
        scale=scale,
        scale_label=scale_label,
        lines=_paths((map(sheet.place, line) for line in lines), ""),
        shapes=_paths((map(sheet.place, ring) for ring in areas), "z"),
        boundary=_paths((map(sheet.place, ring) for ring in rings), "z"),
    )


def _with_margin(points: list[Point]) -> tuple[float, float, float, float]:
    """The box of all points with room around, in a form that fits the sheet: neither a ribbon nor a tower."""
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.1)
    inner = WIDTH - LEFT - RIGHT_MARGIN
    tallest, lowest = (TALLEST - TOP - BOTTOM_MARGIN) / inner, (LOWEST - TOP - BOTTOM_MARGIN) / inner
    wide = max((east - west) * squeeze * 1.12, 0.004)
    high = max((north - south) * 1.12, 0.004 * lowest)
    wide, high = max(wide, high / tallest), max(high, wide * lowest)
    middle, centre = (west + east) / 2, (south + north) / 2
    return middle - wide / squeeze / 2, centre - high / 2, middle + wide / squeeze / 2, centre + high / 2


def _round_steps(low: float, high: float, pixels: float) -> list[float]:
    """Round numbers of degrees inside a range, far enough from each other for their labels."""
    closest = (high - low) / pixels * LABEL
    size = 10.0 ** math.floor(math.log10(closest))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= closest)
    found = _multiples(step, low, high)
    if not found:  # a low sheet between two round numbers: one that is less round
        finer = _multiples(size / 2, low, high)
        found = finer[len(finer) // 2 :][:1]
    return found


def _multiples(step: float, low: float, high: float) -> list[float]:
    return [round(at * step, 6) for at in range(math.ceil(low / step + 0.15), math.floor(high / step - 0.15) + 1)]


def _degrees(at: float, positive: str, negative: str) -> str:
    return f"{abs(at):g}° {positive if at >= 0 else negative}"


def _scale(pixels_a_degree: float) -> tuple[float, str]:
    """A bar of 60 to 150 pixels that is a round distance long."""
    metres = 150 / pixels_a_degree * METRES_A_DEGREE
    size = 10.0 ** math.floor(math.log10(metres))
    distance = next(size * factor for factor in (5, 2, 1) if size * factor <= metres)
    label = f"{distance / 1000:g}\N{NO-BREAK SPACE}km" if distance >= 1000 else f"{distance:g}\N{NO-BREAK SPACE}m"
    return round(distance / METRES_A_DEGREE * pixels_a_degree, 1), label


def _dots(points: Iterable[Point]) -> str:
    """Lines of no length; of points on the same spot one is drawn."""
    spots = dict.fromkeys((round(x / NEAR) * NEAR, round(y / NEAR) * NEAR) for x, y in points)
    return "".join(f"M{x:.4g} {y:.4g}h0" for x, y in spots)


def _paths(outlines: Iterable[Iterable[Point]], end: str) -> str:
    """All outlines as one path: the more there is to draw, the fewer corners each keeps."""
    drawn = [list(outline) for outline in outlines]
    path = ""
    for near in (NEAR, 2 * NEAR, 4 * NEAR):
        path = "".join(_path(outline, end, near) for outline in drawn)
        if len(path) <= LONGEST_PATH:
            break
    return path


def _path(outline: list[Point], end: str, near: float) -> str:
    """Corners nearer than ``near`` pixels to the one before are left out; steps are relative, in tenths of a pixel."""
    kept: list[Point] = []
    for point in outline:
        if not kept or math.dist(point, kept[-1]) >= near:
            kept.append((round(point[0], 1), round(point[1], 1)))
    if len(kept) < 2:
        return ""
    steps = ((x - before[0], y - before[1]) for before, (x, y) in pairwise(kept))
    return f"M{kept[0][0]:g} {kept[0][1]:g}l" + " ".join(f"{x:.4g} {y:.4g}" for x, y in steps) + end
