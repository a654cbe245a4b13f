"""Words of headings over dates, years and times."""

from . import listed
from .roles import spoken

_DATES = listed(
    "date datum dato paivays paivamaara data datums fecha dag dagen tidpunkt from fran till to tom fom start slut "
    "stand opdateret uppdaterad updated oppdatert paivitetty aktualisiert aktualizacja aktualizace created "
    "modified skapad andrad oppnad opened closed geaendert geandert inbetriebnahmedatum maj data_od data_do "
    "datetime timestamp tidsstempel zeitstempel datetid giltig since until begin ende beginn debut fin dzien den "
    "od do kelte napja inbetriebnahme sluttdato startdato"
)
_ENDINGS = ("date", "datum", "dato", "datums", "paiva", "paivamaara", "fecha", "_data", "tidpunkt", "_at", "_on")
_YEARS = listed(
    "year ar aar arstal jahr annee an vuosi rok ev leto godina anno ano jaar artal baujahr byggar pflanzjahr yr y "
    "godine roku evszam letnik annees jahrgang byggear aarstal arskull season sasong"
)
_YEAR_ENDINGS = ("_ar", "jahr", "_aar", "year", "annee", "_rok", "_vuosi", "vuosi", "_jaar", "byggar", "ningsar", "_ev")


def is_date_heading(label: str) -> bool:
    word = spoken(label)
    return word.endswith(_ENDINGS) or bool(_DATES & set(word.split("_")))


def is_year_heading(label: str) -> bool:
    word = spoken(label)
    return word.endswith(_YEAR_ENDINGS) or bool(_YEARS & set(word.split("_")))
