"""The address of the gallery."""

from django.urls import path

from . import views

urlpatterns = [path("gallery", views.gallery)]
