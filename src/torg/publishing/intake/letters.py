"""Letters to people who publish: what they waited for is there, or a draft has been lying for long."""

from typing import Any

from torg.catalogue.people.queries import hub
from torg.foundation.home import home
from torg.foundation.language import sentence

from .models import Draft

Letter = dict[str, str]


def ready_to_look_at(draft: Draft, problem: dict[str, Any] | None) -> Letter:
    code = "letter.stopped" if problem else "letter.ready"
    facts = {"value": draft.source_name, "address": address(draft), "problem": (problem or {}).get("sentence", "")}
    return {"subject": sentence(f"{code}_subject", facts), "text": sentence(code, facts)}


def lying_about(draft: Draft, days: int) -> Letter:
    facts = {"value": draft.title, "address": address(draft), "days": days}
    return {"subject": sentence("letter.lying_subject", facts), "text": sentence("letter.lying", facts)}


def address(draft: Draft) -> str:
    """Where the draft is gone on with; after the last start, where nobody says how the hub is reached."""
    served = home().address
    base = hub().public_url or (served.read_text().strip() if served.is_file() else "http://localhost:8000")
    return f"{base}/publish/{draft.pk}"
