"""What lies on the shelf: public facts of a dataset, and of each of its tables with all versions."""

from dataclasses import dataclass, field
from datetime import datetime

from torg.engine.tables import Version


@dataclass(frozen=True)
class Name:
    slug: str
    name: str


@dataclass(frozen=True)
class Licence:
    code: str
    name: str
    url: str


@dataclass(frozen=True)
class ShelvedTable:
    """``id`` (``t_...``) is minted once; ``slug`` is the dataset's for its first table, else ``dataset--layer``.

    ``versions`` are all public versions, oldest first; ``withdrawn`` says why the table answers 410.
    """

    id: str
    slug: str
    name: str
    versions: tuple[Version, ...]
    withdrawn: str | None = None

    @property
    def newest(self) -> Version:
        return self.versions[-1]


@dataclass(frozen=True)
class ShelvedDataset:
    """Texts are by language (``{"sv": "Badplatser"}``). ``access`` is ``open``: nothing else is ever put here."""

    id: str
    slug: str
    title: dict[str, str]
    organisation: Name
    licence: Licence
    issued: datetime
    modified: datetime
    tables: tuple[ShelvedTable, ...]
    description: dict[str, str] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    attribution: str = ""
    access: str = "open"
    former_slugs: tuple[str, ...] = ()
    places: tuple[Name, ...] = ()
    """Municipalities and regions that the data is about."""
    withdrawn: str | None = None
    replaced_by: str | None = None
