"""Addresses of validation: check a file; the specifications as pages and for machines."""

from django.urls import path

from . import checking, views

urlpatterns = [
    path("check", checking.check),
    path("api/v1/check", checking.check_for_programs),
    path("specifications", views.specifications),
    path("specifications/<slug:identifier>", views.specification),
    path("specifications/<slug:identifier>/<str:version>/example.csv", views.example),
    path("specifications/<slug:identifier>/<str:version>/<str:kind>.json", views.machine),
    path("specifications/<slug:identifier>/<str:version>/<str:language>.<str:kind>", views.template),
    path("specifications/<slug:identifier>/<str:version>", views.specification),
]
