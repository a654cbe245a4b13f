"""Addresses of datasets."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home),
    path("datasets/<slug:slug>", views.dataset),
    path("datasets/<slug:slug>/<slug:part>", views.one_table),
]
