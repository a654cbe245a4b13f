"""Names of months in the languages of the region, as the CLDR has them."""

from functools import cache

from babel import Locale

LANGUAGES = ("sv", "da", "nb", "fi", "de", "fr", "pl", "en", "cs", "sk", "hu", "sl", "hr", "it", "es", "nl", "et")


@cache
def months() -> dict[str, int]:
    """Lower case, without the point of an abbreviation. A word that means two months in two languages is none."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        names = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and name.isalpha()}
