"""Addresses of the list of jobs."""

from django.urls import path

from . import views

urlpatterns = [
    path("jobs", views.jobs),
    path("jobs/<int:number>/cancel", views.cancel),
    path("jobs/<int:number>/retry", views.retry),
]
