"""Addresses of the search."""

from django.urls import path

from . import views

urlpatterns = [
    path("datasets", views.datasets),
    path("searches", views.missed),
]
