"""The room of datasets."""

from django.apps import AppConfig


class Datasets(AppConfig):
    name = "torg.catalogue.datasets"
    label = "datasets"
