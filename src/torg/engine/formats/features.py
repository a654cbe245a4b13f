"""Features of geodata files through GDAL: read in batches, never from the network, always flat and straight."""

import os
import warnings
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from torg.foundation.problems import Step, refuse

from .content import Content
from .systems import crs_code
from .tidying import Tidying
from .xml_parts import Damaged, damage_of

_FETCHING = "OGR_VRT,WFS,OAPIF,HTTP,OGCAPI,CSW,EEDA,Elasticsearch,Carto,AmigoCloud,PLSCENES,NGW,GDALG,ADBC,DAAS,STACTA"
os.environ.setdefault("OGR_SKIP", _FETCHING)  # read when GDAL registers its drivers, that is, when pyogrio is imported

import pyogrio  # noqa: E402
from pyogrio.errors import DataSourceError  # noqa: E402

pyogrio.set_gdal_config_options(
    {
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".nothing",
        "CPL_CURL_ENABLE_VSIMEM": "NO",
        "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
        "GDAL_HTTPS_PROXY": "http://127.0.0.1:9",
        "GDAL_HTTP_MAX_RETRY": "0",
        "GDAL_HTTP_TIMEOUT": "1",
        "GDAL_PAM_ENABLED": "NO",
        "GML_DOWNLOAD_SCHEMA": "NO",
        "GML_SKIP_RESOLVE_ELEMS": "ALL",
        "OGR_GEOJSON_MAX_OBJ_SIZE": "0",
        "PROJ_NETWORK": "OFF",
        "OGR_ORGANIZE_POLYGONS": "DEFAULT",
    }
)

_UNNAMED = "wkb_geometry"
"""What GDAL calls a geometry to which the file gives no name."""
BATCH_ROWS = 10_000
MOST_COLUMNS = 5_000
_MOSTLY_NUMBERING = {"", "fid", "ogc_fid", "ogr_fid", "primaryindex", "objectid"}


def restore_index(wanted: bool) -> None:
    """Whether GDAL makes the missing index of a shapefile; it would also remake, and check, one that is there."""
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES" if wanted else "NO"})


@contextmanager
def _quiet() -> Iterator[None]:
    """GDAL warns of much that makes no difference to the values; what does is looked for by us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, pa.ArrowInvalid) as fault:
            raise Damaged(str(fault)) from fault
        except (pyogrio.errors.CRSError, pyogrio.errors.GeometryError, UnicodeDecodeError) as fault:
            raise Damaged(str(fault)) from fault


def layer_names(path: Path) -> list[str]:
    with _quiet():
        return [str(name) for name, _ in pyogrio.list_layers(path)]


def count(path: Path, layer: str, driver: str, **options: str) -> int:
    """The number of features. Damaged where GDAL took the file for something else than ``driver``."""
    with _quiet():
        facts = pyogrio.read_info(path, layer=layer, force_feature_count=True, **options)
    if facts["driver"] != driver:
        raise Damaged(f"{facts['driver']} instead of {driver}")
    return int(facts["features"])


def features(
    path: Path, layer: str, driver: str, keep: ExitStack, *, original: Path, words: str = "", **options: str
) -> Content:
    """One layer as a typed table; ``keep`` (the folder ``path`` lies in) is closed after the last batch.

    ``original`` is the file as the person knows it, for the sentence when it turns out to be damaged later;
    ``words`` may tell the coordinate system where the file gives it no number.
    """
    steps: list[Step] = []
    reading = _reading(path, layer, driver, steps, keep, words, options)
    schema, crs, geometry = next(reading)
    if len(schema.names) > MOST_COLUMNS:
        reading.close()
        raise refuse("columns.many", count=len(schema.names), limit=MOST_COLUMNS)
    return Content(
        layer=layer,
        batches=_named(reading, original),
        width=len(schema.names),
        columns=tuple("geometry" if name == _UNNAMED else name for name in schema.names),
        geometry=geometry,
        crs=crs,
        steps=steps,
    )


def _named(batches: Iterator[pa.RecordBatch], original: Path) -> Iterator[pa.RecordBatch]:
    with damage_of(original):
        yield from batches


def _reading(
    path: Path, layer: str, driver: str, steps: list[Step], keep: ExitStack, words: str, options: dict[str, str]
) -> Generator[Any, None, None]:
    """First the schema, the coordinate system and the place of the geometry, then the batches."""
    with keep, ExitStack() as opened:
        with _quiet():
            rows = count(path, layer, driver, **options)
            key = pyogrio.read_info(path, layer=layer, **options)["fid_column"] or ""
            source = pyogrio.raw.open_arrow(
                path,
                layer=layer,
                batch_size=BATCH_ROWS,
                use_pyarrow=True,
                return_fids=key.lower() not in _MOSTLY_NUMBERING,
                **options,
            )
            facts, reader = opened.enter_context(source)
            crs = crs_code(facts["crs"], f"{layer} {words}")
        geometry = _place_of_geometry(facts, reader.schema)
        yield reader.schema, crs, geometry
        told = 0
        tidy = Tidying(reader.schema.names, geometry, lambda at, most: _straight(path, layer, at, most, options))
        while (batch := _next(reader)) is not None:
            yield tidy(batch, told)
            told += batch.num_rows
        steps.extend(tidy.steps())
        if told != rows:
            raise Damaged(f"{told} of {rows} features")


def _arrow(path: Path, layer: str, options: dict[str, str]) -> Any:
    """The key of a table is a column like another, unless it only numbers the rows."""
    key = pyogrio.read_info(path, layer=layer, **options)["fid_column"] or ""
    numbered = key.lower() not in _MOSTLY_NUMBERING
    facts = {"layer": layer, "batch_size": BATCH_ROWS, "use_pyarrow": True, "return_fids": numbered}
    return pyogrio.raw.open_arrow(path, **facts, **options)


def _place_of_geometry(facts: dict[str, Any], schema: pa.Schema) -> int | None:
    place = schema.get_field_index(facts["geometry_name"] or _UNNAMED)
    return place if place >= 0 and facts["geometry_type"] is not None else None


def _next(reader: pa.RecordBatchReader) -> pa.RecordBatch | None:
    with _quiet():
        return next(reader, None)


def _straight(path: Path, layer: str, first: int, length: int, options: dict[str, str]) -> Any:
    """The same features once more, with their curves drawn as short straight lines."""
    with _quiet():
        return pyogrio.raw.read(path, layer=layer, columns=[], skip_features=first, max_features=length, **options)[2]
