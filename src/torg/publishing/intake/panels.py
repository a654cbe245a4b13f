"""What the intake adds to pages of lower rooms: the way to the next version of a list, and what is left to do."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.slots import Panel, dataset_panel
from torg.catalogue.people.models import User
from torg.catalogue.people.queries import may_edit
from torg.catalogue.people.slots import studio_task
from torg.kit.components import text
from torg.publishing.validation.queries import newer_version, rules_of

from . import queries
from .lines import draft_line, publication_line

SHOWN = 8


@dataset_panel.fill
def next_version(dataset: Dataset, base: str, request: HttpRequest) -> Panel | None:
    """Only for those who may: the page of everybody else has nothing of it."""
    if not may_edit(request.user, dataset.organisation):
        return None
    rules = rules_of(dataset)
    newer = newer_version(rules)
    html = render_to_string("intake/update.html", {"listed": dataset, "rules": rules, "newer": newer}, request)
    return Panel(Markup(html), place="top")  # noqa: S704  our own template


@studio_task.fill
def left_to_do(person: User, request: HttpRequest) -> Panel | None:
    """Lists to go on with, and what programs handed in and is not public yet, or came to nothing."""
    drafts = list(queries.drafts_of(person)[: SHOWN + 1])
    lines = [draft_line(one) for one in drafts[:SHOWN]]
    lines += [publication_line(one) for one in queries.handed_in_by_programs(person)[:SHOWN]]
    if not lines:
        return None
    html = render_to_string("intake/tasks.html", {"lines": lines, "more": len(drafts) > SHOWN}, request)
    return Panel(Markup(html), heading=str(text("To go on with")), address="to-do", place="top")  # noqa: S704  ours
