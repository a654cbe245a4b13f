"""Addresses of organisations."""

from django.urls import path

from . import views

urlpatterns = [path("organisations/<slug:slug>", views.organisation)]
