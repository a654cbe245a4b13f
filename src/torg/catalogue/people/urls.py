"""Addresses of organisations."""

from django.urls import path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("organisations", RedirectView.as_view(url="/#publishers", permanent=True)),
    path("organisations/<slug:slug>", views.organisation),
]
