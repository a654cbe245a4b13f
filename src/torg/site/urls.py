"""Addresses: the ``urls.py`` of every room, and answers in plain words where there is none."""

from django.urls import include, path

from torg.site.rooms import rooms_with

urlpatterns = [path("", include(f"{room}.urls")) for room in rooms_with("urls.py")]
handler400 = "torg.site.answers.unreadable"
handler404 = "torg.site.answers.not_found"
handler500 = "torg.site.answers.fault"
