"""The room as Django knows it."""

from django.apps import AppConfig


class Metadata(AppConfig):
    name = "torg.exchange.metadata"
    label = "metadata"
