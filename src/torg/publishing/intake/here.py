"""Publishing in the hub of this home: the job is taken up by this process at once."""

import click

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.queries import added, hub
from torg.engine.understanding import Answers
from torg.foundation.home import home
from torg.foundation.problems import Refusal
from torg.kit.jobs.actions import run_now

from . import queries
from .actions import BeingKept, WebAddress, Wishes, cancel, publish
from .remote import Refused, Watch
from .showing import Shown

BY = "command line"


def publish_here(
    handed: BeingKept | WebAddress, slug: str, said: dict[str, str], answers: Answers, watch: Watch
) -> Shown:
    try:
        organisation, created = ensure_organisation(by=BY, slug=slug)
        if created:
            click.echo(added(organisation), err=True)
        title = said.pop("title")
        wishes = Wishes(**said, answers=answers.as_json())
        publication = publish(by=BY, organisation=organisation, title=title, source=handed, wishes=wishes)
    except Refusal as refusal:
        if isinstance(handed, BeingKept):
            handed.give_up()
        raise Refused(refusal.problem.sentence()) from refusal
    try:
        run_now(publication.job, watch)
    except KeyboardInterrupt:
        cancel(by=BY, publication=publication)
    return queries.answer(queries.publication(publication.pk), _address())


def _address() -> str:
    """Where a person sees what was published; after the last start, where nobody says otherwise."""
    served = home().address
    return hub().public_url or (served.read_text().strip() if served.is_file() else "http://localhost:8000")
