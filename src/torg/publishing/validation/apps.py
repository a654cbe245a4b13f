"""The room of validation."""

from django.apps import AppConfig


class Validation(AppConfig):
    name = "torg.publishing.validation"
    label = "validation"

    def ready(self) -> None:
        from . import panels  # noqa: F401  fills slots of lower rooms
