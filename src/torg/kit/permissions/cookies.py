"""Cookies: none before the sign-in page, and never in the clear where the page itself is encrypted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def secure_where_encrypted(get_response: Answer) -> Answer:
    """The same hub may be reached by http in a test and by https outside, so this follows the request."""

    def answer(request: HttpRequest) -> HttpResponse:
        answered = get_response(request)
        for cookie in answered.cookies.values():
            if request.is_secure():
                cookie["secure"] = True
        return answered

    return answer
