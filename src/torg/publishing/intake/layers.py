"""The tables of a file: which one is shown, which go public with it, and how to choose otherwise."""

from dataclasses import dataclass

from .models import Draft


@dataclass(frozen=True)
class Layer:
    """A sheet or layer. ``shown`` is the one the steps show; ``public`` tells that it is published, shown or not."""

    name: str
    rows: int | None
    hidden: bool
    shown: bool
    public: bool


@dataclass(frozen=True)
class Layers:
    """``all_public`` where the tables belong together; ``narrowed`` where they would, but a person chose one."""

    tables: tuple[Layer, ...] = ()
    narrowed: bool = False

    @property
    def several(self) -> bool:
        return len(self.tables) > 1

    @property
    def all_public(self) -> bool:
        return sum(one.public for one in self.tables) > 1

    @property
    def counted(self) -> bool:
        """Whether more is known than the rows of the table that is shown."""
        return any(one.rows is not None for one in self.tables if not one.shown)

    @property
    def shown(self) -> str:
        return next((one.name for one in self.tables if one.shown), "")


def layers(draft: Draft) -> Layers:
    report = draft.report or {}
    public = together(draft)
    tables = (
        Layer(one["name"], one["rows"], one["hidden"], one["chosen"], one["chosen"] or one["name"] in public)
        for one in report.get("layers", ())
    )
    return Layers(tuple(tables), bool(draft.answers.get("layer")) and len(report.get("together", ())) > 1)


def together(draft: Draft) -> list[str]:
    """The tables that are published with the one that is shown; none once a person has chosen one."""
    named = (draft.report or {}).get("together", ())
    return list(named) if len(named) > 1 and not draft.answers.get("layer") else []
