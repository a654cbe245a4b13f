"""Exports: those of a whole version are made once and kept, with digest and count; others are streamed as asked."""

import base64
import hashlib
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from torg.engine.formats import WRITERS, About, writer
from torg.engine.queries import Query, nearest, parse_query
from torg.engine.shelf import ShelvedDataset, ShelvedTable
from torg.engine.tables import Version
from torg.foundation.problems import Problem

from .answers import Answer, Stretch, stop
from .doors import Asked
from .finding import etag, find_table, refuse_known
from .hub import Kept
from .keeping import kept_file
from .parameters import truth
from .pipes import piped

_SPREADSHEET = ("csv",)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True)
class Export:
    """One export: of a version, in a format, for spreadsheet programs or not."""

    dataset: ShelvedDataset
    table: ShelvedTable
    version: Version
    format: str
    excel: bool

    @property
    def file_name(self) -> str:
        return f"{self.table.slug}{'-excel' if self.excel else ''}.{writer(self.format).extension}"

    @property
    def about(self) -> About:
        return About(self.version.columns, self.version.geometry, _facts(self, self.version.rows), self.excel)


async def export(asked: Asked) -> Answer:
    chosen = _chosen(asked)
    names = ("select", "where", "order_by")
    query = parse_query(chosen.version, limit=None, **{name: asked.values.get(name) for name in names})
    if not isinstance(query, Query):
        raise stop(400, *query)
    answer = await (_whole(asked, chosen) if query == Query() else _some(asked, chosen, query))
    answer.headers["Content-Disposition"] = f'attachment; filename="{chosen.file_name}"'
    answer.headers["X-Version"] = str(chosen.version.number)
    return answer


def _chosen(asked: Asked) -> Export:
    dataset, table, version = find_table(asked)
    name = asked.names["format"]
    if name not in WRITERS:
        raise stop(404, Problem("export.format", value=name, nearest=nearest(name, WRITERS, 0.3), names=WRITERS))
    if name == "geojson" and version.geometry is None:
        raise stop(404, Problem("export.no_places", value=table.name))
    excel = truth(asked.values, "excel")
    return Export(dataset, table, version, name, excel and name in _SPREADSHEET)


async def _whole(asked: Asked, chosen: Export) -> Answer:
    kept, path = await kept_file(asked.hub, chosen.version, chosen.format, chosen.about)
    tag = f'"{kept.sha256[:32]}"'
    refuse_known(asked, tag)
    digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode()
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "X-Row-Count": str(kept.rows),
        "Digest": f"sha-256={digest}",
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    start, end, partial = _range(asked, kept, tag)
    if partial:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{kept.bytes}"
    body = Stretch(path, start, end, not partial)
    return Answer(body, writer(chosen.format).media_type, 206 if partial else 200, headers, packed=False)


def _range(asked: Asked, kept: Kept, tag: str) -> tuple[int, int, bool]:
    """First byte, byte behind the last, and whether that is only a part. Anything odd gets the whole."""
    found = _RANGE.fullmatch(asked.header(b"range"))
    if found is None or not (found[1] or found[2]) or asked.header(b"if-range") not in ("", tag):
        return 0, kept.bytes, False
    if not found[1]:
        return max(0, kept.bytes - int(found[2])), kept.bytes, int(found[2]) > 0
    start, end = int(found[1]), min(int(found[2] or kept.bytes) + 1, kept.bytes)
    if start >= kept.bytes:
        raise stop(416, Problem("export.range", most=kept.bytes))
    return (start, end, True) if start < end else (0, kept.bytes, False)


async def _some(asked: Asked, chosen: Export, query: Query) -> Answer:
    version, engine = chosen.version, asked.hub.engine
    tag = etag(asked, version.table, version.number)
    count = await asked.hub.quick(engine.count, version, query)
    headers = {"ETag": tag, "X-Row-Count": str(count)}
    columns = {column.name: column for column in version.columns}
    names = query.select or tuple(columns)
    if chosen.format == "geojson" and query.select:
        shape = version.geometry
        names += tuple(name for name in (shape.columns if shape else ()) if name not in names)
    facts = _facts(chosen, count, **{name: asked.values.get(name, "") for name in ("where", "order_by")})
    about = About(tuple(columns[name] for name in names), version.geometry, facts, chosen.excel)
    asking = Query(names, query.where, query.values, query.order_by, shape=query.shape)
    writing = writer(chosen.format)
    body: bytes | AsyncGenerator[bytes, None] = b""
    if not asked.only_head:
        body = piped(asked.hub, lambda out: writing.write(engine.stream(version, asking), out, about))
    return Answer(body, writing.media_type, 200, headers, packed=chosen.format not in ("xlsx", "parquet"))


def _facts(chosen: Export, rows: int, **question: str) -> tuple[tuple[str, str], ...]:
    """What the file says of itself; of some rows also which question they answer."""
    dataset, version = chosen.dataset, chosen.version
    return (
        ("title", next(iter(dataset.title.values()), dataset.slug)),
        ("table", chosen.table.name),
        ("organisation", dataset.organisation.name),
        ("licence", dataset.licence.name),
        ("licence_url", dataset.licence.url),
        ("attribution", dataset.attribution),
        ("table_id", version.table),
        ("version", str(version.number)),
        ("created", version.created.isoformat(timespec="seconds")),
        ("rows", str(rows)),
        *((name, words) for name, words in question.items() if words),
        ("sha256", _digest(version)),
    )


def _digest(version: Version) -> str:
    """Of the data a version consists of; that of the file itself stands in the headers of the answer."""
    parts = [part.sha256 for part in version.parts]
    return parts[0] if len(parts) == 1 else hashlib.sha256("".join(parts).encode()).hexdigest()
