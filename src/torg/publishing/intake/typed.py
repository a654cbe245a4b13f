"""Words typed into a form by somebody whose session had ended meanwhile: kept until they are signed in again."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from torg.catalogue.people.queries import Limit, client_of, count_try, too_many

MOST_BYTES = 64 * 1024
KEPT_WORDS = Limit("words", 10, 10, timedelta(hours=1))
_KEPT = "typed"
_FORM = "application/x-www-form-urlencoded"

View = Callable[..., HttpResponse]


def with_words_kept(view: View) -> View:
    """Above ``signed_in``: before a person is led away to sign in, what they sent is put into their new session.

    Of somebody who had a session, and a few times an hour: anybody can make a cookie up, and the session lasts weeks.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and _is_small_form(request):
            _keep(request)
        return view(request, *args, **parts)

    return answer


def _keep(request: HttpRequest) -> None:
    client = client_of(request)
    if not too_many(KEPT_WORDS, request.path, client):
        count_try(KEPT_WORDS, request.path, client)
        request.session[_KEPT] = {"path": request.path, "words": request.POST.urlencode()}


def _is_small_form(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "")
    small = length.isdecimal() and int(length) <= MOST_BYTES
    return small and request.content_type == _FORM and settings.SESSION_COOKIE_NAME in request.COOKIES


def kept_words(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form of this page before; it is shown once."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    return QueryDict(kept["words"])
