"""What search engines read on a dataset's page: schema.org ``Dataset`` as JSON-LD."""

from typing import Any

import orjson

from torg.catalogue.datasets.models import Dataset
from torg.foundation.vocabularies import vocabulary

from .catalogue import dataset_record
from .records import DistributionRecord

SHORTEST, LONGEST = 50, 5000  # of a description, as the search engines ask


def schema_org(dataset: Dataset, base: str) -> dict[str, Any]:
    record = dataset_record(dataset, base)
    language = dataset.language
    organisation = dataset.organisation.name_in(language)
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": record.iri,
        "name": dataset.title_in(language),
        "description": _description(dataset, organisation),
        "url": record.page,
        "identifier": record.identifier,
        "license": vocabulary("licences")[dataset.licence].url,
        "creator": {"@type": "Organization", "name": organisation, "url": record.publisher.homepage},
        "inLanguage": language,
        "isAccessibleForFree": True,
        "dateModified": record.modified.isoformat(timespec="seconds"),
        "datePublished": record.issued.isoformat(timespec="seconds"),
        "version": record.version,
        "keywords": [word for _, word in record.keywords],
        "variableMeasured": _columns(dataset),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": one.download, "encodingFormat": one.media_type or _form(one)}
            for one in record.distributions
            if one.download
        ],
    }
    if record.spatial:
        west, south, east, north = record.spatial.bounds
        box = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
        document["spatialCoverage"] = {"@type": "Place", "geo": box}
    if record.temporal:
        start, end = record.temporal.start, record.temporal.end
        document["temporalCoverage"] = f"{start or '..'}/{end or '..'}"
    return document


def _form(distribution: DistributionRecord) -> str:
    """The type in use where none is registered, which DCAT may not name."""
    return vocabulary("file-types")[distribution.download.rpartition(".")[2]].media_type


def script(dataset: Dataset, base: str) -> str:
    """The document as it may stand inside a script element: no ``<`` can end it early."""
    return orjson.dumps(schema_org(dataset, base)).decode().replace("<", "\\u003c")


def _description(dataset: Dataset, organisation: str) -> str:
    told = dataset.description_in(dataset.language)
    if len(told) >= SHORTEST:
        return told[:LONGEST]
    title = dataset.title_in(dataset.language)
    columns = ", ".join(column["name"] for column in _columns(dataset))
    return f"{told} {title}, published by {organisation} as open data. Columns: {columns}."[:LONGEST].strip()


def _columns(dataset: Dataset) -> list[dict[str, str]]:
    """Headings with their units, of the first table."""
    newest = next((table.newest for table in dataset.tables.all()), None)
    columns = newest.manifest["columns"] if newest else []
    return [
        {"@type": "PropertyValue", "name": column["label"], **({"unitText": column["unit"]} if column["unit"] else {})}
        for column in columns
    ]
