"""What the intake adds to pages of lower rooms: the way to the next version of a list, and what is left to do."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.slots import Panel, dataset_panel
from torg.catalogue.people.queries import may_edit


@dataset_panel.fill
def next_version(dataset: Dataset, base: str, request: HttpRequest) -> Panel | None:
    """Only for those who may: the page of everybody else has nothing of it."""
    if not may_edit(request.user, dataset.organisation):
        return None
    html = render_to_string("intake/update.html", {"listed": dataset}, request)
    return Panel(Markup(html), place="top")  # noqa: S704  our own template
