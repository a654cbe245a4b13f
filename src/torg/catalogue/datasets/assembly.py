"""From rows of the catalogue to what a dataset page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from babel import Locale, UnknownLocaleError
from django.db.models import Max
from django.utils.translation import get_language

from torg.catalogue.people.models import Organisation
from torg.engine.tables import Column, Version
from torg.foundation.ids import slug as slug_of
from torg.foundation.vocabularies import vocabulary
from torg.kit.components import safe_colour, text

from . import charts, glimpses
from .answering import rows_shown
from .asking import Question
from .changes import changes
from .models import Dataset, Table, TableVersion
from .sheet import ColumnLine, DatasetSheet, Download, Metadata, Publisher, TableSheet, Terms, VersionLine
from .snippets import snippets
from .treatment import treatment
from .values import bound, example, head, plain

LISTED_VERSIONS = 50
_PAGES = ("map", "follow", "charts")
_FREE = ("CC0-1.0", "CC-PDM-1.0", "PDDL-1.0", "DL-DE-ZERO-2.0")
_EXPORTS = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON", "json": "JSON", "parquet": "Parquet"}
_METADATA = (
    ("Turtle", "ttl", "text/turtle"),
    ("RDF/XML", "rdf", "application/rdf+xml"),
    ("JSON-LD", "jsonld", "application/ld+json"),
)


def dataset_sheet(
    dataset: Dataset,
    base: str,
    shown: Table | None = None,
    version: TableVersion | None = None,
    question: Question | None = None,
) -> DatasetSheet:
    """``base`` is the address of the hub without a slash at its end; ``shown`` the table to show in full, if any.

    ``version`` is the one to show of that table, if not its newest; ``question`` chooses rows of it.
    """
    language = get_language() or "en"
    tables = list(dataset.tables.all())
    newest, parts = _newest(dataset), table_parts(tables)
    several = len(tables) > 1
    sheets = []
    for table in tables:
        if (row := newest.get(table.pk)) is not None:
            part = parts[table.pk] if several else ""
            sheet = _table_sheet(dataset, table, row, base, part)
            if table == shown or not several:
                chosen = version if version is not None and version.table_id == table.pk else row
                sheet = _in_full(dataset, sheet, chosen, row.number, base, question)
            sheets.append(sheet)
    address = f"{base}/datasets/{dataset.slug}"
    return DatasetSheet(
        identifier=dataset.id,
        title=dataset.title_in(language),
        title_language=dataset.title_language(language),
        language=dataset.language,
        address=address,
        summary=plain(dataset.description_in(language)),
        summary_language=dataset.description_language(language),
        publisher=publisher(dataset.organisation),
        contact=dataset.contact,
        terms=_terms(dataset.licence),
        attribution=dataset.attribution,
        issued=dataset.issued,
        modified=dataset.modified,
        tables=tuple(sheets),
        themes=tuple(_theme(code, language) for code in dataset.themes),
        keywords=tuple(dataset.keywords),
        covers_place=_box(dataset.bounds),
        covers_time=_period(dataset),
        metadata=tuple(Metadata(label, f"{address}.{ending}", kind) for label, ending, kind in _METADATA),
    )


def _newest(dataset: Dataset) -> dict[str, TableVersion]:
    """The newest version of each table, by the table's identifier, in one query."""
    last = TableVersion.objects.filter(table__dataset=dataset).order_by().values("table").annotate(last=Max("pk"))
    return {row.table_id: row for row in TableVersion.objects.filter(pk__in=last.values("last"))}


def publisher(organisation: Organisation) -> Publisher:
    return Publisher(
        name=organisation.name_in(get_language() or "en"),
        address=f"/organisations/{organisation.slug}",
        colour=safe_colour(organisation.colour),
    )


def formats(version_has_places: bool) -> tuple[str, ...]:
    return tuple(label for ending, label in _EXPORTS.items() if ending != "geojson" or version_has_places)


def table_parts(tables: Sequence[Table]) -> dict[str, str]:
    """The last part of each table's own address, by the table's identifier; no two are the same."""
    parts = {table.id: _free(table.slug.partition("--")[2]) for table in tables}
    for table in tables:
        if not parts[table.id]:
            wanted = _free(slug_of(table.layer))
            parts[table.id] = wanted if wanted and wanted not in parts.values() else slug_of(table.id)
    return parts


def _free(part: str) -> str:
    """A sheet may be called like a page that every table has."""
    return f"{part}-table" if part in _PAGES else part


def _table_sheet(dataset: Dataset, table: Table, newest: TableVersion, base: str, part: str) -> TableSheet:
    """A table as one of several: what it holds and where its files are. ``part`` is the last part of its address."""
    version = newest.version
    return TableSheet(
        name=table.layer if part else dataset.title_in(get_language() or "en"),
        address=f"{base}/datasets/{dataset.slug}" + (f"/{part}" if part else ""),
        rows=version.rows,
        created=newest.created,
        columns=tuple(_column_line(column, version.rows) for column in version.columns),
        downloads=tuple(_downloads(table, version)),
    )


