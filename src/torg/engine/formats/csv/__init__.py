"""Delimited text: CSV, TSV and their relatives, in any encoding and with any delimiter."""

from pathlib import Path

from ..content import Content, Format, Layer, Letters
from ..json_text import kind_of
from .looks import looks_like_a_table
from .reading import read_table


class Csv(Format):
    name = "csv"
    label = "CSV"
    extensions = (".csv", ".tsv", ".tab", ".txt", ".asc", ".dat")
    media_type = "text/csv"

    def detect(self, head: bytes, path: Path) -> bool:
        return looks_like_a_table(head) and kind_of(head, path) is None

    def layers(self, path: Path) -> list[Layer]:
        return [Layer("table")]

    def read(self, path: Path, layer: str) -> Content:
        return read_table(path, layer)

    def read_as(self, path: Path, layer: str, letters: Letters) -> Content | None:
        return read_table(path, layer, letters=letters)
