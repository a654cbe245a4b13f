"""Addresses of validation: check a file; the specifications as pages and for machines."""

from django.urls import path

from . import checking, drafts, views

urlpatterns = [
    path("check", checking.check),
    path("api/v1/check", checking.check_for_programs),
    path("specifications", views.specifications),
    path("specifications/drafts", drafts.drafts),
    path("specifications/drafts/<int:number>", drafts.draft),
    path("specifications/drafts/<int:number>/about", drafts.draft_about),
    path("specifications/drafts/<int:number>/text", drafts.draft_text),
    path("specifications/drafts/<int:number>/columns/new", drafts.draft_column),
    path("specifications/drafts/<int:number>/columns/<int:at>", drafts.draft_column),
    path("specifications/<str:identifier>", views.specification),
    path("specifications/<str:identifier>/<str:version>/example.csv", views.example),
    path("specifications/<str:identifier>/<str:version>/<str:kind>.json", views.machine),
    path("specifications/<str:identifier>/<str:version>/<str:language>.<str:kind>", views.template),
    path("specifications/<str:identifier>/<str:version>", views.specification),
]
