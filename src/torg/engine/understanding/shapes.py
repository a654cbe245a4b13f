"""Geometry columns: brought to longitude and latitude while they pass, with their kind and extent noted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from torg.engine.formats import Content
from torg.engine.geography import GRIDS, bounds_of, shapes_to_wgs84, to_wgs84
from torg.engine.tables import Geometry
from torg.foundation.problems import Question, Step

from .answers import NO_SYSTEM
from .area import ANYWHERE, EUROPE, Area
from .systems import DEGREES, MERCATOR, WEB, agree, crs_named, fitting, likeliest

_KINDS = {0: "point", 1: "line", 2: "line", 3: "polygon", 4: "point", 5: "line", 6: "polygon"}


class Shapes:
    """What is known of the geometries of one column: which kinds, how far they reach, how many there are."""

    def __init__(
        self, crs: str | None, words: Sequence[str] = (), area: Area = ANYWHERE, told: str | None = None
    ) -> None:
        self.crs = crs
        self.told = told
        self.area = area
        self.words = words
        self.kinds: set[str] = set()
        self.only_points = True
        self.count = 0
        self.boxes: list[tuple[float, float, float, float]] = []
        self.guess = Guess()
        if told == NO_SYSTEM:
            self.crs, self.guess = DEGREES, Guess(unknown=True)
        elif told is not None:
            self.crs = crs_named(told) or crs

    def converted(self, wkb: NDArray[np.object_]) -> NDArray[np.object_]:
        """WKB in WGS 84, None for what is no geometry; in the file's own numbers where nobody knows its system."""
        if self.crs in (None, DEGREES, "OGC:CRS84") and not self.boxes and not self.guess.unknown:
            self.guess = guess_system(wkb, self.words, self.area)
            self.crs = self.guess.crs or DEGREES
        result = shapes_to_wgs84(wkb, self.crs or DEGREES)
        self._note(result)
        return result

    def _note(self, wkb: NDArray[np.object_]) -> None:
        shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        types = shapely.get_type_id(shapes)
        self.kinds |= {_KINDS.get(int(kind), "mixed") for kind in np.unique(types[types >= 0])}
        self.only_points &= not np.any(types > 0)
        self.count += int((types >= 0).sum())
        box = shapely.bounds(shapes[types >= 0])
        if len(box) and (extent := _extent(box)):
            self.boxes.append(extent)

    @property
    def placed(self) -> bool:
        """Whether the shapes lie on earth: they do not where nobody can tell their coordinate system."""
        return bool(self.boxes) and not self.guess.unknown

    @property
    def stands_as_text(self) -> bool:
        """Shapes that lie nowhere are kept as text, in the numbers of the file."""
        return bool(self.count) and not self.placed

    def question(self, column: str) -> Question:
        """Asks which system is meant, of those that fit."""
        if not self.guess.names:
            return Question("pos.no_system", column=column)
        return Question("pos.system", column=column, choices=self.guess.names)

    @property
    def kind(self) -> str:
        return next(iter(self.kinds)) if len(self.kinds) == 1 else "mixed"

    def geometry(self, column: str) -> Geometry | None:
        if not self.count:
            return None
        box = np.array(self.boxes) if self.boxes else None
        bounds = None
        if box is not None:
            west, south, east, north = box[:, 0].min(), box[:, 1].min(), box[:, 2].max(), box[:, 3].max()
            bounds = (float(west), float(south), float(east), float(north))
        return Geometry(self.kind, (column,), bounds)

    def steps(self, key: str) -> list[Step]:
        if not self.count or self.crs in (None, DEGREES, "OGC:CRS84", "EPSG:4258"):
            return []
        grid = grid_name(self.crs or "")
        return [Step("pos.grid", grid=grid, crs=self.crs, count=self.count, keys=[key])]


def _extent(box: NDArray[np.float64]) -> tuple[float, float, float, float] | None:
    """The box around what lies on earth; a shape at 0, 0 is a position nobody filled in."""
    there = (np.abs(box[:, [0, 2]]) <= 180).all(axis=1) & (np.abs(box[:, [1, 3]]) <= 90).all(axis=1) & box.any(axis=1)
    corners = box[there]
    one = bounds_of(corners[:, [0, 2]].ravel(), corners[:, [1, 3]].ravel())
    return one


def grid_name(crs: str) -> str:
    named = next((grid.name for grid in GRIDS if grid.crs == crs), None)
    return named or (WEB if crs == MERCATOR else crs if len(crs) < 40 else crs.split('"')[1:2][0])


@dataclass(frozen=True)
class Guess:
    """The system of shapes that claim to be degrees but are not; unknown where none or several (``names``) fit."""

    crs: str | None = None
    unknown: bool = False
    names: tuple[str, ...] = ()


def guess_system(wkb: NDArray[np.object_], words: Sequence[str], area: Area = ANYWHERE) -> Guess:
    shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    box = shapely.bounds(shapes[~shapely.is_missing(shapes)])
    box = box[np.isfinite(box).all(axis=1)]
    if not len(box) or (np.median(np.abs(box[:, 0])) <= 180 and np.median(np.abs(box[:, 1])) <= 90):
        return Guess()
    if any("mercator" in word.casefold() or "3857" in word for word in words if len(word) < 200):
        return _known(_mercator(box))
    fits = fitting(box[:, 0].copy(), box[:, 1].copy(), (), area)
    found = [fit for fit in fits if not (fit.swapped or fit.easting_offset or fit.northing_offset)]
    found = likeliest(found, words, area)
    names = tuple(dict.fromkeys(fit.grid.name for fit in found))
    if len(names) > 1 and not agree(found, box[:, 0].copy(), box[:, 1].copy()):
        return Guess(unknown=True, names=names)
    return _known(found[0].grid.crs if found else _mercator(box))


def _known(crs: str | None) -> Guess:
    return Guess(crs, unknown=crs is None)


def _mercator(box: NDArray[np.float64]) -> str | None:
    longitude, latitude = to_wgs84(box[:, 0].copy(), box[:, 1].copy(), MERCATOR)
    west, south, east, north = EUROPE
    inside = (longitude > west) & (longitude < east) & (latitude > south) & (latitude < north)
    return MERCATOR if inside.mean() > 0.95 else None


def passing(content: Content, shapes: Shapes, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its geometry column brought to WGS 84."""
    place = content.geometry
    if not shapes.words:
        shapes.words = [*(content.columns or ()), *_words(batch)]
    assert place is not None  # noqa: S101
    wkb = batch.column(place).to_numpy(zero_copy_only=False)
    column = pa.array(
        shapes.converted(np.array([bytes(one) if one is not None else None for one in wkb], dtype=object)), pa.binary()
    )
    return batch.set_column(place, pa.field(batch.schema.names[place], pa.binary()), column)


def _words(batch: pa.RecordBatch) -> list[str]:
    """Some texts of the first features: they may name the system, and show the language."""
    texts = [column for column in batch.columns if pa.types.is_string(column.type)]
    return [text for column in texts for text in column.slice(0, 100).to_pylist() if text]
