"""The room of intake."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "torg.publishing.intake"
    label = "intake"
