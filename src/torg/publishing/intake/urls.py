"""Addresses of the intake: writing doors under the API."""

from django.urls import path

from . import views

urlpatterns = [
    path("api/v1/publish", views.publish),
    path("api/v1/publications/<str:identifier>", views.publication),
]
