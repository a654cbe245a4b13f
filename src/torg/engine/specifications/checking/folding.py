"""Words compared without case, accents and signs: ``Åbadet`` and ``abadet`` are one, in Python and in SQL."""

import unicodedata

_SIGNS = " _-–./'’,:;()"
_SPELLED = {ord("ß"): "ss", ord("µ"): "μ"}
"""Letters written in two ways, which neither language folds by itself."""


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.strip().lower().translate(_SPELLED))
    return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in _SIGNS)


def folded_sql(x: str) -> str:
    signs = "".join(sign for sign in _SIGNS if sign not in "'")
    spelled = f"lower(trim({x}))"
    for letter, plain in _SPELLED.items():
        spelled = f"replace({spelled}, '{chr(letter)}', '{plain}')"
    return f"translate(strip_accents({spelled}), '{signs}''', '')"
