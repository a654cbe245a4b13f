"""Bodies of requests: a stranger's form is small, and nothing larger is taken from one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .doors import sign_in_first

MOST_BYTES = 256 * 1024

Answer = Callable[[HttpRequest], HttpResponse]


def small_bodies_of_strangers(get_response: Answer) -> Answer:
    """Before anything reads a form: files go to the disk of the hub as they arrive, and those of strangers must not.

    The doors of programs look at their token before they read, and have limits of their own.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if _length(request) > MOST_BYTES and not request.path.startswith("/api/") and not request.user.is_authenticated:
            return sign_in_first(request)
        return get_response(request)

    return answer


def _length(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isdecimal() else 0
