"""The room as Django knows it."""

from django.apps import AppConfig


class Metadata(AppConfig):
    name = "torg.exchange.metadata"
    label = "metadata"

    def ready(self) -> None:
        from . import panels  # noqa: F401  fills the slot of the dataset page; needs the models
