"""Subjects of French council acts: one of nine, a slash, and what it is about."""

from collections.abc import Mapping
from typing import Any

from ...checking.folding import folded, folded_sql
from ...checking.sql import literals
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed

SUBJECTS = (
    "Commande publique", "Urbanisme", "Domaine et patrimoine", "Fonction publique", "Institutions et vie politique",
    "Libertés publiques et pouvoirs de police", "Finances locales", "Domaines de compétences par thèmes",
    "Autres domaines de compétences",
)  # fmt: skip
"""The national nomenclature ACTES, first level."""


class Acts(Check):
    name = "nomenclature-actes"
    also = ("nomenclature-actes-value",)
    label = "Subject of a French council act"
    code = "act.code"
    examples = (
        Example(
            {"column": "a"},
            ({"a": "Urbanisme/Permis"}, {"a": "urbanisme/x"}, {"a": "Urbanisme"}, {"a": "Sport/x"}, {"a": None}),
            (2, 3),
        ),
        Example({"column": "a"}, ({"a": "Libertes publiques et pouvoirs de police/x"}, {"a": "Urbanisme / x"}), (1,)),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        for column in columns_of(table, listed(parameters, "column")):
            x = column.settled
            subject = folded_sql(f"split_part({x}, '/', 1)")
            known = f"{subject} IN ({literals(folded(one) for one in SUBJECTS)})"
            right = f"contains({x}, '/') AND {known} AND NOT regexp_matches({x}, ' /|/ ')"
            table.tell(self.code, "wait", table.settled([column]), f"{x} IS NOT NULL AND NOT ({right})", column)
