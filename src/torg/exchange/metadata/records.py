"""What metadata says, without saying how: one frozen record per class of DCAT, filled from the catalogue.

Texts are by language. ``iri`` names the thing for good: it is made of the minted identifier, never of the slug.
"""

from dataclasses import dataclass
from datetime import date, datetime

Texts = dict[str, str]


@dataclass(frozen=True)
class AgentRecord:
    iri: str
    name: Texts
    type: str
    homepage: str
    identifier: str = ""
    mail: str = ""


@dataclass(frozen=True)
class ContactRecord:
    iri: str
    name: Texts
    mail: str = ""
    page: str = ""


@dataclass(frozen=True)
class PlaceRecord:
    """West, south, east and north in degrees."""

    iri: str
    bounds: tuple[float, float, float, float]

    @property
    def box(self) -> str:
        west, south, east, north = self.bounds
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return f"POLYGON(({', '.join(f'{x:.5f} {y:.5f}' for x, y in corners)}))"

    @property
    def centre(self) -> str:
        west, south, east, north = self.bounds
        return f"POINT({(west + east) / 2:.5f} {(south + north) / 2:.5f})"


@dataclass(frozen=True)
class PeriodRecord:
    iri: str
    start: date | None
    end: date | None


@dataclass(frozen=True)
class DistributionRecord:
    iri: str
    title: Texts
    access: str
    licence: str
    format: str
    media_type: str
    modified: datetime
    issued: datetime
    rights: str
    availability: str
    download: str = ""
    service: str = ""


@dataclass(frozen=True)
class ServiceRecord:
    iri: str
    title: Texts
    description: Texts
    endpoint: str
    endpoint_description: str
    dataset: str
    publisher: AgentRecord
    contact: ContactRecord
    licence: str
    page: str
    themes: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    access_rights: str
    identifier: str


@dataclass(frozen=True)
class DatasetRecord:
    """``keywords`` are pairs of language and word."""

    iri: str
    identifier: str
    title: Texts
    description: Texts
    page: str
    publisher: AgentRecord
    contact: ContactRecord
    issued: datetime
    modified: datetime
    languages: tuple[str, ...]
    licence: str
    access_rights: str
    themes: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    distributions: tuple[DistributionRecord, ...]
    services: tuple[ServiceRecord, ...]
    version: str
    frequency: str = ""
    spatial: PlaceRecord | None = None
    temporal: PeriodRecord | None = None


@dataclass(frozen=True)
class CatalogueRecord:
    iri: str
    title: Texts
    description: Texts
    publisher: AgentRecord
    contact: ContactRecord
    homepage: str
    languages: tuple[str, ...]
    licence: str
    themes_from: str
    datasets: tuple[DatasetRecord, ...]
    issued: datetime | None = None
    modified: datetime | None = None
    spatial: PlaceRecord | None = None

    @property
    def services(self) -> tuple[ServiceRecord, ...]:
        return tuple(service for dataset in self.datasets for service in dataset.services)
