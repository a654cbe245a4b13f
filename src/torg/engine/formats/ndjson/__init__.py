"""NDJSON: one JSON object on each line."""

from pathlib import Path

from ..content import Content, Format, Layer
from ..json_text import kind_of
from .lines import read_lines


class Ndjson(Format):
    name = "ndjson"
    label = "NDJSON"
    extensions = (".ndjson", ".jsonl", ".geojsonl", ".geojsons")
    media_type = "application/x-ndjson"

    def detect(self, head: bytes, path: Path) -> bool:
        return kind_of(head, path) == "ndjson"

    def layers(self, path: Path) -> list[Layer]:
        return [Layer("table")]

    def read(self, path: Path, layer: str) -> Content:
        return read_lines(path, layer)
