"""Each criterion the product promises is named by the tests that hold it."""

import ast
import re
from functools import cache

import pytest

from architecture.tree import ROOT

CRITERIA = (
    "PUB-8", "PUB-11", "PUB-15", "USE-1", "USE-2", "USE-3", "USE-4", "USE-5", "USE-7",
    "B-1", "B-7", "B-8", "B-11", "B-12",
)  # fmt: skip


@cache
def named():
    """Criteria in the first words of tests."""
    found = set()
    for folder in ("tests", "src"):
        for path in (ROOT / folder).rglob("test_*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    found |= set(re.findall(r"\b[A-Z]+-\d+\b", ast.get_docstring(node) or ""))
    return found


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_has_a_test_that_names_it(criterion):
    assert criterion in named()
