"""What a person decides about rules on the page "This is what we found", and the page of the rows to mend."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from torg.catalogue.people.models import User
from torg.catalogue.people.queries import hub, may_edit
from torg.engine.specifications import sheet
from torg.foundation.problems import Refusal, refuse
from torg.kit.components import language, safe_colour, text
from torg.kit.permissions import signed_in
from torg.publishing.validation.queries import Rules

from . import drafting, queries
from .comparing import EVERY_LINE, SHOWN, rows_to_mend, with_columns
from .models import Draft
from .ruled import rules_named

YES, NONE = "yes", "none"


def rules_sent(user: User, one: Draft, form: Mapping[str, str], version: int) -> bool:
    """Whether the list is checked anew for what was sent."""
    asked = _asked(one, form)
    if asked is None:
        if form.get("rules") == YES:
            drafting.agree(by=user, draft=one, version=version)
        return False
    drafting.hold_against(by=user, draft=one, version=version, rules=asked, said=_words(asked))
    return True


def _asked(one: Draft, form: Mapping[str, str]) -> Rules | None:
    now = Rules.from_json(one.followed)
    if "change_rules" in form:
        return _chosen(now, form.get("kind", ""))
    if form.get("rules") == NONE:
        return None if now.said == NONE else Rules(said=NONE)
    return with_columns(one, form)


def _chosen(now: Rules, kind: str) -> Rules:
    """Other rules, or a newer version of the same: what was said of columns holds for that too."""
    if kind == NONE:
        return Rules(said=NONE)
    try:
        chosen = rules_named(kind)
    except Refusal:
        raise refuse("draft.kind") from None
    same = chosen.specification == now.specification
    return Rules(chosen.specification, chosen.version, now.columns if same else {}, said="yes")


def _words(rules: Rules) -> str:
    whole = rules.whole()
    return str(text("Rules: {name}", name=whole.label(language()) if whole else text("none")))


@require_safe
@signed_in
def rows(request: HttpRequest, identifier: str) -> HttpResponse:
    """Every row to mend, as their file counts them."""
    one = _ready(request, identifier)
    report = rows_to_mend(one)
    if report is None:
        return redirect(f"/publish/{one.pk}/found")
    lines = [line for line in report.lines if line.level != "done"]
    shown = {"draft": one, "report": report, "lines": lines, "most": SHOWN, "hub": hub()}
    return render(request, "intake/rows.html", shown | {"colour": safe_colour(one.organisation.colour)})


@require_safe
@signed_in
def rows_as_csv(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _ready(request, identifier)
    report = rows_to_mend(one, EVERY_LINE)
    if report is None:
        raise Http404
    answer = HttpResponse("\ufeff" + "".join(sheet(report)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _ready(request: HttpRequest, identifier: str) -> Draft:
    one = queries.draft(identifier)
    if one is None or not may_edit(request.user, one.organisation) or one.state != Draft.State.READY:
        raise Http404
    return one
