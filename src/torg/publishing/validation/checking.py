"""Check your file: a page for everybody and a door for programs, without an account; nothing is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from torg.catalogue.people.queries import hub
from torg.engine.specifications import CheckReport, page, sheet
from torg.foundation.language import sentence
from torg.foundation.problem_documents import problem_document
from torg.foundation.problems import Problem, Refusal, refuse
from torg.kit.components import language
from torg.kit.permissions import from_here

from .asking import LANGUAGES, MOST_MEGABYTES, Asked, checked, too_large
from .knowing import known
from .learning import PLAIN

FORMS = ("page", "html", "csv", "json")
FIELDS = ("file", "url", "spec", "schema", "lang", "format")
_STATUS = {
    "check.busy": 503, "check.often": 429, "check.large": 413, "check.rules_large": 413, "check.no_rules": 404,
    "request.method": 405,
}  # fmt: skip
LEVELS = ("wait", "check", "done")
MOST_OTHERS, LIKE_ENOUGH = 3, 0.6

View = Callable[..., HttpResponse]


@csrf_exempt  # no cookie, no account, nothing is changed: there is nothing a stranger's page could misuse but work
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    if too_large(request):
        return _form(request, Problem("check.large", limit=MOST_MEGABYTES))
    if not from_here(request):
        return _form(request, Problem("check.elsewhere"))
    try:
        asked = _asked(request, "page")
        with checked(request, asked) as report:
            return _page(request, report) if asked.form == "page" else _written(report, asked.form)
    except Refusal as refusal:
        return _form(request, refusal.problem)


def _asked(request: HttpRequest, form: str) -> Asked:
    sent = request.POST
    wanted, spoken = sent.get("format", form), sent.get("lang", "")
    if wanted not in FORMS:
        raise refuse("check.form", value=wanted[:40], choices=list(FORMS))
    return Asked(sent.get("spec", "").strip(), spoken if spoken in LANGUAGES else _spoken(), wanted)


def _spoken() -> str:
    return language() if language() in LANGUAGES else "en"


def _form(request: HttpRequest, problem: Problem | None = None) -> HttpResponse:
    status = _STATUS.get(problem.code, 422) if problem else 200
    sent = request.POST if request.method == "POST" and status != 413 else request.GET
    lists = sorted(((one.id, one.label(language())) for one in known()), key=lambda one: one[1].casefold())
    shown = {
        "problem": problem and problem.sentence(),
        "lists": [("", sentence("check.find_out", {})), *lists],
        "languages": list(LANGUAGES.items()),
        "spec": sent.get("spec", ""),
        "url": sent.get("url", ""),
        "lang": sent.get("lang", _spoken()),
        "most": MOST_MEGABYTES,
        "hub": hub(),
    }
    return _kept_nowhere(render(request, "validation/check.html", shown, status=status), status)


def _page(request: HttpRequest, report: CheckReport) -> HttpResponse:
    groups = [(level, report.of_level(level)) for level in LEVELS]  # type: ignore[arg-type]
    shown = {"report": report, "verdict": report.verdict, "groups": groups, "say": _saying(report), "hub": hub()}
    shown |= _rules_shown(report, brought="schema" in request.FILES) | {"sure_codes": PLAIN}
    return _kept_nowhere(render(request, "validation/report.html", shown))


def _rules_shown(report: CheckReport, *, brought: bool) -> dict[str, Any]:
    """Where the page of these rules is, and what else the list could be; rules that were brought along have none."""
    if brought:
        return {"rules": "", "labels": {}, "others": []}
    verdict, hub_knows = report.verdict, known()
    one = hub_knows.get(verdict.specification, verdict.version)
    like = [other.specification for other in verdict.others if other.score >= LIKE_ENOUGH][:MOST_OTHERS]
    others = [(name, hub_knows.get(name)) for name in like]
    return {
        "rules": f"/specifications/{verdict.specification}/{verdict.version}",
        "labels": {field.name: field.label(report.language) for field in one.fields} if one else {},
        "others": [(name, other.label(report.language)) for name, other in others if other],
    }


def _saying(report: CheckReport) -> Callable[..., str]:
    return lambda code, **facts: sentence(code, facts, report.language)


def _written(report: CheckReport, form: str) -> HttpResponse:
    if form == "json":
        answer: HttpResponse = JsonResponse(report.as_json(), json_dumps_params={"ensure_ascii": False})
    elif form == "csv":
        answer = HttpResponse("\ufeff" + "".join(sheet(report)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="check.csv"'
    else:
        answer = HttpResponse(page(report), content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="check.html"'
    return _kept_nowhere(answer)


def _kept_nowhere(answer: HttpResponse, status: int = 200) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    if status in (429, 503):
        answer["Retry-After"] = "60"
    return answer


def with_problems_told(view: View) -> View:
    """What is refused becomes a problem document, as RFC 9457 has it."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Refusal as refusal:
            problem = refusal.problem
            status = _STATUS.get(problem.code, 422)
            spoken = "" if too_large(request) else request.POST.get("lang", "")
            language = spoken if spoken in LANGUAGES else "en"
            body = problem_document(status, [problem], language, code=problem.code)
            body["title"] = problem.sentence(language)
            told = JsonResponse(body, status=status, content_type="application/problem+json")
            if status == 405:
                told["Allow"] = "POST"
            return _kept_nowhere(told, status)

    return answer


@csrf_exempt
@with_problems_told
def check_for_programs(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise refuse("request.method", value=request.method, allowed="POST")
    if too_large(request):
        raise refuse("check.large", limit=MOST_MEGABYTES)
    for name in (*request.POST, *request.FILES):
        if name not in FIELDS:
            raise refuse("parameter.unknown", parameter=name, value=name, names=list(FIELDS))
    asked = _asked(request, "json")
    with checked(request, asked) as report:
        return _written(report, "html" if asked.form == "page" else asked.form)
