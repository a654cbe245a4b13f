"""Shelf records as JSON text and back: what stands in the one column both databases have."""

from datetime import datetime
from typing import Any

import orjson

from torg.engine.tables import Version

from .records import Licence, Name, ShelvedDataset, ShelvedTable


def to_text(dataset: ShelvedDataset) -> str:
    facts = {name: getattr(dataset, name) for name in _PLAIN} | {
        "organisation": vars(dataset.organisation),
        "licence": vars(dataset.licence),
        "issued": dataset.issued.isoformat(),
        "modified": dataset.modified.isoformat(),
        "tables": [_table(table) for table in dataset.tables],
        "places": [vars(place) for place in dataset.places],
    }
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


_PLAIN = (
    "id", "slug", "title", "description", "themes", "keywords", "attribution", "access",
    "former_slugs", "withdrawn", "replaced_by",
)  # fmt: skip


def _table(table: ShelvedTable) -> dict[str, Any]:
    return vars(table) | {"versions": [version.as_json() for version in table.versions]}


def from_text(text: str) -> ShelvedDataset:
    facts = orjson.loads(text)
    return ShelvedDataset(
        **facts
        | {
            "organisation": Name(**facts["organisation"]),
            "licence": Licence(**facts["licence"]),
            "issued": datetime.fromisoformat(facts["issued"]),
            "modified": datetime.fromisoformat(facts["modified"]),
            "tables": tuple(_read_table(table) for table in facts["tables"]),
            "places": tuple(Name(**place) for place in facts.get("places", ())),
        }
        | {name: tuple(facts[name]) for name in ("themes", "keywords", "former_slugs")}
    )


def _read_table(facts: dict[str, Any]) -> ShelvedTable:
    return ShelvedTable(**facts | {"versions": tuple(Version.from_json(version) for version in facts["versions"])})
