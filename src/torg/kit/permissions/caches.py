"""Caches: what a page says to somebody who is signed in is kept nowhere, whatever the page is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]


def keep_nothing_of_signed_in_people(get_response: Answer) -> Answer:
    """Below the sessions. Public pages too: their head has the person's name, and what is refused has what they typed.

    An answer for which nobody asked who reads it says the same to all, and stays as it is.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        answered = get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            patch_cache_control(answered, private=True, no_store=True)
        return answered

    return answer
