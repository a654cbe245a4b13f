"""Other programs check a file by a Table Schema; each runs in its own environment, which has nothing of Torg.

python peer_checks.py frictionless|reading|validata|pandera FILE SCHEMA
"""

import json
import os
import sys
from collections.abc import Callable

MOST_ERRORS = 10_000_000


def by_frictionless(file: str, schema: str) -> int:
    """All problems, as Torg counts them; by itself it would stop at 1,000."""
    import frictionless

    report = frictionless.validate(file, schema=schema, limit_errors=MOST_ERRORS)
    return int(report.stats["errors"])


def by_reading(file: str, schema: str) -> int:
    """What frictionless needs to hand over the cells without a look at them."""
    import frictionless

    with frictionless.Resource(file, schema=schema) as resource:
        return sum(1 for _ in resource.cell_stream)


def by_validata(file: str, schema: str) -> int:
    """It reads 100,000 rows and no more."""
    import validata_core

    return int(validata_core.validate(file, schema, limit_errors=MOST_ERRORS)["stats"]["errors"])


def by_pandera(file: str, schema: str) -> int:
    """Written by hand for this schema, as pandera is used; texts are turned into values by Polars first."""
    import pandera.polars as pa
    import polars as pl

    with open(schema, encoding="utf-8") as described:
        fields = json.load(described)["fields"]
    kinds = {"integer": pl.Int64, "number": pl.Float64}
    text = pl.read_csv(file, infer_schema=False)
    turned = {
        "date": lambda column: column.str.to_date("%Y-%m-%d", strict=False),
        "datetime": lambda column: column.str.to_datetime("%Y-%m-%dT%H:%M:%SZ", strict=False),
    }
    typed = text.with_columns(
        turned[one["type"]](pl.col(one["name"]))
        if one["type"] in turned
        else pl.col(one["name"]).cast(kinds[one["type"]], strict=False)
        for one in fields
        if one["type"] in turned or one["type"] in kinds
    )
    lost = sum(int((typed[name].is_null() & text[name].is_not_null()).sum()) for name in text.columns)
    columns = {
        one["name"]: pa.Column(checks=_checks(pa, one), nullable=not _needed(one), unique=_is_key(one))
        for one in fields
    }
    try:
        pa.DataFrameSchema(columns).validate(typed, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return lost + len(errors.failure_cases)
    return lost


def _needed(field: dict) -> bool:
    return bool(field.get("constraints", {}).get("required"))


def _is_key(field: dict) -> bool:
    return bool(field.get("constraints", {}).get("unique"))


def _checks(pa: object, field: dict) -> list:
    made = {
        "minimum": pa.Check.ge,
        "maximum": pa.Check.le,
        "enum": pa.Check.isin,
        "pattern": lambda pattern: pa.Check.str_matches(f"^(?:{pattern})$"),
        "maxLength": lambda most: pa.Check.str_length(max_value=most),
    }
    found = [made[name](value) for name, value in field.get("constraints", {}).items() if name in made]
    if field["type"] == "boolean":
        found.append(pa.Check.isin(field["trueValues"] + field["falseValues"]))
    if field.get("format") == "uri":
        found.append(pa.Check.str_matches("^[a-z][a-z0-9+.-]*://[^ ]+$"))
    return found


WAYS: dict[str, Callable[[str, str], int]] = {
    "frictionless": by_frictionless,
    "reading": by_reading,
    "validata": by_validata,
    "pandera": by_pandera,
}

if __name__ == "__main__":
    way, file, schema = sys.argv[1:]
    os.chdir(os.path.dirname(file))  # frictionless takes no whole paths
    print(WAYS[way](os.path.basename(file), os.path.relpath(schema)))
