"""What datasets add to pages of lower rooms: the list of an organisation's datasets, entries of the navigation."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.queries import organisations_of
from torg.catalogue.people.slots import Panel, member_panel, studio_task
from torg.kit.components import text
from torg.kit.components.slots import Entry, nav_entry

from .lists import list_page, page_number
from .queries import public_datasets


@nav_entry.fill
def data() -> Entry:
    return Entry("Data", "/datasets")


@nav_entry.fill
def publishers_of_the_hub() -> Entry:
    return Entry("Publishers", "/#publishers")


@nav_entry.fill
def interface() -> Entry:
    return Entry("API", "/api/v1/openapi.json")


@member_panel.fill
def datasets_of(organisation: Organisation, request: HttpRequest) -> Panel:
    theirs = public_datasets().filter(organisation=organisation)
    found = list_page(theirs, page_number(request.GET.get("page", "1"))) or list_page(theirs, 1)
    context = {**vars(found), "organisation": organisation}
    html = render_to_string("datasets/of_organisation.html", context)
    return Panel(Markup(html), heading=str(text("Datasets")), address="datasets")  # noqa: S704  our own template


@studio_task.fill
def data_of(person: User, request: HttpRequest) -> Panel | None:
    """What the organisations of a signed-in person have public, the newest first."""
    organisations = list(organisations_of(person))
    theirs = public_datasets().filter(organisation__in=organisations)
    found = list_page(theirs, page_number(request.GET.get("page", "1"))) or list_page(theirs, 1)
    if found is None or not organisations:
        return None
    html = render_to_string("datasets/of_person.html", {**vars(found), "several": len(organisations) > 1})
    heading = str(text("Your data ({count})", count=found.total))
    return Panel(Markup(html), heading=heading, address="your-data")  # noqa: S704  our own template
