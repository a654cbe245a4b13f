"""Geography Markup (.gml): feature collections of any application, read without the schemas they point to."""

import re
from contextlib import ExitStack
from pathlib import Path

from torg.foundation.problems import refuse

from ..content import Content, Format, Layer
from ..features import count, features, layer_names
from ..workplaces import workplace
from ..xml_parts import check, damage_of

_ROOT = re.compile(
    rb"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?(?:FeatureCollection|featureCollection)\b[^>]*opengis\.net/(?:gml|wfs)",
    re.DOTALL,
)
_NAMESPACE = b"opengis.net/gml"
_OPTIONS = {"DOWNLOAD_SCHEMA": "NO", "WRITE_GFS": "NO"}


class Gml(Format):
    name = "gml"
    label = "GML"
    extensions = (".gml", ".xml")
    media_type = "application/gml+xml"
    every_layer = True

    def detect(self, head: bytes, path: Path) -> bool:
        return _NAMESPACE in head and _ROOT.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def layers(self, path: Path) -> list[Layer]:
        with damage_of(path), ExitStack() as keep:
            file = _checked(path, keep)
            return [Layer(name, count(file, name, "GML")) for name in layer_names(file)]

    def read(self, path: Path, layer: str) -> Content:
        with damage_of(path), ExitStack() as keep:
            file = _checked(path, keep)
            if layer not in layer_names(file):
                raise refuse("file.layer", layer=layer)
            return features(file, layer, "GML", keep.pop_all(), original=path, **_OPTIONS)


def _checked(path: Path, keep: ExitStack) -> Path:
    """GDAL leaves files beside the one it reads, and looks for some: it gets a folder of its own."""
    with path.open("rb") as stream:
        check(stream)
    file = workplace(keep) / "source.gml"
    file.symlink_to(path.resolve())
    return file
