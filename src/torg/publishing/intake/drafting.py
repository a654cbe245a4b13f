"""Drafts: a list is begun, answered about, described and published; every change is kept and can be told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import Organisation, User
from torg.engine.understanding import Answers
from torg.foundation import ids
from torg.foundation.problems import refuse
from torg.kit.components import language, text
from torg.kit.jobs.actions import WAITED_FOR, enqueue
from torg.publishing.validation.queries import Rules

from .describing import called, described
from .keeping import forget_files
from .models import Draft, Publication
from .ruled import last_options, rules_from_last_time, without_texts
from .sources import HandedFile, Kept, WebAddress, file_name, forget, keep, last_part

TOLD = 20
"""So many changes are kept, for somebody whose page is older."""
LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class Change:
    """Somebody changed a draft while another person had it open; ``what`` is in words, one line a thing."""

    name: str
    moment: str
    what: tuple[str, ...]


class Overtaken(Exception):
    """The page was older than the draft. Nothing was changed."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__()
        self.changes = changes


def begin_draft(
    *, by: User, organisation: Organisation, source: HandedFile | WebAddress, dataset: Dataset | None = None
) -> Draft:
    """Keep the file privately and read it as soon as a worker is free. Raises Refusal for what can be told at once."""
    identifier = ids.mint("f")
    kept = keep(source, identifier) if isinstance(source, HandedFile) else None
    try:
        return _begin(by, organisation, source, kept, dataset, identifier)
    except BaseException:
        forget(identifier)
        raise


@transaction.atomic
def _begin(
    by: User,
    organisation: Organisation,
    source: HandedFile | WebAddress,
    kept: Kept | None,
    dataset: Dataset | None,
    identifier: str,
) -> Draft:
    url = source.url if isinstance(source, WebAddress) else ""
    if len(url) > LONGEST_ADDRESS:
        raise refuse("fetch.address", value=url[:LONGEST_ADDRESS])
    draft = Draft(
        id=identifier,
        organisation=organisation,
        dataset=dataset,
        source_name=(last_part(url) if isinstance(source, WebAddress) else file_name(source.name))[:255],
        source_url=url,
        original=kept.name if kept else "",
        sha256=kept.sha256 if kept else "",
        bytes=kept.bytes if kept else 0,
        changed_by=by,
        **_from_last_time(dataset),
    )
    draft.job = _read(draft)
    draft.save(force_insert=True)
    return draft


def _from_last_time(dataset: Dataset | None) -> dict[str, Any]:
    """What was answered about the last file of the dataset holds for the next one too, and the rules it follows."""
    if dataset is None:
        return {}
    rules = rules_from_last_time(dataset)
    answers = without_texts(last_options(dataset).get("answers") or {}, rules.kept)
    return {"answers": Answers.from_json(answers).lasting().as_json(), "followed": rules.as_json()}


@transaction.atomic
def hold_against(*, by: User, draft: Draft, version: int, rules: Rules, said: str) -> None:
    """Other rules, none, or other columns: the file is checked again. Raises Overtaken."""
    locked = _locked(draft, version)
    locked.followed, locked.verdict = rules.as_json(), None
    _read_again(locked, by, said[:400])


@transaction.atomic
def agree(*, by: User, draft: Draft, version: int) -> None:
    """A person saw what the list was taken for, and says yes. Nothing is read for that. Raises Overtaken."""
    locked = _locked(draft, version)
    rules = Rules.from_json(locked.followed)
    if rules.said or not rules.specification or locked.state != Draft.State.READY:
        return
    locked.followed = replace(rules, said="yes").as_json()
    whole = rules.whole()
    _changed(locked, by, [str(text("Rules: {name}", name=whole.label(language()) if whole else rules.specification))])


@transaction.atomic
def answer(*, by: User, draft: Draft, version: int, said: str, change: Mapping[str, Any]) -> None:
    """Decide something about the reading; the file is read again. Raises Overtaken, and Refusal for no answer."""
    locked = _locked(draft, version)
    locked.answers = Answers.from_json(locked.answers).changed(change).as_json()
    _read_again(locked, by, said[:400])


@transaction.atomic
def forget_answers(*, by: User, draft: Draft, version: int) -> None:
    locked = _locked(draft, version)
    locked.answers = {}
    _read_again(locked, by, "")


