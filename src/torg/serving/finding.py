"""Finding what an address names: on the shelf, moved, withdrawn, or not there."""

import hashlib
from urllib.parse import quote

from torg import __version__
from torg.engine.queries import cursor_version
from torg.engine.shelf import ShelvedDataset, ShelvedTable
from torg.engine.tables import Version
from torg.foundation.problems import Problem

from .answers import moved, not_modified, stop
from .doors import Asked
from .parameters import VERSION, integer


def find_dataset(asked: Asked) -> ShelvedDataset:
    slug = asked.names["slug"]
    dataset = asked.hub.dataset(slug)
    if dataset is None:
        raise stop(404, Problem("dataset.none", value=slug))
    if slug not in (dataset.slug, dataset.id):
        raise _moved(asked, slug, dataset.slug)
    _refuse_withdrawn(asked, dataset, dataset.withdrawn)
    return dataset


def find_table(asked: Asked) -> tuple[ShelvedDataset, ShelvedTable, Version]:
    """The table, and the version of it that is asked for: by ``version``, by the cursor, or else the newest."""
    name = asked.names["name"]
    found = asked.hub.table(name)
    if found is None:
        raise stop(404, Problem("table.none", value=name))
    dataset, table = found
    if name not in (table.id, table.slug, dataset.slug, dataset.id):
        raise _moved(asked, name, dataset.slug)
    _refuse_withdrawn(asked, dataset, table.withdrawn)
    return dataset, table, _version(asked, table)


def _version(asked: Asked, table: ShelvedTable) -> Version:
    number = integer(asked.values, VERSION[0])
    if number is None:
        number = cursor_version(asked.values.get("cursor", ""))
    if number is None or number == table.newest.number:
        return table.newest
    for version in table.versions:
        if version.number == number:
            return version
    raise stop(404, Problem("version.none", value=number, newest=table.newest.number, parameter="version"))


def _refuse_withdrawn(asked: Asked, dataset: ShelvedDataset, why: str | None) -> None:
    if why is None:
        return
    title = next(iter(dataset.title.values()), dataset.slug)
    replacement = dataset.replaced_by and f"{asked.origin}/api/v1/datasets/{quote(dataset.replaced_by)}"
    code = "dataset.replaced" if replacement else "dataset.withdrawn"
    problem = Problem(code, title=title, why=why, replacement=dataset.replaced_by)
    raise stop(410, problem, why=why, replaced_by=replacement)


def _moved(asked: Asked, old: str, new: str) -> Exception:
    path = asked.path.replace(f"/{old}", f"/{quote(new)}", 1)
    query = asked.query.decode("ascii", "replace")
    return moved(f"{asked.origin}{path}{'?' if query else ''}{query}")


def etag(asked: Asked, *facts: object) -> str:
    """Weak, for compressed answers share it. Raises Stop with 304 where the asker already has this answer."""
    seen = repr((__version__, asked.origin, asked.path, asked.query, facts))
    tag = f'W/"{hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()}"'
    refuse_known(asked, tag)
    return tag


def refuse_known(asked: Asked, tag: str) -> None:
    """Compared without ``W/``, as RFC 9110 has it for this header."""
    known = [each.strip().removeprefix("W/") for each in asked.header(b"if-none-match").split(",")]
    if tag.removeprefix("W/") in known or known == ["*"]:
        raise not_modified(tag)
