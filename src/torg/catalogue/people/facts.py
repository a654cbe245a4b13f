"""What may be said about an organisation or the hub: each fact with its check."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from torg.foundation.problems import Problem, Refusal, refuse
from torg.foundation.vocabularies import licence_code, vocabulary

from .models import Organisation

COUNTRIES = re.compile("[A-Z]{2}")
LONGEST = 200


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are kept. Raises Refusal for the first that cannot be."""
    return {name: CHECKS.get(name, _as_it_is)(value) for name, value in facts.items()}


def problems(facts: Mapping[str, Any]) -> dict[str, Problem]:
    """What is wrong, by the name of the fact: a form shows all of it at once."""
    found = {}
    for name, value in facts.items():
        try:
            CHECKS.get(name, _as_it_is)(value)
        except Refusal as refusal:
            found[name] = refusal.problem
    return found


def one_line(written: str) -> str:
    """Names as people write them: no line breaks, and no signs that turn the words after them around."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())


def _name(written: str) -> str:
    """1 to 200 letters; by language where the hub or the organisation is named in several."""
    found = one_line(written)
    if not found or len(found) > LONGEST:
        raise refuse("name.length", limit=LONGEST)
    return found


def _title(written: str | dict[str, str]) -> str | dict[str, str]:
    return {code: _name(words) for code, words in written.items()} if isinstance(written, dict) else _name(written)


def _mail(written: str) -> str:
    try:
        if written:
            validate_email(written)
    except ValidationError:
        raise refuse("mail.address", value=written) from None
    return written


def _url(written: str) -> str:
    """Addresses become links, here and in portals that harvest: nothing that runs when it is followed."""
    if written and (not written.lower().startswith(("https://", "http://")) or len(written) > LONGEST):
        raise refuse("fetch.address", value=written)
    return written


def _colour(written: str) -> str:
    if written and not re.fullmatch("#[0-9a-fA-F]{6}", written):
        raise refuse("organisation.colour", value=written)
    return written.lower()


def _country(written: str) -> str:
    if written and not re.fullmatch("[A-Za-z]{2}", written):
        raise refuse("hub.country", value=written)
    return written.upper()


def _language(written: str) -> str:
    return _one_of("languages", written)


def _languages(written: list[str]) -> list[str]:
    return [_language(code) for code in written if code]


def _one_of(name: str, written: str) -> str:
    if written and written not in vocabulary(name):
        raise refuse("choice.unknown", value=written, choices=list(vocabulary(name)))
    return written


def _kind(written: str) -> str:
    if written and written not in Organisation.Kind.values:
        raise refuse("choice.unknown", value=written, choices=Organisation.Kind.values)
    return written


def _code(written: str) -> str:
    return one_line(written)[:40]


def _as_it_is(value: Any) -> Any:
    return value


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": _title,
    "title": _title,
    "kind": _kind,
    "official_code": _code,
    "contact_mail": _mail,
    "contact_url": _url,
    "public_url": _url,
    "licence": licence_code,
    "colour": _colour,
    "theme": lambda written: _one_of("data-themes", written),
    "language": _language,
    "languages": _languages,
    "country": _country,
}
