"""Publishing: a file is handed in, and a job is on its way in the same transaction."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.queries import slug_holder
from torg.catalogue.people.models import Organisation, User
from torg.foundation import ids
from torg.foundation.home import home
from torg.foundation.problems import Problem, Refusal, refuse
from torg.foundation.vocabularies import licence_code, vocabulary
from torg.kit.jobs.actions import WAITED_FOR, enqueue
from torg.publishing.validation.queries import Rules, verdict_of

from . import drafting
from .describing import described
from .models import Draft, Publication
from .ruled import check_whole, rules_named, with_texts
from .sources import BeingKept, HandedFile, Kept, Source, WebAddress, forget, keep, last_part
from .telling import told
from .tidying import reconcile_shelf, sweep
from .undoing import undo, was_taken_back

__all__ = [
    "BeingKept",
    "HandedFile",
    "WebAddress",
    "Wishes",
    "cancel",
    "publish",
    "publish_draft",
    "reconcile_shelf",
    "sweep",
    "undo",
]


WORDS = ("dataset", "layer", "licence", "description", "language")
LONGEST_TITLE = 400
LONGEST_KEY = 200


@dataclass(frozen=True)
class Wishes:
    """What may be said besides the file. ``layer`` is the sheet to take; ``dataset`` the slug to publish to.

    ``answers`` are a person's answers to the reading. ``new`` refuses a slug that a dataset has already;
    ``described`` renews what is said about the dataset also where there is one. ``spec`` names the rules to hold the
    list against (``id`` or ``id/version``, ``none``); ``rules`` is what a person decided about them in a draft.
    """

    dataset: str = ""
    layer: str = ""
    licence: str = ""
    description: str = ""
    language: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    frequency: str = ""
    contact: str = ""
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    new: bool = False
    described: bool = False
    spec: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """The words, and of the rest what somebody said: what a repeated request is compared by."""
        return {name: value for name, value in vars(self).items() if value or name in WORDS}


def publish(
    *,
    by: str,
    organisation: Organisation,
    title: str,
    source: Source,
    wishes: Wishes = Wishes(),
    idempotency_key: str | None = None,
    draft: Draft | None = None,
) -> Publication:
    """Hand a file in. Raises Refusal for what can be told at once; the rest is said by the publication.

    With the key of an earlier publication of the organisation that one is returned, if the request is the same.
    With a draft, that is handed over in the same transaction.
    """
    identifier = source.identifier if isinstance(source, BeingKept) else ids.mint("p")
    try:
        title = _one_line(title)
        _check_lengths(title, idempotency_key)
        if wishes.language and wishes.language not in vocabulary("languages"):
            raise refuse("language.unknown", value=wishes.language, choices=list(vocabulary("languages")))
        wishes = replace(wishes, rules=rules_named(wishes.spec).as_json()) if wishes.spec else wishes
        kept = _kept(source, identifier)
        publication = _hand_in(by, organisation, title, source, kept, wishes, idempotency_key, identifier, draft)
    except BaseException:
        source.give_up() if isinstance(source, BeingKept) else forget(identifier)
        raise
    if publication.pk != identifier:
        forget(identifier)
    return publication


def _kept(source: Source, identifier: str) -> Kept | None:
    match source:
        case HandedFile():
            return keep(source, identifier)
        case BeingKept(copying=copying):
            return copying.result()
        case WebAddress():
            return None


@transaction.atomic
def cancel(*, by: str, publication: Publication) -> bool:
    """Take a publication back that is not public yet; False if it is too late for that."""
    waiting = Publication.objects.select_for_update().filter(pk=publication.pk, committed=None)
    taken = waiting.exclude(state__in=Publication.ENDED).update(
        state=Publication.State.REFUSED, problem=told(Problem("publish.cancelled")), finished=timezone.now()
    )
    return taken == 1


@transaction.atomic
def _hand_in(
    by: str,
    organisation: Organisation,
    title: str,
    source: Source,
    kept: Kept | None,
    wishes: Wishes,
    key: str | None,
    identifier: str,
    draft: Draft | None,
) -> Publication:
    # The organisation's row is the lock: two requests with one key, or for one title, come one after the other.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    request = _digest(title, wishes, source.url if isinstance(source, WebAddress) else kept.sha256)
    earlier = key and Publication.objects.filter(organisation=organisation, idempotency_key=key).first()
    if earlier:
        if earlier.request_digest != request:
            raise refuse("publish.key_reused", value=key)
        return earlier
    target, slug = _target(organisation, title, wishes.dataset, draft)
    if target and wishes.new:
        raise _exists(target)
    publication = Publication(
        id=identifier,
        organisation=organisation,
        dataset=target,
        title=title or (target.title_in(target.language) if target else ""),
        slug=slug,
        options={
            "layer": wishes.layer,
            "licence": licence_code(wishes.licence) if wishes.licence else "",
            "description": wishes.description.replace("\0", ""),
            "language": wishes.language,
            "answers": dict(wishes.answers),
            "rules": dict(wishes.rules),
            "described": wishes.described,
            "again": target is not None and target.state != Dataset.State.PUBLIC,
            "facts": {
                "frequency": wishes.frequency,
                "contact_mail": wishes.contact,
                "themes": list(wishes.themes),
                "keywords": list(wishes.keywords),
            },
        },
        source_name=(last_part(source.url) if isinstance(source, WebAddress) else source.name)[:255],
        source_url=source.url[:2000] if isinstance(source, WebAddress) else "",
        original=kept.name if kept else "",
        sha256=kept.sha256 if kept else "",
        bytes=kept.bytes if kept else 0,
        idempotency_key=key,
        request_digest=request,
        by=by,
    )
    publication.job = enqueue("publication.run", priority=WAITED_FOR, about=organisation, publication=identifier)
    publication.save(force_insert=True)
    if draft is not None:
        drafting.hand_over(draft, publication)
    return publication


def publish_draft(*, by: User, draft: Draft, version: int) -> Publication:
    """Publish what people decided and described in a draft. Raises Refusal, or Overtaken where a page was older."""
    drafting.check(draft, version)
    facts, rules = described(draft), Rules.from_json(draft.followed)
    check_whole(rules, verdict_of(draft.verdict))
    original = HandedFile(home().originals / draft.original, draft.source_name, ours=True)
    return publish(
        by=by.email,
        organisation=draft.organisation,
        title=facts.title,
        source=original,
        wishes=Wishes(
            dataset=draft.dataset.slug if draft.dataset else draft.described.get("slug", ""),
            licence=facts.licence,
            description=facts.summary,
            language=facts.language,
            answers=with_texts(draft.answers, rules.kept),
            rules=rules.as_json() if rules.said else {"said": "none"},
            frequency=facts.frequency,
            contact=facts.contact,
            themes=(facts.theme,) if facts.theme else (),
            keywords=facts.keywords,
            new=draft.dataset is None,
            described=draft.dataset is not None,
        ),
        draft=draft,
    )


def _target(organisation: Organisation, title: str, dataset: str, draft: Draft | None) -> tuple[Dataset | None, str]:
    """The dataset that gets a new version, or None and the slug of the dataset to be made."""
    if dataset:
        return _named_target(organisation, title, dataset, draft)
    if not title:
        raise refuse("publish.title")
    slug = ids.slug(title) or ids.mint("list").replace("_", "-")
    for candidate in (slug, f"{slug}-{organisation.slug}"[:80].strip("-")):
        holder = slug_holder(candidate)
        if holder is None:
            return None, candidate
        if holder.organisation_id == organisation.pk:
            raise _exists(holder)
    raise _exists(holder)


def _named_target(
    organisation: Organisation, title: str, dataset: str, draft: Draft | None
) -> tuple[Dataset | None, str]:
    """What was taken back goes public again only by the draft that it came of."""
    holder = slug_holder(dataset)
    if holder is None:
        if ids.slug(dataset) != dataset:
            raise refuse("dataset.slug", value=dataset, example=ids.slug(dataset) or ids.slug(title))
        if not title:
            raise refuse("publish.title")
        return None, dataset
    if holder.organisation_id != organisation.pk:
        raise refuse("dataset.other_organisation", dataset=dataset, organisation=holder.organisation.slug)
    its_draft = draft is not None and draft.dataset_id == holder.pk
    if holder.state != Dataset.State.PUBLIC and not (its_draft and was_taken_back(holder)):
        raise refuse("dataset.withdrawn", dataset=holder.slug)
    return holder, holder.slug


def _exists(holder: Dataset) -> Refusal:
    return refuse("dataset.exists", value=holder.title_in(holder.language), dataset=holder.slug)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _check_lengths(title: str, key: str | None) -> None:
    if len(title) > LONGEST_TITLE:
        raise refuse("publish.title_long", count=len(title), most=LONGEST_TITLE)
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise refuse("publish.key", most=LONGEST_KEY)


def _digest(title: str, wishes: Wishes, content: str) -> str:
    return hashlib.sha256(json.dumps([title, wishes.said(), content], sort_keys=True).encode()).hexdigest()
