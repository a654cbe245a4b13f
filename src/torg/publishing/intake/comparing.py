"""What the steps show of the rules a list is held against: which, what each column is, what is to be mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torg.engine.specifications import CheckReport, Specification, Verdict, report_of
from torg.kit.components import language, text
from torg.publishing.validation.queries import Rules, known, newer_version, verdict_of

from .keeping import problems_of
from .models import Draft
from .ruled import in_the_way

SURE = 0.9
"""From here on a column is what it was taken for, as far as anybody can tell."""

LIKELY = 0.75
"""From here on “yes” is chosen already; below it a person chooses."""

LISTED = 20
SHOWN = 500
"""Lines on the page of rows to mend; the list to download has them all."""

EVERY_LINE = 1_000_000
LONGEST = 80
READ_SO = ("date.form", "num.comma", "num.group", "num.unit", "text.trim", "pos.grid", "bool.word", "col.extra")
"""What reading a list does itself, and tells itself."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Understood:
    """A column of theirs as the rules call it. ``open``: somebody should look whether that is so."""

    number: int
    heading: str
    field: str
    label: str
    why: str
    open: bool


@dataclass(frozen=True)
class Cause:
    """All cells of one cause in a column; ``rows`` are the first, as their file counts them."""

    words: str
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Compared:
    """``said`` tells whether somebody has decided: yes, or not yet. ``whole`` stands in the way of publishing."""

    rules: Rules
    label: str
    rows: int
    fine: int
    waiting: int
    columns: Mapping[str, Understood]
    fix: tuple[Cause, ...]
    look: tuple[Cause, ...]
    otherwise: tuple[Cause, ...]
    fields: Choices
    likely: bool
    newer: str
    whole: str

    @property
    def said(self) -> bool:
        return self.rules.said == "yes"

    @property
    def headings(self) -> Choices:
        return [(heading, heading) for heading in self.columns if heading]

    @property
    def open(self) -> tuple[Understood, ...]:
        return tuple(one for one in self.columns.values() if one.open)


def compared(draft: Draft) -> Compared | None:
    """None where a list is held against no rules."""
    rules = Rules.from_json(draft.followed)
    verdict, whole = verdict_of(draft.verdict), rules.whole()
    if verdict is None or whole is None:
        return None
    report = report_of(verdict, draft.source_name, whole, language(), lines=0)
    newer, stop = newer_version(rules), in_the_way(rules, verdict)
    return Compared(
        rules=rules,
        label=whole.label(language()),
        rows=verdict.rows,
        fine=verdict.rows - verdict.waiting,
        waiting=verdict.waiting,
        columns={one.heading: one for one in _columns(verdict, whole)},
        fix=tuple(_causes(report, "wait")),
        look=tuple(_causes(report, "check")),
        otherwise=tuple(_otherwise(report)),
        fields=[(one.name, one.label(language())) for one in whole.fields],
        likely=verdict.likeness.score >= LIKELY,
        newer=newer.version if newer and rules.said == "yes" else "",
        whole=stop.sentence() if stop else "",
    )


def _columns(verdict: Verdict, whole: Specification) -> Iterator[Understood]:
    labels = {one.name: one.label(language()) for one in whole.fields}
    for one in verdict.likeness.matches:
        told = one.reason.code in ("match.told", "match.exact")
        doubted = one.field is not None and one.score < SURE and not told
        label = labels.get(one.field or "", "")
        yield Understood(one.index, one.heading, one.field or "", label, one.reason.sentence(language()), doubted)


def _causes(report: CheckReport, level: str) -> Iterator[Cause]:
    for one in report.of_level(level):  # type: ignore[arg-type]
        if one.group.code != "col.match":  # asked beside the column itself
            yield Cause(one.sentence, one.group.rows[:LISTED], one.group.count)


def _otherwise(report: CheckReport) -> Iterator[Cause]:
    """Values whose right form is known. They stay as they are written: nothing is altered that nobody was asked."""
    for one in report.of_level("done"):
        group = one.group
        if group.code in READ_SO or not group.values or not group.fixes or group.fixes[0] is None:
            continue
        words = text(
            "In “{column}”, “{value}” is written “{fix}” by these rules.",
            column=group.column or one.label or "", value=_short(group.values[0]), fix=_short(group.fixes[0]),
        )  # fmt: skip
        yield Cause(str(words), group.rows[:LISTED], group.count)


def _short(written: str | None) -> str:
    written = written or ""
    return written if len(written) <= LONGEST else written[: LONGEST - 1] + "…"


def kinds_of_lists() -> Choices:
    """What a list may be said to be, in the reader's words."""
    named = ((f"{one.id}/{one.version}", one.label(language())) for one in known())
    return sorted(named, key=lambda one: one[1].casefold())


def rows_to_mend(draft: Draft, lines: int = SHOWN) -> CheckReport | None:
    """Every single problem, as long as the file of the draft is kept as it was read."""
    rules = Rules.from_json(draft.followed)
    verdict, whole = verdict_of(draft.verdict, problems_of(draft)), rules.whole()
    if verdict is None or whole is None:
        return None
    return report_of(verdict, draft.source_name, whole, language(), lines=lines)


def with_columns(draft: Draft, form: Mapping[str, str]) -> Rules | None:
    """The rules with what a person chose for columns; None where that is what was proposed."""
    rules, verdict = Rules.from_json(draft.followed), verdict_of(draft.verdict)
    whole = rules.whole()
    if verdict is None or whole is None:
        return None
    names = {one.name for one in whole.fields}
    told = dict(_told(verdict.likeness.matches, names, form))
    changed = any(told.get(one.heading, one.field) != one.field for one in verdict.likeness.matches)
    columns = {**rules.columns, **told}
    return replace(rules, columns=columns, said="yes", kept=()) if changed else None


def _told(matches: Sequence[Any], names: set[str], form: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """By the number of the column, and one more that was named by its heading; what is no field is their own column."""
    for one in matches:
        chosen = form.get(f"column-{one.index}")
        if form.get("heading") == one.heading and "change_column" in form:
            chosen = form.get("field", "")
        if chosen is not None and one.heading:
            yield one.heading, chosen if chosen in names else None
