"""Drafts and publications as lines of a list: what it is, how it stands, what to do next."""

from dataclasses import dataclass
from datetime import datetime

from torg.kit.components import text

from .models import Draft, Publication


@dataclass(frozen=True)
class DraftLine:
    """``kind`` is how the sign beside it looks: waiting, late where something is wrong, or none."""

    title: str
    address: str
    organisation: str
    state: str
    kind: str
    action: str
    changed: datetime


def draft_line(one: Draft) -> DraftLine:
    state, kind, action = _standing(one)
    organisation = one.organisation.name_in("en")
    return DraftLine(one.title, f"/publish/{one.pk}", organisation, str(state), kind, str(action), one.changed)


def _standing(one: Draft) -> tuple[object, str, object]:
    handed = one.publication
    if one.state == Draft.State.HANDED_OVER:
        if handed is not None and not handed.ended:
            return text("Being published"), "waiting", text("See how far")
        return _why(handed and handed.problem), "late", text("See what to do")
    if one.state == Draft.State.REFUSED:
        return _why(one.problem), "late", text("See what to do")
    if one.state == Draft.State.READING:
        return text("The file is being read"), "waiting", text("See how far")
    return text("Not public yet"), "missing", text("Go on")


def publication_line(one: Publication) -> DraftLine:
    """Of a program's: it has no steps to go back to, so the dataset's page or the sentence is all there is."""
    address = f"/datasets/{one.dataset.slug}" if one.dataset else "/jobs"
    state, kind, action = (
        (_why(one.problem), "late", text("See"))
        if one.ended
        else (text("Being published"), "waiting", text("See how far"))
    )
    organisation = one.organisation.name_in("en")
    return DraftLine(one.title or one.source_name, address, organisation, str(state), kind, str(action), one.created)


def _why(problem: dict[str, object] | None) -> object:
    return (problem or {}).get("sentence") or text("It could not be published")
