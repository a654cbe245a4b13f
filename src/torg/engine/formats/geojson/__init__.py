"""GeoJSON: features with their geometry, in one collection, alone, or as bare geometries."""

from pathlib import Path

from ..content import Content, Format, Layer
from ..json_text import kind_of
from .collections import layers_of, read_layer


class GeoJson(Format):
    name = "geojson"
    label = "GeoJSON"
    extensions = (".geojson", ".json")
    media_type = "application/geo+json"

    def detect(self, head: bytes, path: Path) -> bool:
        return kind_of(head, path) == "geojson"

    def layers(self, path: Path) -> list[Layer]:
        return layers_of(path)

    def read(self, path: Path, layer: str) -> Content:
        return read_layer(path, layer)