@transaction.atomic
def read_again(*, by: User, draft: Draft) -> None:
    """Once more, with the same answers: after a fault of ours, or because an address has other content now."""
    _read_again(_locked(draft, None), by, "")


def _read_again(draft: Draft, by: User, said: str) -> None:
    draft.reading += 1
    draft.state, draft.problem, draft.asked = Draft.State.READING, None, timezone.now()
    draft.job = _read(draft)
    _changed(draft, by, [said] if said else [])


def _read(draft: Draft) -> Any:
    return enqueue("draft.read", priority=WAITED_FOR, about=draft.organisation, draft=draft.pk, reading=draft.reading)


@transaction.atomic
def describe(*, by: User, draft: Draft, version: int, facts: Mapping[str, Any]) -> None:
    """Change what is said about the list. Raises Overtaken."""
    locked = _locked(draft, version)
    before = {**vars(described(locked)), "slug": "", **locked.described}
    changed = [name for name, value in facts.items() if _shown(before.get(name, "")) != _shown(value)]
    locked.described = {**locked.described, **facts}
    _changed(locked, by, [f"{called(name)}: {_shown(facts[name])}" for name in changed])


@transaction.atomic
def reach(*, draft: Draft, step: str) -> None:
    """Remember how far somebody came, so that the next one goes on there; a step done is never forgotten."""
    order = list(Draft.Step)
    if order.index(Draft.Step(step)) > order.index(Draft.Step(draft.step)):
        Draft.objects.filter(pk=draft.pk).update(step=step)


@transaction.atomic
def discard(*, by: User, draft: Draft) -> None:
    """The draft and its file go; what was published stays."""
    Draft.objects.filter(pk=draft.pk).delete()
    transaction.on_commit(lambda: forget_files(draft))


def check(draft: Draft, version: int) -> None:
    """Whether a draft can be published as this version of it is: asked before its file is touched."""
    if not draft.open:
        raise refuse("draft.published")
    if draft.version != version:
        raise Overtaken(tuple(changes_since(draft, version)))
    if draft.state != Draft.State.READY:
        raise refuse("draft.unread")


def hand_over(draft: Draft, publication: Publication) -> None:
    """In the transaction that makes the publication: whoever changed the draft meanwhile is heard first."""
    locked = _locked(draft, draft.version)
    check(locked, draft.version)
    locked.state, locked.publication = Draft.State.HANDED_OVER, publication
    locked.save(update_fields=["state", "publication"])


@transaction.atomic
def reopen(*, by: User, draft: Draft) -> None:
    """Go on with a draft whose publication came to nothing."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("publication").get(pk=draft.pk)
    ended = locked.publication
    if locked.state == Draft.State.HANDED_OVER and (ended is None or (ended.ended and ended.committed is None)):
        locked.state, locked.publication = Draft.State.READY, None
        _changed(locked, by, [])


@transaction.atomic
def take_back(*, by: User, draft: Draft, dataset: Dataset) -> None:
    """Go on with a draft whose publication was undone: it is the next version of the dataset that came of it."""
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    locked.state, locked.publication, locked.dataset = Draft.State.READY, None, dataset
    _changed(locked, by, [str(text("Publishing was undone"))])


def _locked(draft: Draft, version: int | None) -> Draft:
    locked = Draft.objects.select_for_update(of=("self",)).select_related("organisation", "dataset").get(pk=draft.pk)
    if not locked.open:
        raise refuse("draft.published")
    if version is not None and locked.version != version:
        raise Overtaken(tuple(changes_since(locked, version)))
    return locked


def changes_since(draft: Draft, version: int) -> list[Change]:
    return [Change(one["by"], one["at"], tuple(one["what"])) for one in draft.history if one["version"] > version]


def _changed(draft: Draft, by: User, what: list[str]) -> None:
    now = timezone.now()
    draft.version += 1
    told = {"version": draft.version, "by": by.name or by.email, "at": f"{now:%H:%M}", "what": what}
    draft.history = [*draft.history[-TOLD + 1 :], told]
    draft.changed, draft.changed_by, draft.warned = now, by, None
    draft.save()


def _shown(value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"“{words[:200]}”"