def _in_full(
    dataset: Dataset, sheet: TableSheet, row: TableVersion, newest: int, base: str, question: Question | None
) -> TableSheet:
    """The table with its rows, its map and all that is known of it, as it was in one version."""
    version, table = row.version, row.table
    api, chosen = f"/api/v1/tables/{table.slug}", f"version={row.number}" if row.number < newest else ""
    glimpse = glimpses.glimpse(version, boundary=dataset.organisation.boundary)
    asked = question or Question(f"/datasets/{dataset.slug}", version=row.number if row.number < newest else None)
    first, *others = _downloads(table, version, f"?{chosen}" if chosen else "")
    return replace(
        sheet,
        rows=version.rows,
        created=row.created,
        columns=tuple(_column_line(column, version.rows) for column in version.columns),
        downloads=(replace(first, bytes=glimpse.csv_bytes), *others, *_for_excel(dataset, table, chosen)),
        glimpse=glimpse,
        charts=tuple(charts.shown(version, sheet.address)),
        shown=rows_shown(version, asked, glimpse, api),
        treatment=treatment(row),
        versions=tuple(_version_lines(table, sheet.address)),
        snippets=snippets(f"{base}{api}", chosen, version.columns),
        number=row.number,
        newest=newest,
    )


def _downloads(table: Table, version: Version, chosen: str = "") -> list[Download]:
    return [
        Download(label, f"/api/v1/tables/{table.slug}/export.{ending}{chosen}")
        for ending, label in _EXPORTS.items()
        if ending != "geojson" or version.geometry is not None
    ]


def _for_excel(dataset: Dataset, table: Table, chosen: str) -> Iterator[Download]:
    """Where people write 2,5 a spreadsheet program opens the plain CSV in one column."""
    if _writes_commas(dataset.language):
        address = f"/api/v1/tables/{table.slug}/export.csv?{chosen + '&' if chosen else ''}excel=1"
        yield Download(str(text("CSV for Excel")), address)


def _writes_commas(language: str) -> bool:
    try:
        return str(Locale.parse(language).number_symbols["latn"]["decimal"]) == ","
    except (UnknownLocaleError, ValueError):
        return False


def _version_lines(table: Table, address: str) -> Iterator[VersionLine]:
    api = f"/api/v1/tables/{table.slug}"
    rows = list(table.versions.order_by("-number")[: LISTED_VERSIONS + 1])
    for row, before in zip(rows[:LISTED_VERSIONS], [*rows[1:], None], strict=False):
        one, chosen = row.version, f"?version={row.number}"
        yield VersionLine(
            one.number,
            one.created,
            one.rows,
            one.bytes,
            page=f"{address}{chosen}",
            rows_address=f"{api}/rows{chosen}",
            csv=f"{api}/export.csv{chosen}",
            changes=changes(row, before),
        )


def _column_line(column: Column, rows: int) -> ColumnLine:
    return ColumnLine(
        name=column.name,
        head=head(column, rows),
        meaning=_meaning(column),
        missing=column.missing,
        distinct=column.distinct,
        low=bound(column.min, column, 6),
        high=bound(column.max, column, 6),
        examples=tuple(example(one, column) for one in column.examples if one)[:4],
    )


def _meaning(column: Column) -> str:
    return str(text(column.role.replace("_", " "))) if column.role and column.role != column.type else ""


def _terms(code: str) -> Terms:
    licence = vocabulary("licences").get(code)
    if licence is None:
        return Terms(code, "", str(text("See the licence")))
    answer = text("Yes, for anything") if code in _FREE else text("Yes, if you name the source")
    if "SA" in code.split("-") or code.startswith("ODbL"):
        answer = text("Yes: name the source, share alike")
    return Terms(licence.short or licence.label(get_language() or "en"), licence.url, str(answer))


def _theme(code: str, language: str) -> str:
    term = vocabulary("data-themes").get(code)
    return term.label(language) if term else code


def _box(bounds: list[float] | None) -> str:
    """A box in words; nothing where the numbers are no degrees."""
    if not bounds:
        return ""
    west, south, east, north = bounds
    if max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 180:
        return ""
    facts = {
        "south": _degrees(south, "S", "N"), "north": _degrees(north, "S", "N"),
        "west": _degrees(west, "W", "E"), "east": _degrees(east, "W", "E"),
    }  # fmt: skip
    return str(text("{south} to {north}, {west} to {east}", **facts))


def _degrees(value: float, below: str, above: str) -> str:
    """``3.78° W``: the letter says the side, never a minus."""
    return f"{abs(value):.2f}°\N{NO-BREAK SPACE}{below if value < 0 else above}"


def _period(dataset: Dataset) -> tuple[date, date] | None:
    if not dataset.covers_from or not dataset.covers_to:
        return None
    return dataset.covers_from, dataset.covers_to
