"""JSON: lists of objects, lists of lists, keyed rows, columns side by side, and ArcGIS features."""

from pathlib import Path

from ..content import Content, Format, Layer
from ..json_text import kind_of
from .tables import layers_of, read_layer


class Json(Format):
    name = "json"
    label = "JSON"
    extensions = (".json",)
    media_type = "application/json"

    def detect(self, head: bytes, path: Path) -> bool:
        return kind_of(head, path) == "json"

    def layers(self, path: Path) -> list[Layer]:
        return layers_of(path)

    def read(self, path: Path, layer: str) -> Content:
        return read_layer(path, layer)
