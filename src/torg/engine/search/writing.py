"""A dataset of the shelf as a document of the index."""

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

import orjson
import tantivy

from torg.engine.formats import WRITERS
from torg.engine.shelf import ShelvedDataset
from torg.engine.tables import Version
from torg.foundation.vocabularies import Term, vocabulary

from .meanings import meanings
from .records import Found
from .schema import DATASET
from .words import plain, split, terms

_LETTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_SUMMARY = 400


def document(dataset: ShelvedDataset) -> tantivy.Document:
    languages = tuple(dataset.title) or ("en",)
    made = tantivy.Document()
    made.add_text("id", dataset.id)
    made.add_text("kind", DATASET)
    for name, texts in _texts(dataset, languages).items():
        made.add_text(name, " ".join(_all_terms(texts)))
    for name, values in _facets(dataset).items():
        for value in values:
            made.add_text(name, value)
    made.add_integer("modified", milliseconds(dataset.modified))
    made.add_integer("newest", newest(dataset))
    made.add_integer("alphabet", alphabet(next(iter(dataset.title.values()), dataset.slug)))
    made.add_bytes("record", _record(dataset))
    return made


def _texts(dataset: ShelvedDataset, languages: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
    """Texts with the language of each; what has none of its own is read in those of the title."""
    columns = [column for table in _tables(dataset) for column in table.columns]
    names = " ".join(dict.fromkeys([*(c.label for c in columns), *(c.name for c in columns)]))
    names = " ".join([names, *(table.name for table in dataset.tables)])
    themes = [(label, language) for term in _themes(dataset) for language, label in term.labels.items()
              if language in (*languages, "en")]  # fmt: skip
    return {
        "title": [(text, language) for language, text in dataset.title.items()],
        "keywords": [(" ".join(dataset.keywords), language) for language in languages],
        "organisation": [(f"{dataset.organisation.name} {dataset.organisation.slug}", one) for one in languages],
        "columns": [(names, language) for language in languages],
        "about": [*((text, language) for language, text in dataset.description.items()), *themes],
    }


def _themes(dataset: ShelvedDataset) -> Iterable[Term]:
    known = vocabulary("data-themes")
    return [known[code] for code in dataset.themes if code in known]


def _all_terms(texts: Iterable[tuple[str, str]]) -> Iterable[str]:
    found: dict[str, None] = {}
    for text, language in texts:
        found.update(dict.fromkeys(terms(text, language)))
        found.update(dict.fromkeys(meanings(text, language)))
        found[whole(split(text))] = None
    return found


def whole(words: list[str]) -> str:
    """The term of a text that consists of these words and no others."""
    return "=" + "".join(map(plain, words))[:200]


def _facets(dataset: ShelvedDataset) -> dict[str, tuple[str, ...]]:
    return {
        "of": (dataset.organisation.slug,),
        "theme": dataset.themes,
        "format": formats(dataset),
        "place": tuple(place.slug for place in dataset.places),
    }


def formats(dataset: ShelvedDataset) -> tuple[str, ...]:
    shapes = any(table.geometry is not None for table in _tables(dataset))
    return tuple(name for name in WRITERS if name != "geojson" or shapes)


def _tables(dataset: ShelvedDataset) -> list[Version]:
    return [table.newest for table in dataset.tables if table.versions]


def _record(dataset: ShelvedDataset) -> bytes:
    facts = {
        "id": dataset.id,
        "slug": dataset.slug,
        "title": dataset.title,
        "summary": {language: text[:_LONGEST_SUMMARY] for language, text in dataset.description.items()},
        "organisation": dataset.organisation.slug,
        "organisation_name": dataset.organisation.name,
        "modified": dataset.modified,
        "rows": sum(table.rows for table in _tables(dataset)),
        "formats": formats(dataset),
        "themes": dataset.themes,
        "places": [vars(place) for place in dataset.places],
        "place": newest(dataset),
    }
    return orjson.dumps(facts)


def found(record: bytes) -> Found:
    facts = orjson.loads(record)
    facts.pop("places")
    facts |= {name: tuple(facts[name]) for name in ("formats", "themes")}
    return Found(**facts | {"modified": datetime.fromisoformat(facts["modified"])})


def milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)


def newest(dataset: ShelvedDataset) -> int:
    """Larger for what changed later; 22 bits of the identifier keep apart what changed in the same millisecond."""
    return milliseconds(dataset.modified) << 22 | zlib.crc32(dataset.id.encode()) >> 10


def alphabet(title: str) -> int:
    """The first 12 letters of a title as one number."""
    letters = " ".join(map(plain, split(title)))[:12].ljust(12)
    number = 0
    for letter in letters:
        number = number * len(_LETTERS) + max(_LETTERS.find(letter), 0)
    return number
