"""Addresses of the intake: the steps of publishing for people, writing doors under the API for programs."""

from django.urls import path

from . import adding, ruling, steps, views

urlpatterns = [
    path("publish", adding.add),
    path("publish/drafts", steps.drafts),
    path("publish/uploads", adding.begin_upload),
    path("publish/uploads/<str:identifier>", adding.upload),
    path("publish/<str:identifier>", steps.draft),
    path("publish/<str:identifier>/found", steps.what_we_found),
    path("publish/<str:identifier>/rows", ruling.rows),
    path("publish/<str:identifier>/rows.csv", ruling.rows_as_csv),
    path("publish/<str:identifier>/describe", steps.describe),
    path("publish/<str:identifier>/look", steps.look),
    path("publish/<str:identifier>/public", steps.public),
    path("publish/<str:identifier>/progress", steps.progress),
    path("publish/<str:identifier>/discard", steps.discard),
    path("api/v1/publish", views.publish),
    path("api/v1/publications/<str:identifier>", views.publication),
]
