"""The checks of the places file as somebody who knows DuckDB writes them: the floor for a compiled specification."""

import json
from pathlib import Path

import duckdb

PLACES = "id, municipality_code, name, category, address, postcode, lat, lon, opened, updated, capacity, fee, accessible, url, description"
UNIQUE = "SELECT r, 'id' AS field, 'unique' AS code, id AS value FROM (SELECT *, min(r) OVER (PARTITION BY TRY_CAST(id AS BIGINT)) AS first FROM places) WHERE r > first"


class Handwritten:
    """All columns as text in a table, as many threads as Torg gives a check."""

    def __init__(self, data: Path, schema: Path, threads: int) -> None:
        self.engine = duckdb.connect(config={"threads": str(threads)})
        self.schema = json.loads(schema.read_text(encoding="utf-8"))
        self.engine.execute(
            f"CREATE TABLE places AS SELECT row_number() OVER () AS r, {PLACES} FROM read_csv('{data}', header=true, all_varchar=true)"
        )

    def check(self, also: bool = False) -> int:
        """Every problem goes into a table with its row and value; how many there are.

        ``also`` looks for what Torg looks for in every text without being told: blanks around, letters read wrongly.
        """
        conditions = [*self._conditions(), *(_unasked() if also else [])]
        parts = [
            f"SELECT r, '{field}' AS field, '{code}' AS code, {field} AS value FROM places WHERE {condition}"
            for field, code, condition in conditions
        ]
        self.engine.execute("CREATE OR REPLACE TABLE problems AS " + " UNION ALL ".join([*parts, UNIQUE]))
        return int(self.engine.execute("SELECT count(*) FROM problems").fetchall()[0][0])

    def _conditions(self) -> list[tuple[str, str, str]]:
        kinds = ", ".join(f"'{kind}'" for kind in self._constraints("category")["enum"])
        needed = ["id", "municipality_code", "name", "category", "lat", "lon", "updated"]
        numbers = [
            ("id", "BIGINT", "< 1"),
            ("lat", "DOUBLE", "NOT BETWEEN 54 AND 70"),
            ("lon", "DOUBLE", "NOT BETWEEN 5 AND 32"),
        ]
        numbers += [("capacity", "BIGINT", "NOT BETWEEN 0 AND 100000"), ("fee", "DOUBLE", "< 0")]
        types = [(name, kind) for name, kind, _ in numbers] + [("opened", "DATE"), ("updated", "TIMESTAMP")]
        return [
            *((name, "required", f"{name} IS NULL") for name in needed),
            *((name, "type", f"{name} IS NOT NULL AND TRY_CAST({name} AS {kind}) IS NULL") for name, kind in types),
            *((name, "range", f"TRY_CAST({name} AS {kind}) {wrong}") for name, kind, wrong in numbers),
            ("municipality_code", "pattern", "NOT regexp_full_match(municipality_code, '[0-9]{4}')"),
            ("postcode", "pattern", "NOT regexp_full_match(postcode, '[0-9]{5}')"),
            ("category", "enum", f"category NOT IN ({kinds})"),
            ("accessible", "type", "accessible NOT IN ('true', 'false')"),
            ("url", "format", "NOT regexp_full_match(url, '[a-z][a-z0-9+.-]*://[^ ]+')"),
            ("name", "length", "length(name) > 120"),
            ("description", "length", "length(description) > 2000"),
        ]

    def _constraints(self, name: str) -> dict:
        return next(field["constraints"] for field in self.schema["fields"] if field["name"] == name)


def _unasked() -> list[tuple[str, str, str]]:
    texts = ("name", "address", "description")
    letters = "regexp_matches({}, '\\p{{L}}[†„”Ž™‚]\\p{{L}}')"
    blanks = "{0} <> trim({0}, ' \t\r\n\u00a0\u202f\u2007\u200b\ufeff')"
    return [
        (name, code, words.format(name)) for name in texts for code, words in (("blanks", blanks), ("letters", letters))
    ]
