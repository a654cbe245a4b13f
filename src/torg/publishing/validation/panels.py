"""What validation adds to pages of lower rooms: the way to the check of a file, and the rules that a list follows."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.slots import Panel, dataset_panel
from torg.kit.components import text
from torg.kit.components.slots import Entry, nav_entry

from . import queries


@nav_entry.fill
def check_a_file() -> Entry:
    return Entry("Check a file", "/check")


@dataset_panel.fill
def rules_it_follows(dataset: Dataset, base: str, request: HttpRequest) -> Panel | None:
    """For everybody: by which rules the list is made, and how many rows fit. Not the cells: they may not be public."""
    followed = queries.followed_by(dataset)
    if followed is None:
        return None
    rules = queries.known().get(followed.specification, followed.version)
    shown = {"followed": followed, "rules": rules, "check": queries.newest_check(dataset)}
    html = render_to_string("validation/follows.html", shown, request)
    return Panel(Markup(html), heading=str(text("Made by rules")), address="rules")  # noqa: S704  our own template
