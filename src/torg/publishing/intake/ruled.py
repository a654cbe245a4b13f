"""Reading a list and holding it against the rules for its kind, for a draft and for a publication alike.

Rows that are to be mended are told and listed, and go public as they are. The one exception is rules that take the
whole list or nothing: they say so themselves, and such a list waits until its rows are mended.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.models import Organisation
from torg.engine.specifications import Verdict
from torg.engine.understanding import Answers, Report
from torg.foundation.home import home
from torg.foundation.problems import Problem, refuse
from torg.kit.jobs.actions import Running
from torg.publishing.validation import actions as validation
from torg.publishing.validation.queries import NO_RULES, SURE, Place, Rules, kept_as_text, known, likeness, rules_of

from .keeping import PROBLEMS
from .models import Draft, Publication
from .originals import Reading

MOST_LOOKED_AT = 100_000
"""Rows of a list that is looked at though nobody asked: the lists we know are small, and looking takes time."""


@dataclass(frozen=True)
class Ruled:
    """A reading with the rules taken into account: ``reading`` is the one that ``report`` came of."""

    report: Report
    reading: Reading
    rules: Rules
    verdict: Verdict | None = None


def read_by_rules(
    running: Running, own: Reading, into: Path, *, organisation: Organisation, rules: Rules, problems: Path
) -> Ruled:
    """``own`` is the reading by what people answered; it is made anew where the rules call other columns text.

    ``problems`` gets the list of all of them; it lies in the work folder, so that what a killed check leaves is swept.
    """
    reading = replace(own, said=with_texts(own.said, rules.kept))
    report = reading.carry_out(running, into)
    if rules.said == "none":
        return Ruled(report, reading, rules)
    running.progress("ruling")
    verdict = validation.hold(
        home().originals / own.original, report, organisation=organisation, rules=rules if rules.said else NO_RULES,
        place=Place(own.box, own.country), into=problems,
    )  # fmt: skip
    taken = _taken(rules, verdict, report, own)
    if set(taken.kept) != set(rules.kept):
        reading = replace(own, said=with_texts(own.said, taken.kept))
        _emptied(into)
        report = reading.carry_out(running, into)
    return Ruled(report, reading, taken, verdict)


def _taken(rules: Rules, verdict: Verdict | None, report: Report, own: Reading) -> Rules:
    if verdict is None:
        return rules if rules.named and rules.said else NO_RULES
    answered = {key for key, answer in own.answers.columns.items() if answer.as_type}
    kept = tuple(key for key in kept_as_text(report, verdict, rules.kept) if key not in answered)
    return replace(rules, specification=verdict.specification, version=verdict.version, kept=kept)


def with_texts(said: Mapping[str, Any], kept: Iterable[str]) -> dict[str, Any]:
    """Answers of a person, and beside them the columns that the rules call text. A person's own word goes first."""
    answered = Answers.from_json(said).columns
    free = [key for key in kept if key not in answered or not answered[key].as_type]
    return Answers.from_json(said).changed({"columns": {key: {"as_type": "text"} for key in free}}).as_json()


def without_texts(said: Mapping[str, Any], kept: Iterable[str]) -> dict[str, Any]:
    """Answers as people gave them, without the columns that the rules call text."""
    change = {"columns": {key: {"as_type": None} for key in kept}}
    return Answers.from_json(Answers.from_json(said).changed(change).as_json()).as_json()


def last_options(dataset: Dataset) -> dict[str, Any]:
    """The wishes that the newest public version came with."""
    earlier = Publication.objects.filter(dataset=dataset, state=Publication.State.PUBLIC).order_by("-created")
    return dict(earlier.values_list("options", flat=True).first() or {})


def rules_from_last_time(dataset: Dataset) -> Rules:
    """The rules a list follows, with the columns that were kept as text last time: so it is read only once."""
    rules = rules_of(dataset)
    before = Rules.from_json(last_options(dataset).get("rules"))
    return replace(rules, kept=before.kept) if rules.named else rules


def rules_named(written: str) -> Rules:
    """As a program names them: ``id``, ``id/version``, or ``none``. Raises Refusal for rules that are not here."""
    if written == "none":
        return Rules(said="none")
    name, _, version = written.partition("/")
    whole = known().get(name, version or None)
    if whole is None or whole.status == "draft":
        raise refuse("check.no_rules", value=written[:100])
    return Rules(whole.id, whole.version, said="yes")


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _with_what_was_said(named: Rules, dataset: Dataset | None) -> Rules:
    """A program that names the rules a list follows anyway takes nothing back that people said of its columns."""
    before = rules_from_last_time(dataset) if dataset is not None else NO_RULES
    if not named.said:
        return before
    same = named.specification == before.specification
    return replace(named, columns=before.columns, kept=before.kept) if same and named.named else named


def read_for_program(running: Running, publication: Publication, own: Reading, into: Path) -> Ruled:
    """Nobody looks on. Rules count that were named or are followed; what a list only looks like is noted."""
    dataset = publication.dataset
    organisation = dataset.organisation if dataset else publication.organisation
    rules = _with_what_was_said(Rules.from_json(publication.options.get("rules")), dataset)
    if rules.named:
        return read_by_rules(
            running, own, into, organisation=organisation, rules=rules, problems=into.parent / PROBLEMS
        )
    report = own.carry_out(running, into)
    if rules.said == "none" or report.rows > MOST_LOOKED_AT:
        return Ruled(report, own, rules)
    found = likeness(report, organisation, Place(own.box, own.country))
    sure = found is not None and found.score >= SURE
    return Ruled(report, own, Rules(found.specification, found.version) if found and sure else NO_RULES)


def check_whole(rules: Rules, verdict: Verdict | None) -> None:
    """Raises Refusal where the rules take the whole list or nothing, and rows of it are to be mended."""
    problem = in_the_way(rules, verdict)
    if problem is not None:
        raise refuse(problem.code, **problem.facts)


def in_the_way(rules: Rules, verdict: Verdict | None) -> Problem | None:
    whole = rules.whole() if rules.said == "yes" else None
    if whole is None or verdict is None or not whole.all_or_nothing or verdict.passes:
        return None
    return Problem("publish.whole", count=verdict.waiting, value=whole.label())


def told_of(verdict: Verdict | None) -> dict[str, Any] | None:
    """What a publication says about the rules it was held against."""
    if verdict is None:
        return None
    counts = {name: getattr(verdict, name) for name in ("rows", "fine", "mended", "waiting")}
    return {"id": verdict.specification, "version": verdict.version, **counts, "conforms": verdict.conforms}


def notices_of(ruled: Ruled) -> Iterator[Problem]:
    """A list that nobody said anything about, and that looks like one of a kind."""
    whole = ruled.rules.whole() if not ruled.rules.said else None
    if whole is not None:
        yield Problem("publish.looks_like", value=whole.label(), spec=whole.id)


def settle(publication: Publication, dataset: Dataset, ruled: Ruled, table: str, number: int) -> None:
    """In the transaction that makes a version public: what it follows, what was found, what was learned.

    Only what a person looked at is learned. Repeated, it says the same.
    """
    by, rules, verdict = publication.by, ruled.rules, ruled.verdict
    if rules.said == "none":
        validation.leave(by=by, dataset=dataset)
    elif rules.said == "yes" and verdict is not None:
        version = TableVersion.objects.get(table=table, number=number)
        validation.follow(by=by, dataset=dataset, rules=rules)
        validation.record(by=by, version=version, verdict=verdict)
        if Draft.objects.filter(publication=publication).exists():
            validation.confirm(by=by, dataset=dataset, rules=rules, verdict=verdict)
