"""The room of validation."""

from django.apps import AppConfig


class Validation(AppConfig):
    name = "torg.publishing.validation"
    label = "validation"
