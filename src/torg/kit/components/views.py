"""The gallery: every component with its examples, for those who build pages."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .environment import COMPONENTS


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery.html", {"components": COMPONENTS, "example_day": date(2026, 11, 24)})
