"""Words that begin a line of sums, and words that begin a note under a table."""

import re

from . import listed

TOTALS = listed(
    "summa summa: totalt total totalsumma delsumma sum gesamt gesamtsumme insgesamt summe zusammen total: ialt "
    "i-alt totaal totalen yhteensä kaikkiaan razem ogółem suma łącznie celkem součet celkom spolu súčet összesen "
    "összeg skupaj vsota ukupno totale totali totaux somme totales subtotal zwischensumme totals grand-total "
    "kokku sammanlagt jahressumme årssumma endsumme gesamtergebnis slutsumma"
)
_PHRASES = ("i alt", "grand total", "sub total", "total général", "totale complessivo", "hela summan", "suma całkowita")
_NOTES = re.compile(
    r"^(?:källa|kilde|lähde|quelle|source|sources|źródło|zdroj|forrás|vir|izvor|fonte|fuente|bron|allikas|"
    r"not|note|notes|anm|anmärkning|anmerkung(?:en)?|bemærk|merknad|huom|uwaga|uwagi|poznámka|megjegyzés|opomba|"
    r"napomena|nota|opmerking|hinweis|legende|förklaring|explanations?|senast uppdaterad|stand|updated|copyright|"
    r"aktualisiert|©|\*{1,3}|¹|²|\(?\d\)|1\)|_{4,}|-{4,})(?:[\s:.].*|$|\S*)",
    re.IGNORECASE | re.DOTALL,
)


def is_total(text: str) -> bool:
    """``Summa``, ``Total 2025``, ``I alt:``; not ``Totalförsvaret``."""
    words = text.casefold().rstrip(" :.").split()
    return bool(words) and (words[0].rstrip(":") in TOTALS or text.casefold().startswith(_PHRASES)) and len(words) <= 5


def is_note(text: str) -> bool:
    return bool(_NOTES.match(text))
