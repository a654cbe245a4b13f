"""Named checks of a specification, each run by its plug-in."""

from ..checks import check_named
from .table import Table


def check_by_name(table: Table) -> None:
    for told in table.specification.checks:
        check = check_named(told.name)
        if check is None:
            table.notes.append(told.name)
        else:
            check.find(table, told.parameters)
