"""The room of people."""

from django.apps import AppConfig


class People(AppConfig):
    name = "torg.catalogue.people"
    label = "people"
