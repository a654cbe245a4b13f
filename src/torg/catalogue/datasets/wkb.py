"""Coordinates out of well-known binary (WKB, longitude and latitude), without a geometry library in the web process."""

import struct
from dataclasses import dataclass, field

Point = tuple[float, float]

_NAMES = {1: "Point", 2: "Line", 3: "Area", 4: "Points", 5: "Lines", 6: "Areas", 7: "Collection"}


@dataclass
class Shape:
    """``name`` in words; ``rings`` are the outlines of areas, ``lines`` and ``points`` what else there is."""

    name: str
    points: list[Point] = field(default_factory=list)
    lines: list[list[Point]] = field(default_factory=list)
    rings: list[list[Point]] = field(default_factory=list)


def shape(wkb: bytes) -> Shape:
    """The shape in a WKB value. Heights and measures are skipped. Raises struct.error for a cut value."""
    _, kind, _ = _head(wkb, 0)
    found = Shape(_NAMES.get(kind, "Shape"))
    _collect(wkb, 0, found)
    return found


def _head(wkb: bytes, at: int) -> tuple[str, int, int]:
    """Byte order, kind and the number of values of a position."""
    order = "<" if wkb[at] else ">"
    (code,) = struct.unpack_from(order + "I", wkb, at + 1)
    iso = (code & 0xFFFF) // 1000
    extra = (1 if code & 0x80000000 or iso in (1, 3) else 0) + (1 if code & 0x40000000 or iso in (2, 3) else 0)
    return order, (code & 0xFFFF) % 1000, 2 + extra


def _collect(wkb: bytes, at: int, found: Shape) -> int:
    order, kind, width = _head(wkb, at)
    at += 5 + (4 if struct.unpack_from(order + "I", wkb, at + 1)[0] & 0x20000000 else 0)
    if kind == 1:
        line, at = _positions(wkb, at, order, width, 1)
        found.points += [point for point in line if point[0] == point[0]]
        return at
    (count,) = struct.unpack_from(order + "I", wkb, at)
    at += 4
    if kind == 2:
        line, at = _positions(wkb, at, order, width, count)
        found.lines.append(line)
        return at
    for _ in range(count):
        if kind == 3:
            (length,) = struct.unpack_from(order + "I", wkb, at)
            ring, at = _positions(wkb, at + 4, order, width, length)
            found.rings.append(ring)
        else:
            at = _collect(wkb, at, found)
    return at


def _positions(wkb: bytes, at: int, order: str, width: int, count: int) -> tuple[list[Point], int]:
    values = struct.unpack_from(f"{order}{count * width}d", wkb, at)
    return list(zip(values[::width], values[1::width], strict=True)), at + count * width * 8
