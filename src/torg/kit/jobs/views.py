"""The list of jobs, and what a person can do there: cancel one, have one done again."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from torg.foundation.problems import Problem
from torg.kit.components import text
from torg.kit.permissions import signed_in

from . import ending
from .models import Job
from .queries import jobs_of, worth_a_look
from .registry import Subject, Work, seen_by, surroundings, works

ON_A_PAGE = 40
# State: the sign that stands for it, and its word.
STATES = {
    Job.State.QUEUED: ("waiting", "Waiting"),
    Job.State.RUNNING: ("late", "Under way"),
    Job.State.DONE: ("current", "Done"),
    Job.State.FAILED: ("missing", "Not done"),
    Job.State.CANCELLED: ("none", "Cancelled"),
}
OTHER = "Work of the hub itself"
STOPPED = ("missing", "Stopped")
STAGES = {
    "receiving": "Receiving the file",
    "fetching": "Fetching the file",
    "reading": "Reading the file",
    "understanding": "Reading the columns",
    "checking": "Checking the rows",
    "ruling": "Comparing with rules",
    "writing": "Writing the table",
    "storing": "Keeping the rows",
    "sharing": "Making it public",
}


@dataclass(frozen=True)
class Line:
    """A job as the list shows it."""

    job: Job
    label: Markup
    subject: Subject | None
    sign: str
    state: Markup
    stage: Markup
    problem: str
    can_cancel: bool
    can_retry: bool


@signed_in
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    everything = request.GET.get("all") == "1"
    rows = jobs_of(request.user) if everything else worth_a_look(jobs_of(request.user))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page", "1"))
    facts = {
        "lines": [_line(one) for one in page],
        "page": page,
        "said": request.GET.get("said", ""),
        "everything": everything,
        "sees_all": seen_by(request.user) is None,
    }
    return render(request, "jobs/jobs.html", {**surroundings(), **facts})


@signed_in
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    done = ending.cancel(by=_name(request), job=_theirs(request, number))
    return redirect(f"/jobs?said={'cancelled' if done else 'late'}")


@signed_in
@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    done = ending.retry(by=_name(request), job=_theirs(request, number))
    return redirect(f"/jobs?said={'again' if done else 'late'}")


def _theirs(request: HttpRequest, number: int) -> Job:
    found = jobs_of(request.user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _name(request: HttpRequest) -> str:
    return str(request.user)


def _line(one: Job) -> Line:
    kind = works().get(one.name)
    subject = _subject(kind, one)
    problem = _problem(one, subject)
    sign, word = STOPPED if one.state == Job.State.DONE and problem else STATES[Job.State(one.state)]
    return Line(
        job=one,
        label=text(kind.label if kind and kind.label else OTHER),
        subject=subject,
        sign=sign,
        state=text(word),
        stage=text(STAGES.get(one.stage, "") if one.state == Job.State.RUNNING else ""),
        problem=problem,
        can_cancel=kind is not None and kind.cancel is not None and not one.finished_at_all,
        can_retry=kind is not None and one.state == Job.State.FAILED,
    )


def _subject(kind: Work | None, one: Job) -> Subject | None:
    return kind.subject(**one.payload) if kind is not None and kind.subject is not None else None


def _problem(one: Job, subject: Subject | None) -> str:
    """What the room says of it, else what the worker wrote down."""
    if subject is not None and subject.problem:
        return subject.problem
    told: dict[str, Any] | None = one.problem
    return Problem(told["code"], **told["facts"]).sentence() if told else ""
