"""The room of upkeep."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "torg.kit.upkeep"
    label = "upkeep"
