"""The room of the search."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "torg.catalogue.search"
    label = "search"

    def ready(self) -> None:
        from . import panels  # noqa: F401  fills a slot of a lower room; needs the models, which are there only now
