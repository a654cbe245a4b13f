"""Addresses of validation: the specifications as pages and for machines."""

from django.urls import path

from . import views

urlpatterns = [
    path("specifications", views.specifications),
    path("specifications/<slug:identifier>", views.specification),
    path("specifications/<slug:identifier>/<str:version>", views.specification),
]
