"""The problem catalogue in every language of the hub: same codes, same facts, plural forms, plain words."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from torg.foundation.language import catalogue

LANGUAGES = ("sv", "da", "de", "fr", "pl")
BANNED = {
    "sv": r"API|URL|metadata|dataset|ogiltig\w*|giltig\w*|tyvärr|vänligen|misslyck\w*|förbjud\w*|obligatorisk\w*",
    "da": r"API|URL|metadata|datasæt|ugyldig\w*|gyldig\w*|desværre|venligst|mislyk\w*|forbudt|obligatorisk\w*",
    "de": r"API|URL|Metadaten|Datensatz|ungültig\w*|gültig\w*|bitte|leider|fehlgeschlagen|verboten|obligatorisch\w*",
    "fr": r"API|URL|métadonnées|invalides?|valides?|désolé\w*|échou\w*|interdit\w*|obligatoires?|s’il vous plaît",
    "pl": r"API|URL|metadane|nieprawidłow\w*|niepoprawn\w*|proszę|niestety|zabronion\w*|obowiązkow\w*",
}
"""Words that clerks do not meet; “!” nowhere."""


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _facts(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def _messages(language: str) -> dict[str, Message]:
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in catalogue(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_codes_that_english_has(language):
    assert sorted(set(_messages(language)) - set(_messages("en"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_tells_the_same_facts(language):
    english = _messages("en")
    differing = {
        code: (form, _facts(form))
        for code, message in _messages(language).items()
        if code
        for form in _forms(message)
        if not any(_facts(form) == _facts(one) for one in _forms(english[code]))
        and _facts(form) != set().union(*map(_facts, _forms(english[code])))
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_a_form_for_every_number(language):
    words = catalogue(language)
    counted = {code: len(_forms(one)) for code, one in _messages(language).items() if code and len(_forms(one)) > 1}
    assert {code: n for code, n in counted.items() if n != words.num_plurals} == {}
    plural = {code for code, one in _messages("en").items() if code and len(_forms(one)) > 1}
    assert plural & set(_messages(language)) == set(counted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_no_word_that_clerks_do_not_know(language):
    banned = re.compile(rf"\b({BANNED[language]})\b|!", re.IGNORECASE)
    faults = {
        code: form
        for code, message in _messages(language).items()
        if code
        for form in _forms(message)
        if banned.search(form)
    }
    assert faults == {}
