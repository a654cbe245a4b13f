"""The shelf itself: put, withdraw, look up, list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from anyascii import anyascii

from torg.foundation.ids import mint

from .databases import Database, PostgreSQL, SQLite
from .records import ShelvedDataset, ShelvedTable
from .writing import from_text, to_text

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS shelf_state (one INTEGER PRIMARY KEY, revision BIGINT NOT NULL)",
    "INSERT INTO shelf_state VALUES (1, 0) ON CONFLICT DO NOTHING",
    """CREATE TABLE IF NOT EXISTS shelf_dataset (
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, organisation TEXT NOT NULL, words TEXT NOT NULL,
        modified TEXT NOT NULL, public INTEGER NOT NULL, facts TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS shelf_dataset_slug ON shelf_dataset (slug)",
    "CREATE INDEX IF NOT EXISTS shelf_dataset_order ON shelf_dataset (public, modified DESC, slug)",
    "CREATE TABLE IF NOT EXISTS shelf_former (slug TEXT, dataset TEXT, PRIMARY KEY (slug, dataset))",
    "CREATE INDEX IF NOT EXISTS shelf_former_dataset ON shelf_former (dataset)",
    "CREATE TABLE IF NOT EXISTS shelf_table (id TEXT PRIMARY KEY, slug TEXT NOT NULL, dataset TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS shelf_table_slug ON shelf_table (slug)",
    "CREATE INDEX IF NOT EXISTS shelf_table_dataset ON shelf_table (dataset)",
    "CREATE TABLE IF NOT EXISTS shelf_identity (one INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS shelf_change (dataset TEXT PRIMARY KEY, revision BIGINT NOT NULL)",
    """INSERT INTO shelf_change SELECT id, (SELECT revision FROM shelf_state) FROM shelf_dataset WHERE true
        ON CONFLICT DO NOTHING""",
    "CREATE INDEX IF NOT EXISTS shelf_change_order ON shelf_change (revision, dataset)",
    "CREATE INDEX IF NOT EXISTS shelf_dataset_publisher ON shelf_dataset (public, organisation, modified DESC, slug)",
)
_LAST_MADE = "shelf_dataset_publisher"

Place = tuple[int, str]
"""A place in the sequence of changes: a revision, and a dataset changed in it."""
BEFORE_ALL: Place = (-1, "")


