"""What the search adds to the start page of those who coordinate: what people look for and nobody publishes."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from torg.catalogue.people.models import User
from torg.catalogue.people.queries import coordinates
from torg.catalogue.people.slots import Panel, studio_task
from torg.kit.components import text

from .queries import missed

DAYS = 90
SHOWN = 5


@studio_task.fill
def looked_for_in_vain(person: User, request: HttpRequest) -> Panel | None:
    rows = list(missed(DAYS)[: SHOWN + 1]) if coordinates(person) else []
    if not rows:
        return None
    html = render_to_string("search/missed_lately.html", {"rows": rows[:SHOWN]}, request)
    return Panel(Markup(html), heading=str(text("Looked for in vain")), address="in-vain")  # noqa: S704  ours
