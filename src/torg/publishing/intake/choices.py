"""Choices of the page that describes a list: licences in plain words, themes, languages."""

from django.utils.translation import get_language

from torg.foundation.vocabularies import vocabulary
from torg.kit.components import text

_FREE = ("CC0-1.0", "CC-PDM-1.0", "PDDL-1.0", "DL-DE-ZERO-2.0")
_USUAL = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0")

Choices = list[tuple[str, str]]


def terms(code: str) -> str:
    """What people may do, as one sentence with the licence's short name."""
    term = vocabulary("licences").get(code)
    name = (term.short or term.label(_language())) if term else code
    if code in _FREE:
        return str(text("Anyone may use it for anything ({name})", name=name))
    if "SA" in code.split("-") or code.startswith("ODbL"):
        return str(text("Anyone may use it who names you and shares alike ({name})", name=name))
    return str(text("Anyone may use it who names you ({name})", name=name))


def licence_choices(chosen: str) -> Choices:
    return [(code, terms(code)) for code in dict.fromkeys((*_USUAL, chosen)) if code in vocabulary("licences")]


def theme_choices() -> Choices:
    return sorted(
        ((code, term.label(_language())) for code, term in vocabulary("data-themes").items()), key=lambda one: one[1]
    )


def language_choices() -> Choices:
    named = ((code, term.label(code)) for code, term in vocabulary("languages").items())
    return sorted(named, key=lambda one: one[1].casefold())


def _language() -> str:
    return get_language() or "en"
