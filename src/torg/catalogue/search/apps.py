"""The room of the search."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "torg.catalogue.search"
    label = "search"