class Shelf:
    """Reading is by anybody; ``put`` and ``withdraw`` are called by the catalogue only."""

    def __init__(self, database: Database, address: str) -> None:
        self._database = database
        self.address = address
        if not database.holds(_LAST_MADE):
            self._make()

    def _make(self) -> None:
        """Only where there is no shelf yet, or an older one: who may only read must be able to open one."""
        with self._database.transaction():
            self._database.alone()
            for statement in SCHEMA:
                self._database.ask(statement)
            self._database.ask("INSERT INTO shelf_identity VALUES (1, ?) ON CONFLICT DO NOTHING", (mint("s"),))

    @property
    def far(self) -> bool:
        """Whether asking it means waiting for a network."""
        return isinstance(self._database, PostgreSQL)

    def revision(self) -> int:
        """Changes whenever anything on the shelf does: what was remembered at the same revision still holds."""
        return int(self._database.ask("SELECT revision FROM shelf_state")[0][0])

    def identity(self) -> str:
        """Names this shelf among all others: revisions of two shelves say nothing about each other."""
        return str(self._database.ask("SELECT name FROM shelf_identity")[0][0])

    def changes(self, after: Place, most: int) -> list[tuple[Place, ShelvedDataset]]:
        """What changed after a place, oldest change first, each dataset once; withdrawn ones are among them."""
        rows = self._database.ask(
            "SELECT revision, dataset, facts FROM shelf_change JOIN shelf_dataset ON id = dataset "
            "WHERE (revision, dataset) > (?, ?) ORDER BY revision, dataset LIMIT ?",
            (*after, most),
        )
        return [((int(revision), identifier), from_text(facts)) for revision, identifier, facts in rows]

    def changed(self, after: Place, most: int) -> int:
        """How many datasets changed after a place; counted to ``most`` only."""
        question = "SELECT 1 FROM shelf_change WHERE (revision, dataset) > (?, ?) LIMIT ?"
        return int(self._database.ask(f"SELECT count(*) FROM ({question}) AS changed", (*after, most))[0][0])

    def put(self, dataset: ShelvedDataset) -> None:
        """Put a dataset on the shelf, or what is new about it. The same dataset twice changes nothing."""
        if dataset.access != "open":
            raise ValueError(f"the dataset {dataset.slug!r} is not open, it cannot lie on the shelf")
        dataset = _without_withdrawn(dataset)
        facts = to_text(dataset)
        if self._database.ask("SELECT 1 FROM shelf_dataset WHERE id = ? AND facts = ?", (dataset.id, facts)):
            return
        with self._database.transaction():
            self._database.ask("UPDATE shelf_state SET revision = revision + 1")
            self._replace(dataset, facts)

    def _replace(self, dataset: ShelvedDataset, facts: str) -> None:
        ask, identifier = self._database.ask, dataset.id
        ask("DELETE FROM shelf_dataset WHERE id = ?", (identifier,))
        ask("DELETE FROM shelf_former WHERE dataset = ?", (identifier,))
        ask("DELETE FROM shelf_table WHERE dataset = ?", (identifier,))
        public = int(dataset.withdrawn is None)
        ask(
            "INSERT INTO shelf_dataset VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                identifier,
                dataset.slug,
                dataset.organisation.slug,
                _words(dataset),
                _time(dataset.modified),
                public,
                facts,
            ),
        )
        for slug in set(dataset.former_slugs) - {dataset.slug}:
            ask("INSERT INTO shelf_former VALUES (?, ?)", (slug, identifier))
        for table in dataset.tables:
            ask("INSERT INTO shelf_table VALUES (?, ?, ?)", (table.id, table.slug, identifier))
        ask("DELETE FROM shelf_change WHERE dataset = ?", (identifier,))
        ask("INSERT INTO shelf_change SELECT ?, revision FROM shelf_state", (identifier,))

    def withdraw(self, identifier: str, why: str, replaced_by: str | None = None) -> None:
        """Take a dataset's data off the shelf; what stays is that it was here, why it went, what replaces it."""
        found = self._first("SELECT facts FROM shelf_dataset WHERE id = ?", identifier)
        if found is not None:
            self.put(replace(found, withdrawn=why, replaced_by=replaced_by))

    def dataset(self, slug: str) -> ShelvedDataset | None:
        """By slug or id; by a former slug too (then its ``slug`` differs from the one asked for)."""
        return self._first("SELECT facts FROM shelf_dataset WHERE slug = ? OR id = ?", slug, slug) or self._first(
            "SELECT facts FROM shelf_dataset WHERE id IN (SELECT dataset FROM shelf_former WHERE slug = ?)", slug
        )

    def table(self, name: str) -> tuple[ShelvedDataset, ShelvedTable] | None:
        """By table id or slug, or by a dataset's slug (also a former one), which means its first table."""
        dataset = self._first(
            "SELECT facts FROM shelf_dataset WHERE id IN (SELECT dataset FROM shelf_table WHERE id = ? OR slug = ?)",
            name,
            name,
        )
        if dataset is not None:
            return dataset, next(table for table in dataset.tables if name in (table.id, table.slug))
        dataset = self.dataset(name)
        return (dataset, dataset.tables[0]) if dataset and dataset.tables else None

    def datasets(
        self, *, offset: int = 0, limit: int = 100, after: "tuple[datetime, str] | None" = None,
        organisation: str = "", since: datetime | None = None,
    ) -> list[ShelvedDataset]:  # fmt: skip
        """Datasets that are not withdrawn, newest change first; ``after`` is time and slug of the last one seen."""
        condition, values = _condition(organisation, since)
        if after is not None:
            condition += " AND (modified < ? OR (modified = ? AND slug > ?))"
            values += [_time(after[0]), _time(after[0]), after[1]]
        rows = self._database.ask(
            f"SELECT facts FROM shelf_dataset WHERE {condition} ORDER BY modified DESC, slug LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return [from_text(row[0]) for row in rows]

    def count(self, *, organisation: str = "", since: datetime | None = None) -> int:
        condition, values = _condition(organisation, since)
        return int(self._database.ask(f"SELECT count(*) FROM shelf_dataset WHERE {condition}", values)[0][0])

    def named(self, identifiers: Sequence[str]) -> list[ShelvedDataset]:
        """The datasets of these identifiers in this order; those withdrawn meanwhile are missing."""
        if not identifiers:
            return []
        marks = ", ".join("?" * len(identifiers))
        # Asked for by identifier alone: SQLite would rather read through all that is public.
        rows = self._database.ask(f"SELECT id, public, facts FROM shelf_dataset WHERE id IN ({marks})", identifiers)
        found = {str(identifier): str(facts) for identifier, public, facts in rows if public}
        return [from_text(found[each]) for each in identifiers if each in found]

    def organisations(self) -> list[str]:
        """Short names of those who have something public."""
        rows = self._database.ask(
            "SELECT DISTINCT organisation FROM shelf_dataset WHERE public = 1 ORDER BY organisation"
        )
        return [row[0] for row in rows]

    def _first(self, statement: str, *values: str) -> ShelvedDataset | None:
        rows = self._database.ask(f"{statement} ORDER BY public DESC, modified DESC LIMIT 1", values)
        return from_text(rows[0][0]) if rows else None

    def close(self) -> None:
        self._database.close()


def open_shelf(url: str | Path) -> Shelf:
    """``postgresql://...``, or the path of an SQLite file; made where there is none."""
    address = str(url)
    if address.startswith(("postgresql://", "postgres://")):
        return Shelf(PostgreSQL(address), address)
    return Shelf(SQLite(Path(address.removeprefix("sqlite:///"))), address)


def _without_withdrawn(dataset: ShelvedDataset) -> ShelvedDataset:
    """What is withdrawn keeps its names and loses its versions: nothing can read what does not lie here."""
    tables = tuple(
        replace(table, versions=(), withdrawn=table.withdrawn or dataset.withdrawn)
        if dataset.withdrawn is not None or table.withdrawn is not None
        else table
        for table in dataset.tables
    )
    return replace(dataset, tables=tables)


def _condition(organisation: str, since: datetime | None) -> tuple[str, list[object]]:
    conditions: list[str] = ["public = 1"]
    values: list[object] = []
    if organisation:
        conditions.append("organisation = ?")
        values.append(organisation)
    if since is not None:
        conditions.append("modified >= ?")
        values.append(_time(since))
    return " AND ".join(conditions), values


def _words(dataset: ShelvedDataset) -> str:
    """Titles in plain letters: what an older program of this hub, still running, searches in."""
    return "\n".join(anyascii(title).lower() for title in dataset.title.values())


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
