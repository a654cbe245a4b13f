"""The letters and small words of the hub's languages, and which old code page a text was written in."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

# Accented letters by falling frequency, and unaccented words that betray the language.
LANGUAGES: Mapping[str, tuple[str, str]] = {
    "sv": ("äåöéèüà", "och av till den som kommun gatan hus stad antal"),
    "da": ("øåæéöü", "og af til den som kommune vej gade hus antal"),
    "nb": ("øåæéòôü", "og av til som kommune vei gate hus antall"),
    "fi": ("äöåšž", "ja on katu tie kunta kaupunki koulu"),
    "de": ("üäößéèê", "und der die das von in stadt str platz anzahl"),
    "fr": ("éèàêçôîâùûïëœæÿ", "de la le les et du des rue avenue commune place"),
    "pl": ("łóżąęśćńź", "i w na do ul gmina miasto szkoła rok"),
    "cs": ("íáéžěýřčšůúóťďňöü", "a v na obec ulice město rok pro"),
    "sk": ("áíéýžčúšľťôóňäďŕĺ", "a v na obec ulica mesto rok pre"),
    "hu": ("áéöőóüíúű", "a az és utca tér város szám"),
    "sl": ("čšžćđ", "in na za ulica cesta občina mesto leto"),
    "hr": ("čšžćđ", "i na za ulica cesta grad godina"),
    "it": ("àèùòìéîç", "di e il la del della dei via piazza comune numero"),
    "es": ("óíáéñúüºª", "de la el los y del en calle plaza municipio"),
    "nl": ("ëéïöüèóçê", "de het een en van in straat gemeente aantal"),
    "et": ("äõüöšž", "ja on vald linn maakond tänav kool"),
    "lv": ("āīēūšļņžģķčōŗ", "un ir iela pagasts novads gads"),
    "lt": ("ėšųžąįčūęį", "ir gatve miestas rajonas savivaldybe metai"),
    "el": ("αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώϊϋΐΰ", ""),
    "bg": ("аиоентрсвлкдпмзгбъучяцйжщхшфюьэ", ""),
}
# In the order of preference where two read a text equally well.
CODE_PAGES: Mapping[str, str] = {
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "iso8859-15": "iso-8859-15",
    "iso8859-2": "iso-8859-2",
    "cp1257": "windows-1257",
    "cp1251": "windows-1251",
    "cp1253": "windows-1253",
    "iso8859-7": "iso-8859-7",
    "cp850": "cp850",
    "cp852": "cp852",
    "cp437": "cp437",
    "mac_roman": "macintosh",
}
# What a few letters alone cannot tell, the habit of Europe's offices does.
_HABIT = {"cp1252": 0.25, "iso8859-15": 0.25, "cp1250": 0.1, "cp1257": 0.05, "cp1251": 0.05, "cp1253": 0.05}
_MARKS = "’‘“”„–—…€£§°«»©®·•½¼¾²³¹ªº´\u00a0\u00ad×±µ¡¿¨"
_FOREIGN = -2.0
_TELLING = 400


def code_page(words: Mapping[bytes, int]) -> str:
    """The Python codec that turns these words (with their counts) into words of one of the languages."""
    plain = _language_hints(words)
    accented = [(word, count) for word, count in words.items() if not word.isascii()]
    telling = sorted(accented, key=lambda item: -item[1])[:_TELLING]
    best, chosen = float("-inf"), "cp1252"
    for codec in CODE_PAGES:
        decoded = [(_decoded(word, codec), count) for word, count in telling]
        score = max(_fit(decoded, language) + plain.get(language, 0) for language in LANGUAGES)
        score += _HABIT.get(codec, 0)
        if score > best + 1e-9:
            best, chosen = score, codec
    return chosen


def spoken_name(codec: str) -> str:
    """A code page as people write it: ``Windows-1252``, ``ISO-8859-15``, ``CP850``."""
    name = {"macintosh": "Mac Roman"}.get(CODE_PAGES.get(codec, codec), CODE_PAGES.get(codec, codec).upper())
    return name.replace("WINDOWS", "Windows").replace("ISO8859", "ISO-8859")


def codec_of(encoding: str) -> str:
    """The Python codec of a code page by the name people are told."""
    return next((codec for codec, name in CODE_PAGES.items() if name == encoding), encoding)


_OTHERS = 4


def other_readings(words: Sequence[str], name: str) -> dict[str, str]:
    """What words read in one code page (by its spoken name) would be in others, where all signs are letters there."""
    codec = next((codec for codec in CODE_PAGES if spoken_name(codec) == name), "cp1252")
    found: dict[str, str] = {}
    for other, encoding in CODE_PAGES.items():
        read = [_read_anew(word, codec, other) for word in words]
        text = ", ".join(read)
        if all(read) and read != list(words) and text not in found.values():
            found[encoding] = text
    return dict(list(found.items())[:_OTHERS])


def _read_anew(word: str, codec: str, other: str) -> str:
    """Empty where it would be no word."""
    try:
        read = word.encode(codec).decode(other)
    except UnicodeError:
        return ""
    return read if all(sign.isascii() or sign.isalpha() for sign in read) else ""


def is_letter_of_ours(letter: str) -> bool:
    return letter in _all_letters()


@cache
def _all_letters() -> frozenset[str]:
    letters = "".join(alphabet for alphabet, _ in LANGUAGES.values())
    return frozenset(letters + letters.upper() + "ß" + _MARKS)


@cache
def _weights(language: str) -> Mapping[str, float]:
    """A letter's worth: common ones more, capitals slightly less, so that coherent readings win."""
    letters = LANGUAGES[language][0]
    weights: dict[str, float] = {}
    for place, letter in enumerate(letters):
        worth = 1.0 - 0.6 * place / len(letters)
        weights.setdefault(letter, worth)
        if len(letter.upper()) == 1:
            weights.setdefault(letter.upper(), worth - 0.1)
    return weights


