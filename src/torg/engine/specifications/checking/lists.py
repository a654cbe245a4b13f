"""Value lists: their codes, and all the ways a word of one may be written."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Choice, Field
from .folding import folded, folded_sql
from .sql import literal, plain_facts
from .table import LEVELS, Column, Table
from .words import MANY, SHOWN, words_table

LETTERS_A_SLIP = 5
"""One letter may be wrong, left out or changed with its neighbour in so many."""
FEW_LETTERS = 3
MOST_COMPARED = 4_000_000
"""Pairs of a text and a word that are compared letter by letter."""


def is_listed(column: Column) -> bool:
    return column.field.type == "string" and bool(column.field.choices or column.field.constraints.enum)


def keep_words(table: Table, column: Column) -> None:
    """Long lists stand in a table, which is searched faster than a long condition is read."""
    codes = column.field.constraints.enum
    if column.field.type == "string" and len(codes) > MANY:
        table.keep(words_table(column.field), code=list(codes))


def spellings(field: Field) -> dict[str, str]:
    """From each spelling to its code; what is written like two codes is left to a person."""
    found: dict[str, set[str]] = {}
    for code in field.constraints.enum or tuple(choice.code for choice in field.choices):
        found.setdefault(folded(code), set()).add(code)
    for choice in field.choices:
        for word in _words(choice):
            found.setdefault(folded(word), set()).add(choice.code)
    return {word: min(codes) for word, codes in found.items() if word and len(codes) == 1}


def _words(choice: Choice) -> Iterator[str]:
    yield from choice.labels.values()
    for words in choice.aliases.values():
        yield from words


@dataclass(frozen=True)
class Spellings:
    """``spelled`` (word, code) is in the database; ``closed`` tells whether another word is a mistake."""

    closed: bool
    choices: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, column: Column) -> "Spellings":
        known = spellings(column.field)
        table.keep("spelled", word=list(known), code=list(known.values()))
        codes = column.field.constraints.enum or tuple(choice.code for choice in column.field.choices)
        return cls(bool(column.field.constraints.enum) or column.field.closed, tuple(codes))

    def settle(self, table: Table) -> None:
        """Adds to ``told`` what the list knows of the texts in ``judged``, and settles those it knows."""
        self._take(table, self._padded(), "code.pad")
        self._take(
            table, f"SELECT x, code FROM judged JOIN spelled ON {folded_sql('t')} = word WHERE n IS NULL", "list.word"
        )
        if not self.closed:
            return
        choices = plain_facts({"choices": list(self.choices[:SHOWN])})
        self._near(table, choices)
        table.run(
            f"INSERT INTO told SELECT x, 'list.none', {LEVELS['wait']}, NULL, {choices} FROM judged "
            "WHERE n IS NULL AND x NOT IN (SELECT x FROM told)"
        )

    def _padded(self) -> str:
        """Lost zeros: a number that is a code with zeros before it, and no other."""
        digits = "regexp_full_match(t, '[0-9]+') AND regexp_full_match(code, '0[0-9]+')"
        return (
            f"SELECT x, min(code) AS code FROM judged JOIN spelled ON {digits} AND ltrim(t, '0') = ltrim(code, '0') "
            "WHERE n IS NULL GROUP BY x HAVING count(DISTINCT code) = 1"
        )

    def _take(self, table: Table, found: str, code: str) -> None:
        table.run(f"CREATE OR REPLACE TEMP TABLE taken AS {found}")
        table.run(f"INSERT INTO told SELECT x, {literal(code)}, {LEVELS['done']}, code, NULL FROM taken")
        table.run("UPDATE judged SET n = -1, s = taken.code FROM taken WHERE judged.x = taken.x")

    def _near(self, table: Table, choices: str) -> None:
        """The one word that is nearest, where one is near: a proposal, nothing more."""
        odd = table.fetch("SELECT count(*) FROM judged WHERE n IS NULL")[0][0]
        words = table.fetch("SELECT count(*) FROM spelled")[0][0]
        if not odd or not words:
            return
        few = max(1, MOST_COMPARED // words)
        table.run(
            "CREATE OR REPLACE TEMP TABLE near AS SELECT x, min_by(code, (slips, word)) AS code FROM ("
            f"SELECT x, code, word, damerau_levenshtein({folded_sql('t')}, word) AS slips FROM "
            f"(SELECT x, t FROM judged WHERE n IS NULL LIMIT {few}) JOIN spelled "
            f"ON length(t) > {FEW_LETTERS} AND abs(length(t) - length(word)) <= 4 AND length(word) > {FEW_LETTERS}) "
            f"WHERE slips <= length(word) // {LETTERS_A_SLIP} GROUP BY x"
        )
        table.run(f"INSERT INTO told SELECT x, 'list.near', {LEVELS['check']}, code, {choices} FROM near")
        table.run("UPDATE judged SET s = near.code FROM near WHERE judged.x = near.x")
