"""What must hold between the cells of a row, and between rows: needed cells, keys, and references."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..model import Condition, Field, Reference
from .sql import literal, literals, row_fact
from .table import Column, Table


def check_rows(table: Table, references: Mapping[str, Path]) -> None:
    _needed(table)
    _conditional(table)
    _unique(table)
    for reference in table.specification.references:
        _reference(table, reference, references)


def _needed(table: Table) -> None:
    keys = table.specification.primary_key
    for column in table.columns:
        empty = table.empty.get(column.place, 0)
        if empty and (column.required or column.field.name in keys):
            table.tell("need.empty", "wait", "cells", f"{column.cell} IS NULL", column)


def _conditional(table: Table) -> None:
    for field in table.specification.fields:
        if field.level != "conditional" or not field.when:
            continue
        column = table.column(field.name)
        others = [table.column(condition.field) for condition in field.when]
        there = [other for other in others if other is not None]
        if len(there) < len(others):
            continue
        if column is None:
            _conditional_column(table, field, there)
        elif table.empty.get(column.place):
            source = table.settled([column, *there])
            condition = _conditions(table, field.when)
            facts = {"other": there[0].heading}
            table.tell(
                "need.conditional", "wait", source, f"{column.cell} IS NULL AND {condition}", column, facts=facts
            )


def _conditional_column(table: Table, field: Field, others: Sequence[Column]) -> None:
    """The column is not there at all, and some rows need it."""
    count = f"SELECT count(*) FROM {table.settled(others)} WHERE {_conditions(table, field.when)}"
    if table.fetch(count)[0][0]:
        table.tell_of_table("col.needed", "wait", None, field=field.name, label=field.label())


def _conditions(table: Table, conditions: Sequence[Condition]) -> str:
    found = []
    for condition in conditions:
        column = table.column(condition.field)
        assert column is not None  # noqa: S101 - told by the caller
        told = f"{column.settled} IN ({literals(condition.equals)})" if condition.equals else "true"
        found.append(f"({column.settled} IS NOT NULL AND {told})")
    return " AND ".join(found)


def _unique(table: Table) -> None:
    """The second and every further row of one value, with the first of them."""
    keys = table.specification.primary_key
    for column in table.columns:
        if column.field.constraints.unique or keys == (column.field.name,):
            _twice(table, "same.id", [column])
    of_key = [found for name in keys if (found := table.column(name))]
    if len(keys) > 1 and len(of_key) == len(keys):
        _twice(table, "same.key", of_key)


def _twice(table: Table, code: str, columns: Sequence[Column]) -> None:
    """Whether anything comes twice is asked first, which is cheap; hardly any table has to be sorted for it."""
    first, source = columns[0], table.settled(columns)
    values = ", ".join(table.value(column) for column in columns)
    there = " AND ".join(f"{column.settled} IS NOT NULL" for column in columns)
    if not table.fetch(f"SELECT {values} FROM {source} WHERE {there} GROUP BY ALL HAVING count(*) > 1 LIMIT 1"):
        return
    other = f"min(r) OVER (PARTITION BY {values})"
    ranked = f"(SELECT *, {other} AS first FROM {source} WHERE {there})"
    row = "first + (SELECT first_row FROM place)"
    names = {"columns": [column.heading for column in columns]} if len(columns) > 1 else None
    table.tell(code, "wait", ranked, "r > first", first, facts=row_fact("other", row, names))


def _reference(table: Table, reference: Reference, others: Mapping[str, Path]) -> None:
    """Every value has to stand in the other table; a table nobody gave is not asked."""
    columns = [column for name in reference.fields if (column := table.column(name))]
    target = _target(table, reference, others)
    if target is None or len(columns) < len(reference.fields):
        return
    same = " AND ".join(f"t.k{number} = {column.settled}" for number, column in enumerate(columns))
    there = " AND ".join(f"{column.settled} IS NOT NULL" for column in columns)
    facts = {"other": reference.specification or columns[0].heading}
    condition = f"{there} AND NOT EXISTS (SELECT 1 FROM {target} t WHERE {same})"
    table.tell("reference.none", "wait", table.settled(columns), condition, columns[0], facts=facts)


def _target(table: Table, reference: Reference, others: Mapping[str, Path]) -> str | None:
    if reference.specification == "":
        columns = [column for name in reference.to if (column := table.column(name))]
        if len(columns) < len(reference.to):
            return None
        keys = ", ".join(f"{column.settled} AS k{number}" for number, column in enumerate(columns))
        return f"(SELECT DISTINCT {keys} FROM {table.settled(columns)})"
    if reference.specification not in others:
        return None
    names = ((number, name.replace('"', '""')) for number, name in enumerate(reference.to))
    keys = ", ".join(f'"{name}"::VARCHAR AS k{number}' for number, name in names)
    return f"(SELECT DISTINCT {keys} FROM read_parquet({literal(str(others[reference.specification]))}))"
