"""Addresses of datasets."""

from django.urls import path
from django.views.generic import RedirectView

from . import chart_views, views

urlpatterns = [
    path("", views.home),
    path("datasets", RedirectView.as_view(url="/#datasets", permanent=True)),
    path("datasets/<slug:slug>", views.dataset),
    path("datasets/<slug:slug>/<slug:part>", views.one_table),
    path("datasets/<slug:slug>/charts/<int:number>", chart_views.chart),
    path("datasets/<slug:slug>/charts/<int:number>/embed", chart_views.embedded),
    path("datasets/<slug:slug>/<slug:part>/charts/<int:number>", chart_views.chart),
    path("datasets/<slug:slug>/<slug:part>/charts/<int:number>/embed", chart_views.embedded),
]
