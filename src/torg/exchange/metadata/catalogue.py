"""Records from the rows of the catalogue."""

from collections.abc import Iterable, Iterator

from torg.catalogue.datasets.models import Dataset, Table
from torg.catalogue.people.models import Hub, Organisation
from torg.foundation.vocabularies import Term, vocabulary

from .records import (
    AgentRecord,
    CatalogueRecord,
    ContactRecord,
    DatasetRecord,
    DistributionRecord,
    PeriodRecord,
    PlaceRecord,
    ServiceRecord,
)

EU = "http://publications.europa.eu/resource/authority/"
PUBLIC = EU + "access-right/PUBLIC"
AVAILABLE = EU + "planned-availability/AVAILABLE"
THEMES = EU + "data-theme"
PUBLISHER = {"municipality": "LocalAuthority", "region": "RegionalAuthority", "other": "NonGovernmentalOrganisation"}
DOWNLOADS = ("csv", "xlsx", "json", "ndjson", "geojson", "parquet")


def catalogue_record(hub: Hub, datasets: Iterable[Dataset], base: str) -> CatalogueRecord:
    """The whole catalogue. ``base`` is the address of the hub without a slash at its end."""
    records = tuple(dataset_record(dataset, base) for dataset in datasets)
    title = hub.title or {"en": "Open data"}
    return CatalogueRecord(
        iri=f"{base}/#catalogue",
        title=title,
        description=hub.description or {"en": f"Open data published at {base}."},
        publisher=AgentRecord(
            f"{base}/#publisher", title, _publisher_type("region"), base + "/", mail=hub.contact_mail
        ),
        contact=ContactRecord(f"{base}/#contact", title, hub.contact_mail, base + "/"),
        homepage=base + "/",
        languages=_addresses("languages", hub.languages or ["en"]),
        licence=vocabulary("licences")["CC0-1.0"].uri,
        themes_from=THEMES,
        datasets=records,
        issued=min((record.issued for record in records), default=None),
        modified=max((record.modified for record in records), default=None),
        spatial=_around(records, f"{base}/#place"),
    )


def _hub_itself(hub: Hub, title: dict[str, str], base: str) -> AgentRecord:
    return AgentRecord(f"{base}/#publisher", title, _publisher_type("region"), base + "/", mail=hub.contact_mail)


def dataset_record(dataset: Dataset, base: str) -> DatasetRecord:
    iri, page = f"{base}/id/{dataset.id}", f"{base}/datasets/{dataset.slug}"
    tables = list(dataset.tables.all())
    return DatasetRecord(
        iri=iri,
        identifier=dataset.id,
        title=dataset.title,
        description=dataset.description or _fallback_description(dataset),
        page=page,
        publisher=agent_record(dataset.organisation, base),
        contact=_contact(dataset.organisation, base),
        issued=dataset.issued,
        modified=dataset.modified,
        languages=_addresses("languages", [dataset.language]),
        licence=_licence(dataset).uri,
        access_rights=PUBLIC,
        themes=_addresses("data-themes", dataset.themes),
        keywords=_keywords(dataset),
        distributions=tuple(one for table in tables for one in _distributions(dataset, table, base)),
        services=tuple(_service(dataset, table, base) for table in tables),
        version=_version(tables),
        frequency=next(iter(_addresses("frequencies", [dataset.frequency])), ""),
        spatial=PlaceRecord(f"{iri}#place", tuple(dataset.bounds)) if dataset.bounds else None,
        temporal=_period(dataset, f"{iri}#period"),
    )


