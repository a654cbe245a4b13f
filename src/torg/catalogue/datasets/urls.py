"""Addresses of datasets."""

from django.urls import path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("", views.home),
    path("datasets", RedirectView.as_view(url="/#datasets", permanent=True)),
    path("datasets/<slug:slug>", views.dataset),
    path("datasets/<slug:slug>/<slug:part>", views.one_table),
]
