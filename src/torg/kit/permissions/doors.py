"""The door of pages that somebody has to sign in for."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_protect

from torg.foundation.problem_documents import problem_document
from torg.foundation.problems import Problem

START = "/studio"

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """A view for signed-in people. A stranger is led to the sign-in page and back.

    Who may not know of a thing is told that it is not there: raise Http404 or PermissionDenied, both end as 404.
    The form's own secret (CSRF) is checked after the person, so that the body of a stranger is not even read.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        try:
            answered = protected(request, *args, **parts)
        except PermissionDenied:
            raise Http404 from None
        patch_cache_control(answered, private=True, no_store=True)  # the way back leads nobody in after signing out
        return answered

    answer.csrf_exempt = True  # type: ignore[attr-defined]  the middleware stays out of it: see above
    return answer


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """The path that was asked for where it is one of this hub, else the start page of signed-in people."""
    if wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return START


def from_here(request: HttpRequest) -> bool:
    """A form of ours: anonymous forms carry no secret, for that would be a cookie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin.rpartition("://")[2] == request.get_host()


def sign_in_first(request: HttpRequest) -> HttpResponse:
    if _asked_by_script(request):
        document = problem_document(401, [Problem("sign_in.needed")], code="sign_in.needed")
        return JsonResponse(document, status=401, content_type="application/problem+json")
    return HttpResponseRedirect(f"/sign-in?next={quote(_where(request), safe='/')}", status=303)


def _where(request: HttpRequest) -> str:
    """Where the person is: this page, or the one that holds the form which was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path:
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return request.path


def _asked_by_script(request: HttpRequest) -> bool:
    """A script cannot follow somebody to the sign-in page; it is told, and tells."""
    wants = request.get_preferred_type(["text/html", "application/json"])
    return request.headers.get("Sec-Fetch-Dest") == "empty" or wants == "application/json"
