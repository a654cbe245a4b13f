"""The writing doors of the API: hand a file in, ask what became of it."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from torg.catalogue.people.models import Token
from torg.catalogue.people.queries import hub, token_holder
from torg.engine.understanding import Answers
from torg.foundation.problems import Refusal, refuse

from . import actions, answers, queries
from .models import Publication
from .sources import HandedFile, Source, WebAddress
from .uploads import path_of

LONGEST_WAIT = 30.0
LOOK = 0.15
FIELDS = ["file", "url", "title", "organisation", "answers", "spec", *actions.WORDS]
# Each waiting request holds a thread that a page could need; who finds no place is answered at once.
_waiting_places = threading.BoundedSemaphore(4)

View = Callable[..., HttpResponse]


def for_programs(method: str) -> Callable[[View], View]:
    """One method, a token, and refusals as problem documents; the view is given the token."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            try:
                if request.method != method:
                    raise refuse("request.method", value=request.method, allowed=method)
                return view(request, _token(request), **parts)
            except Refusal as refusal:
                return answers.problem(refusal.problem)

        return csrf_exempt(answer)  # programs hold a token, not a cookie that another site could use

    return decorate


def _token(request: HttpRequest) -> Token:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise refuse("token.missing")
    token = token_holder(secret.strip())
    if token is None:
        raise refuse("token.unknown")
    return token


@for_programs("POST")
def publish(request: HttpRequest, token: Token) -> HttpResponse:
    wait, organisation = _wait(request), token.organisation
    form = request.POST  # the body is read here, after the token was seen
    _check_names([*form, *request.FILES])
    named = form.get("organisation", "")
    if named and named != organisation.slug:
        raise refuse("token.organisation", value=named, organisation=organisation.slug)
    publication = actions.publish(
        by=f"token {token.prefix}",
        organisation=organisation,
        title=form.get("title", ""),
        source=_source(request),
        wishes=actions.Wishes(**{name: form.get(name, "") for name in ("spec", *actions.WORDS)}, answers=_told(form)),
        idempotency_key=request.headers.get("Idempotency-Key"),
    )
    return _state(request, _await(publication, wait), created=201)


@for_programs("GET")
def publication(request: HttpRequest, token: Token, identifier: str) -> HttpResponse:
    wait = _wait(request)
    found = queries.publication(identifier)
    if found is None or found.organisation_id != token.organisation_id:
        raise refuse("publication.unknown", value=identifier)
    return _state(request, _await(found, wait), created=200)


def _check_names(names: Sequence[str]) -> None:
    """A misspelt field would be passed over in silence, and its wish with it."""
    for name in names:
        if name not in FIELDS:
            close = get_close_matches(name.casefold(), FIELDS, n=1)
            if close:
                raise refuse("parameter.near", parameter=name, value=name, nearest=close[0])
            raise refuse("parameter.unknown", parameter=name, value=name, names=FIELDS)


def _told(form: Mapping[str, str]) -> dict[str, Any]:
    """A person's answers to the reading; they are read here, so that a mistake is told at once."""
    return Answers.from_text(form["answers"]).as_json() if form.get("answers") else {}


def _source(request: HttpRequest) -> Source:
    upload, url = request.FILES.get("file"), request.POST.get("url", "")
    if upload is not None and not url:
        return HandedFile(path_of(upload), upload.name or "file", ours=True)
    if url and upload is None:
        return WebAddress(url)
    raise refuse("publish.source")


def _wait(request: HttpRequest) -> float:
    asked = request.GET.get("wait", "0")
    if not asked.isdecimal():
        raise refuse("request.wait", value=asked, most=int(LONGEST_WAIT))
    return min(float(asked), LONGEST_WAIT)


def _await(publication: Publication, seconds: float) -> Publication:
    if seconds and not publication.ended and _waiting_places.acquire(blocking=False):
        try:
            end = time.monotonic() + seconds
            while not publication.ended and time.monotonic() < end:
                time.sleep(LOOK)
                publication.refresh_from_db()
        finally:
            _waiting_places.release()
    return queries.publication(publication.pk) or publication


def _state(request: HttpRequest, publication: Publication, *, created: int) -> HttpResponse:
    """Whoever hands a file in learns its end by the status too, if they waited for it; whoever asks gets 200."""
    shown = queries.answer(publication, hub().public_url or request.build_absolute_uri("/").rstrip("/"))
    if created == 200:
        return answers.publication(shown, 200)
    return answers.publication(shown, _STATUS_WHEN_HANDED_IN.get(publication.state, 202))


_STATUS_WHEN_HANDED_IN = {
    Publication.State.PUBLIC: 201,
    Publication.State.REFUSED: 422,
    Publication.State.FAILED: 500,
}
