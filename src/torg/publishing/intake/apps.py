"""The room of intake."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "torg.publishing.intake"
    label = "intake"

    def ready(self) -> None:
        from . import panels  # noqa: F401  fills slots of lower rooms; needs the models, which are there only now
