"""How the text of a column becomes values: one reading for the whole column, as an SQL expression."""

from dataclasses import dataclass, replace

from torg.engine.tables import ValueType


@dataclass(frozen=True)
class Note:
    """A step to write down: ``code`` with ``facts``, counted over the rows where ``condition`` holds."""

    code: str
    condition: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Reading:
    """``expression`` is SQL over ``@x`` (the cell's text), ``@k`` (its kind) and ``@t`` (the type ``sql``).

    It is NULL where the text is no such value, and never raises. ``odd`` is the code of the problem such a cell gets.
    ``proven`` is a cheaper expression that gives the same values where ``expression`` has found one in every cell.
    ``scale`` and ``digits`` are the figures after and before the decimal sign seen so far.
    """

    type: ValueType
    sql: str
    expression: str = "@x"
    odd: str = "value.odd"
    format: str | None = None
    unit: str | None = None
    notes: tuple[Note, ...] = ()
    scale: int = 0
    digits: int = 0
    proven: str = ""

    def over(self, text: str, kind: str = "1") -> str:
        return fill(self.expression, text, kind, self.sql)

    def typed(self, sql: str) -> "Reading":
        return replace(self, sql=sql)


def fill(template: str, text: str, kind: str = "1", sql: str = "") -> str:
    return template.replace("@t", sql).replace("@k", kind).replace("@x", text)


TEXT = Reading("string", "VARCHAR")


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def literals(texts: object) -> str:
    return ", ".join(literal(text) for text in texts)  # type: ignore[attr-defined]
