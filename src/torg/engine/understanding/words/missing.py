"""Marks people write where there is no value."""

from . import listed

SIGNS = listed("- – — − -- --- .. ... …. … . / // * ? ?? _ x.x")
SHORT = frozenset(
    ["n/a", "na", "n.a.", "n. a.", "n/d", "n.d.", "nd", "#n/a", "#nv", "#saknas!", "#value!", "#ref!", "#div/0!",
     "#null!", "#num!", "#name?", "#bezug!", "#wert!", "null", "none", "nil", "nan", "(null)", "<null>", "\\n",
     "(blank)", "(tom)", "(leer)", "(vide)", "blank", "k.a.", "k. a.", "k.a", "ka", "i.u.", "b.d.", "b. d.", "bd",
     "s/d", "s.d.", "s/n", "u.p.", "uppg. saknas", "e.t.", "ej tillämpligt", "ikke relevant", "nicht zutreffend",
     "sans objet", "nie dotyczy"]
)  # fmt: skip
WORDS = frozenset(
    ["okänt", "okänd", "uppgift saknas", "saknas", "ukendt", "ikke oplyst", "ukjent", "tuntematon", "ei tiedossa",
     "unbekannt", "keine angabe", "keine angaben", "inconnu", "inconnue", "non renseigné", "nieznane", "nieznany",
     "brak danych", "brak", "neznámé", "neznámý", "neuvedeno", "neznáme", "neuvedené", "ismeretlen", "nincs adat",
     "neznano", "ni podatka", "nepoznato", "nema podatka", "sconosciuto", "non disponibile", "desconocido",
     "sin datos", "onbekend", "unknown", "not known", "not available", "no data", "missing"]
)  # fmt: skip

_ALL = SIGNS | SHORT | WORDS
LONGEST = max(len(mark.encode()) for mark in _ALL)
"""Bytes of the longest mark."""


def is_missing(text: str) -> bool:
    return len(text) <= LONGEST and text.casefold() in _ALL


def is_word(text: str) -> bool:
    """A mark that is a word of its own, so that a column may have it as its only answer."""
    return text.casefold() in WORDS


def marks() -> frozenset[str]:
    return _ALL
