"""The room of mail."""

from django.apps import AppConfig


class Mail(AppConfig):
    name = "torg.kit.mail"
    label = "mail"
