"""Our own format, ``specification.yaml``: docs/build/specifications.md describes it for those who write one."""

from typing import cast, get_args

from ..model import Change, NamedCheck, Reference, Specification, Status
from .blocks import Blocks, Placed
from .entries import Entries
from .marked import Mapped

STATUSES: tuple[str, ...] = get_args(Status)
HVD = (
    "geospatial", "earth-observation-and-environment", "meteorological", "statistics", "companies", "mobility",
)  # fmt: skip
"""The categories of Regulation (EU) 2023/138."""
KEYS = (
    "id", "version", "status", "labels", "descriptions", "one_row", "file_words", "themes", "hvd", "licence",
    "contact", "sources", "key", "primary_key", "missing_values", "all_or_nothing", "fields", "lists", "checks",
    "references", "changes", "replaced_by",
)  # fmt: skip


def own(node: Mapped, file: str, blocks: Blocks) -> tuple[Specification, list[Placed], Entries]:
    """The specification, where its fields stand, and the entries, for the checks of the whole."""
    entries = Entries(node, file, blocks.faults)
    entries.known(KEYS)
    entries.need("id", "version", "fields")
    placed = blocks.fields(entries)
    return _specification(entries, placed), placed, entries


def _specification(entries: Entries, placed: list[Placed]) -> Specification:
    return Specification(
        id=entries.text("id"),
        version=entries.text("version"),
        fields=tuple(one.field for one in placed),
        status=cast(Status, entries.choice("status", STATUSES, "draft")),
        labels=entries.words("labels"),
        descriptions=entries.words("descriptions"),
        one_row=entries.words("one_row"),
        file_words=entries.word_lists("file_words"),
        checks=tuple(_check(one) for one in entries.each("checks")),
        key=entries.texts("key"),
        primary_key=entries.texts("primary_key"),
        references=tuple(_reference(one) for one in entries.each("references")),
        missing_values=entries.texts("missing_values") if "missing_values" in entries else ("",),
        all_or_nothing=entries.flag("all_or_nothing"),
        themes=entries.texts("themes"),
        hvd=entries.choice("hvd", HVD, "") or None if "hvd" in entries else None,
        licence=entries.text("licence", "CC0-1.0"),
        contact=entries.maybe_text("contact"),
        sources=entries.texts("sources"),
        changes=tuple(_change(one) for one in entries.each("changes")),
        replaced_by=entries.maybe_text("replaced_by"),
    )


def _check(entries: Entries) -> NamedCheck:
    entries.need("name")
    parameters = {key: entries.natural(key) for key in entries.node.entries if key != "name"}
    return NamedCheck(entries.text("name"), parameters)


def _reference(entries: Entries) -> Reference:
    entries.known(("fields", "specification", "to"))
    entries.need("fields", "to")
    return Reference(entries.texts("fields"), entries.text("specification"), entries.texts("to"))


def _change(entries: Entries) -> Change:
    entries.known(("version", "date", "texts"))
    entries.need("version", "date")
    return Change(entries.text("version"), entries.text("date"), entries.words("texts"))
