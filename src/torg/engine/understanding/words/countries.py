"""Small words that tell the language of a file, and with it the countries its positions can lie in."""

import re
from collections import Counter
from collections.abc import Iterable

_WORDS: dict[str, tuple[str, str]] = {
    "de": ("DE AT CH", "und der die das straße strasse str platz weg für von im mit am ja nein anzahl gemeinde stadt"),
    "fr": (
        "FR BE CH",
        "le la les des du et rue commune route chemin avenue pour sur est aux une dans oui lieu "
        "perimetre superficie gestion libelle adresse",
    ),
    "sv": ("SE FI", "och gatan vägen väg skola kommun för till med ej finns plats ö sjön nej gata på"),
    "da": ("DK", "og vej vejen gade kommune skole af på til ikke findes ved nej plads allé"),
    "nb": ("NO", "og vei veien gate kommune skole av på til ikke ved nei plass fylke"),
    "fi": ("FI", "ja katu tie kunta koulu puisto ei kyllä kaupunki leikkipaikka"),
    "pl": ("PL", "i w na ul ulica gmina szkoła nr nie tak dla oraz przy województwo"),
    "cs": ("CZ", "a v na ulice obec město škola pro není ano ne při okres kraj"),
    "sk": ("SK", "a v na ulica obec mesto škola pre nie áno pri okres kraj"),
    "hu": ("HU", "és utca út tér város község iskola nem igen a az megye"),
    "sl": ("SI", "in ulica cesta občina šola za je ne da mesto pri"),
    "hr": ("HR", "i ulica cesta općina grad škola za je ne da pri županija"),
    "it": ("IT CH", "di del della il via piazza comune e per con scuola no sì albero nel viale corso"),
    "es": ("ES", "de la el los del calle plaza y en con para colegio no sí avenida municipio barrio distrito"),
    "nl": ("NL BE", "de het van en straat weg gemeente school voor niet met ja nee op"),
    "en": ("GB", "the of and street road park school for with to in no yes council"),
}
_BY_LANGUAGE = {
    language: (countries.split(), frozenset(words.split())) for language, (countries, words) in _WORDS.items()
}
_TOKEN = re.compile(r"[^\W\d_]+")
_TOKENS = 20_000
_ENOUGH = 3


def countries_of(texts: Iterable[str]) -> frozenset[str]:
    """The countries of the languages most words belong to; empty where too little is written."""
    counts: Counter[str] = Counter()
    for place, text in enumerate(texts):
        counts.update(token.casefold() for token in _TOKEN.findall(text))
        if place > _TOKENS:
            break
    scores = {language: sum(counts[word] for word in words) for language, (_, words) in _BY_LANGUAGE.items()}
    best = max(scores.values())
    if best < _ENOUGH:
        return frozenset()
    near = [language for language, score in scores.items() if score >= 0.8 * best]
    return frozenset(country for language in near for country in _BY_LANGUAGE[language][0])


EAST_OF_GERMANY = re.compile(
    r"\b(?:Berlin|Brandenburg|Sachsen|Mecklenburg|Vorpommern|Dresden|Leipzig|Rostock|Potsdam|Chemnitz|Cottbus|Schwerin"
    r"|Zwickau|Greifswald|Stralsund|Görlitz|Bautzen)\b"
)
"""Where UTM zone 33 is the grid of the surveyors; elsewhere in Germany it is zone 32."""
