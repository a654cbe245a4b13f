"""Pairs of words that answer yes or no."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("ja", "nej"), ("ja", "nei"), ("ja", "nein"), ("ja", "nee"), ("oui", "non"), ("tak", "nie"), ("ano", "ne"),
    ("áno", "nie"), ("igen", "nem"), ("da", "ne"), ("si", "no"), ("sí", "no"), ("sì", "no"), ("kyllä", "ei"),
    ("on", "ei"), ("jah", "ei"), ("yes", "no"), ("sim", "não"), ("true", "false"), ("vrai", "faux"),
    ("wahr", "falsch"), ("sant", "falskt"), ("sann", "usann"), ("sand", "falsk"), ("prawda", "fałsz"),
    ("pravda", "nepravda"), ("igaz", "hamis"), ("vero", "falso"), ("verdadero", "falso"), ("tosi", "epätosi"),
    ("y", "n"), ("j", "n"), ("t", "f"), ("o", "n"), ("t", "n"), ("a", "n"), ("i", "n"), ("s", "n"),
)  # fmt: skip

CROSSES = frozenset({"x", "✓", "✔", "☑", "✗"})
NOTHING = frozenset({"-", "–", "—"})
