"""What this room adds to the page of a dataset: the description that search engines read."""

from django.http import HttpRequest
from markupsafe import Markup

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.slots import Panel, dataset_panel

from .schema_org import script


@dataset_panel.fill
def described_for_search_engines(dataset: Dataset, base: str, request: HttpRequest) -> Panel:
    html = '<script type="application/ld+json">' + script(dataset, base) + "</script>"
    return Panel(Markup(html), place="head")  # noqa: S704  no "<" of the data is left in it
