"""What a publication says about its dataset: a new one, one that is described anew, and how it was before."""

from typing import Any

from torg.catalogue.datasets import actions as datasets
from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.queries import hub
from torg.foundation import ids
from torg.publishing.validation.queries import rules_of

from .models import Publication

RULES = "rules"
_FACTS = ("title", "description", "licence", "frequency", "contact_mail", "themes", "keywords")


def new_dataset(publication: Publication) -> Dataset:
    options = publication.options
    language = options.get("language") or next(iter(hub().languages), "en")
    return datasets.add_dataset(
        by=publication.by,
        id=ids.mint("d"),
        slug=publication.slug,
        organisation=publication.organisation,
        title={language: publication.title},
        description={language: options["description"]} if options.get("description") else {},
        language=language,
        licence=options.get("licence") or publication.organisation.licence,
        **{name: fact for name, fact in options.get("facts", {}).items() if fact},
    )


def describe_anew(publication: Publication) -> None:
    """What a person said about a dataset that was there before, in the transaction of its new version."""
    dataset, options = publication.dataset, publication.options
    if dataset is None or not options.get("described"):
        return
    language = options.get("language") or dataset.language
    datasets.describe(
        by=publication.by,
        dataset=dataset,
        title={**dataset.title, language: publication.title},
        description={**dataset.description, language: options["description"]},
        licence=options.get("licence") or dataset.licence,
        **options["facts"],
    )


def as_it_was(publication: Publication) -> dict[str, Any]:
    """What was said about a dataset that was public already: nothing where there was none."""
    dataset = publication.dataset
    if dataset is None or dataset.state != Dataset.State.PUBLIC:
        return {}
    return {name: getattr(dataset, name) for name in _FACTS} | {RULES: rules_of(dataset).as_json()}
