"""The problem catalogue in every language of the hub: same codes, same facts, plural forms, plain words."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from architecture.tree import SOURCE, sources
from torg.foundation.language import catalogue, codes, sentence

LANGUAGES = ("sv", "da", "de", "fr", "pl")
BANNED = {
    "sv": r"API|URL|metadata|dataset|ogiltig\w*|giltig\w*|tyvärr|vänligen|misslyck\w*|förbjud\w*|obligatorisk\w*",
    "da": r"API|URL|metadata|datasæt|ugyldig\w*|gyldig\w*|desværre|venligst|mislyk\w*|forbudt|obligatorisk\w*",
    "de": r"API|URL|Metadaten|Datensatz|ungültig\w*|gültig\w*|bitte|leider|fehlgeschlagen|verboten|obligatorisch\w*",
    "fr": r"API|URL|métadonnées|invalides?|valides?|désolé\w*|échou\w*|interdit\w*|obligatoires?|s’il vous plaît",
    "pl": r"API|URL|metadane|nieprawidłow\w*|niepoprawn\w*|proszę|niestety|zabronion\w*|obowiązkow\w*",
}
"""Words that clerks do not meet; “!” nowhere."""
OF_THE_TRADE = {
    "en": r"schemas?|resources?|encoding|delimiters?|strings?|integers?|booleans?|patterns?|keys?|endpoints?|harvest\w*"
    r"|instances?|mandatory|optional|specifications?|taxonom\w*|granularity|projections?|metadata|datasets?",
    "sv": r"schema\w*|resurs\w*|\w*kodning\w*|avgränsare|sträng\w*|boolesk\w*|mönst\w*|nyckel\w*|nycklar|slutpunkt\w*"
    r"|instans\w*|valfri\w*|specifikation\w*|taxonomi\w*|granularitet|projektion\w*|datamängd\w*",
    "da": r"skema\w*|ressource\w*|\w*kodning\w*|afgrænser\w*|streng\w*|boolesk\w*|mønst\w*|nøgle\w*|endepunkt\w*"
    r"|instans\w*|valgfri\w*|specifikation\w*|taxonomi\w*|granularitet|projektion\w*",
    "de": r"schema\w*|ressource\w*|\w*kodierung\w*|trennzeichen|zeichenkette\w*|boolesch\w*|muster\w*|schlüssel\w*"
    r"|endpunkt\w*|instanz\w*|optional\w*|spezifikation\w*|taxonomie\w*|granularität|projektion\w*",
    "fr": r"schémas?|ressources?|encodages?|délimiteurs?|chaînes?|booléen\w*|motifs?|clés?|instances?|facultati\w*"
    r"|spécifications?|taxonomie\w*|granularité|projections?|jeux? de données",
    "pl": r"schemat\w*|zasob\w*|kodowani\w*|separator\w*|ciąg\w* znak\w*|logiczn\w*|wzorc\w*|wzorzec|klucz\w*"
    r"|instancj\w*|opcjonaln\w*|specyfikacj\w*|taksonomi\w*|odwzorowani\w*|zbi[oó]r\w* danych",
}
"""Words of those who make hubs, rules or programs; with them everywhere ``ANYWHERE``."""
ANYWHERE = r"DCAT|HVD|URI|CRS|EPSG|WGS ?84|UTF-?8|null|NaN|regex|enum|parse|payload|tokens?|ETL|cron|pipeline"
FOR_MAKERS = ("spec.", "about.", "request.", "parameter.", "check.form", "answer.no_json", "report.unanswered")
"""Said to those who write rules or programs, who know their words."""
ROOMS = ("engine/formats", "engine/understanding", "engine/specifications", "publishing/validation")
"""What they say of a file and its check is said in every language."""
SHAPE = re.compile(r"[a-z_]+\.[a-z0-9_]*[a-z0-9]")
FILE_NAMES = (".html", ".csv", ".json", ".md", ".yaml", ".xml")


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


@cache
def _used() -> dict[str, str]:
    """Every code that the rooms can say, and the file that says it: also those put together, and those of pages."""
    said: dict[str, str] = {}
    for room in ROOMS:
        for path in [*_python(room), *sorted((SOURCE / room).rglob("*.html"))]:
            found = _in_page(path.read_text("utf-8")) if path.suffix == ".html" else _in_code(path.read_text("utf-8"))
            said |= dict.fromkeys(found, str(path.relative_to(SOURCE)))
    return said


def _python(room: str) -> list[Path]:
    return [path for path in sources() if path.is_relative_to(SOURCE / room)]


def _in_code(text: str) -> Iterator[str]:
    heads = {code.split(".")[0] for code in codes() if "." in code}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.fullmatch(node.value):
            if node.value.split(".")[0] in heads and not node.value.endswith(FILE_NAMES):
                yield f"event.{node.value}" if f"event.{node.value}" in codes() else node.value
        elif isinstance(node, ast.JoinedStr):
            pattern = "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
            yield from (
                code for code in codes() if pattern[0].isalpha() and r"\." in pattern and re.fullmatch(pattern, code)
            )


def _in_page(text: str) -> Iterator[str]:
    """``words("check.title")`` and ``words("check." ~ level)``."""
    yield from re.findall(r"\bwords\(\"([a-z_.]+)\"[,)]", text)
    for head in re.findall(r"\bwords\(\"([a-z_.]+\.)\" ~", text):
        yield from (f"{head}{level}" for level in ("wait", "check", "done"))


def test_the_scan_finds_codes_however_they_are_said():
    put_together, of_a_page, of_a_class, of_a_tuple = "answer.way_text", "check.by_row", "columns.sum", "file.picture"
    assert {put_together, of_a_page, of_a_class, of_a_tuple, "event.rules.begun", "template.readme"} <= set(_used())
    assert list(_in_code("a = 'check.brand_new'; b = 'check.html'; c = f'm{b}'")) == ["check.brand_new"]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_what_is_said_of_a_file_and_its_check_is_said_in_every_language(language):
    assert {code: file for code, file in _used().items() if code not in _messages(language)} == {}


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_clerks_meet_no_word_of_the_trade(language):
    trade = re.compile(rf"\b({OF_THE_TRADE[language]}|{ANYWHERE})\b", re.IGNORECASE)
    faults = {
        code: form
        for code in _used()
        if not code.startswith(FOR_MAKERS)
        for form in _forms(_messages(language)[code])
        if trade.search(form)
    }
    assert faults == {}


def test_french_marks_stay_with_their_words():
    apart = re.compile(r"« | »| [:;?!]")
    assert [code for code, one in _messages("fr").items() if code and any(map(apart.search, _forms(one)))] == []


@pytest.mark.parametrize(("language", "count", "said"), [
    ("fr", 0, "0 ligne sur 0 est en ordre."), ("fr", 2, "2 lignes sur 2 sont en ordre."),
    ("pl", 1, "Jedyny wiersz jest w porządku."), ("pl", 22, "Wiersze w porządku: 22 z 22."),
    ("sv", 1, "Den enda raden är i ordning."), ("de", 5, "5 von 5 Zeilen sind in Ordnung."),
])  # fmt: skip
def test_numbers_choose_the_form_of_their_language(language, count, said):
    assert sentence("check.all_fine", {"count": count}, language).replace("\N{NO-BREAK SPACE}", " ") == said
