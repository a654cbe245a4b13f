"""The room of datasets."""

from django.apps import AppConfig


class Datasets(AppConfig):
    name = "torg.catalogue.datasets"
    label = "datasets"

    def ready(self) -> None:
        from . import panels  # noqa: F401  fills slots of lower rooms; needs the models, which are there only now
