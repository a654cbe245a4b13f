"""The room of jobs."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "torg.kit.jobs"
    label = "jobs"