def _fit(decoded: list[tuple[str | None, int]], language: str) -> float:
    weights = _weights(language)
    total = sum(count for _, count in decoded) or 1
    return sum(count * (_word(word, weights) if word is not None else 4 * _FOREIGN) for word, count in decoded) / total


@cache
def _mark_worth(letter: str) -> float:
    if letter in _MARKS:
        return 0.3
    return 0.0 if unicodedata.category(letter).startswith(("L", "P", "S", "Z")) else 4 * _FOREIGN


def _word(word: str, weights: Mapping[str, float]) -> float:
    return sum(
        _letter(letter, word[place - 1 : place], word[place + 1 : place + 2], weights)
        for place, letter in enumerate(word)
        if letter > "\x7f"
    )


def _letter(letter: str, before: str, after: str, weights: Mapping[str, float]) -> float:
    inside = before.isalpha() and after.isalpha()
    if not letter.isalpha() or letter in _MARKS:
        return _FOREIGN if inside and letter not in "’·\u00ad" else _mark_worth(letter)
    if any(_script(near) != _script(letter) for near in (before, after) if near.isalpha()):
        return _FOREIGN
    alone = not before.isalpha() and not after.isalpha()
    shouted = before.islower() and letter.isupper()
    worth = weights.get(letter, -0.4 if is_letter_of_ours(letter) else _FOREIGN / 2)
    return worth - 1.5 if shouted else worth * 0.25 if alone and worth > 0 else worth


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _decoded(word: bytes, codec: str) -> str | None:
    try:
        return word.decode(codec)
    except UnicodeDecodeError:
        return None


def _language_hints(words: Mapping[bytes, int]) -> Mapping[str, float]:
    """Up to half a point for a language whose small unaccented words appear."""
    seen = {word.decode("ascii").lower() for word in words if word.isascii()}
    hits = {language: len(seen.intersection(small.split())) for language, (_, small) in LANGUAGES.items()}
    most = max(hits.values())
    return {language: 0.5 * count / most for language, count in hits.items()} if most else {}