def _service(dataset: Dataset, table: Table, base: str) -> ServiceRecord:
    iri = f"{base}/id/{dataset.id}"
    return ServiceRecord(
        iri=f"{iri}/{table.id}#api",
        title={dataset.language: f"{dataset.title_in(dataset.language)}: API"},
        description={"en": "Rows as JSON, with filter, order and paging. No key is needed."},
        endpoint=f"{base}/api/v1/tables/{table.id}/rows",
        endpoint_description=f"{base}/api/v1/openapi.json",
        dataset=iri,
        publisher=agent_record(dataset.organisation, base),
        contact=_contact(dataset.organisation, base),
        licence=_licence(dataset).uri,
        page=f"{base}/datasets/{dataset.slug}",
        themes=_addresses("data-themes", dataset.themes),
        keywords=_keywords(dataset),
        access_rights=PUBLIC,
        identifier=f"{table.id}-api",
    )


def _licence(dataset: Dataset) -> Term:
    return vocabulary("licences")[dataset.licence]


def _keywords(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    return tuple((dataset.language, word) for word in dataset.keywords)


def _period(dataset: Dataset, iri: str) -> PeriodRecord | None:
    if dataset.covers_from or dataset.covers_to:
        return PeriodRecord(iri, dataset.covers_from, dataset.covers_to)
    return None


def agent_record(organisation: Organisation, base: str) -> AgentRecord:
    page = f"{base}/organisations/{organisation.slug}"
    kind = _publisher_type(organisation.kind)
    return AgentRecord(
        f"{page}#organisation", organisation.name, kind, page, organisation.official_code, organisation.contact_mail
    )


def _contact(organisation: Organisation, base: str) -> ContactRecord:
    page = f"{base}/organisations/{organisation.slug}"
    return ContactRecord(
        f"{page}#contact", organisation.name, organisation.contact_mail, organisation.contact_url or page
    )


def _distributions(dataset: Dataset, table: Table, base: str) -> Iterator[DistributionRecord]:
    newest = next(iter(sorted(table.versions.all(), key=lambda row: -row.number)), None)
    if newest is None:
        return
    iri, api = f"{base}/id/{dataset.id}/{table.id}", f"{base}/api/v1/tables/{table.id}"
    types, shaped = vocabulary("file-types"), newest.manifest["geometry"] is not None
    for kind in DOWNLOADS:
        if shaped or kind != "geojson":
            address = f"{api}/export.{kind}"
            yield _distribution(dataset, table, f"{iri}#{kind}", types[kind], address, download=address)
    yield _distribution(dataset, table, f"{iri}#rows", types["json"], f"{api}/rows", service=f"{iri}#api")


def _distribution(
    dataset: Dataset,
    table: Table,
    iri: str,
    kind: Term,
    address: str,
    *,
    download: str = "",
    service: str = "",
) -> DistributionRecord:
    form = "API" if service else kind.label("en")
    return DistributionRecord(
        iri=iri,
        title={dataset.language: f"{table.name or dataset.title_in(dataset.language)}, {form}"},
        access=address,
        licence=_licence(dataset).uri,
        format=kind.uri,
        media_type="" if "/x-" in kind.media_type else kind.media_type,  # IANA has no types that begin with x-
        modified=dataset.modified,
        issued=dataset.issued,
        rights=PUBLIC,
        availability=AVAILABLE,
        download=download,
        service=service,
    )


def _fallback_description(dataset: Dataset) -> dict[str, str]:
    """A description has to be there: until somebody writes one, it says what is known."""
    language = dataset.language
    name = dataset.organisation.name_in(language)
    return {language: f"{dataset.title_in(language)} ({name})."}


def _version(tables: list[Table]) -> str:
    return str(max((row.number for table in tables for row in table.versions.all()), default=1))


def _around(records: tuple[DatasetRecord, ...], iri: str) -> PlaceRecord | None:
    boxes = [record.spatial.bounds for record in records if record.spatial]
    if not boxes:
        return None
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return PlaceRecord(iri, (west, south, max(box[2] for box in boxes), max(box[3] for box in boxes)))


def _addresses(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    terms = vocabulary(name)
    return tuple(terms[code].uri for code in codes if code in terms)


def _publisher_type(kind: str) -> str:
    """Empty where nobody said what kind of body it is."""
    return f"http://purl.org/adms/publishertype/{PUBLISHER[kind]}" if kind else ""
