"""Numbers as people write them: decimal and grouping signs decided for the whole column, units, minus signs."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from torg.engine.formats import KIND_NUMBER
from torg.foundation.problems import Question

from .reading import Note, Reading, literal
from .sample import Sample, Value
from .words import listed
from .words.roles import role_word, spoken
from .words.units import UNITS

SPACES = " \u00a0\u202f\u2007\u2009"
APOSTROPHES = "'’"
MINUS = "−–-"
"""Signs of minus; the hyphen stands last, so that in a class of a pattern it is no range."""
DIGITS_OF_BIGINT = 18
DIGITS_OF_DECIMAL = 38

_NUMBER = re.compile(
    rf"^(?P<open>\()?\s?(?P<sign>[+{MINUS}])?\s?(?P<before>[€$£]|[A-Za-z]{{2,3}}\s)?\s?(?P<sign2>[{MINUS}])?"
    rf"(?P<body>\d[\d.,{SPACES}{APOSTROPHES}]*|[.,]\d+)(?P<trail>-)?(?P<after>[\s\u00a0\u202f]?[^\d\s.,()-][^\d()]{{0,11}}\d?)?(?P<shut>\))?$"
)


@dataclass(frozen=True)
class Written:
    """A number as it stands in a cell: its digits and signs, whether negative, its unit, how it may be read.

    ``ways`` are the pairs (decimal sign, grouping sign) under which it is a number; "" means not used.
    """

    body: str
    negative: bool
    unit: str | None
    before: bool
    ways: frozenset[tuple[str, str]]
    plain: bool


def number_in(value: Value) -> Written | None:
    """The number of a cell; a workbook's own numbers always stand with a point and without grouping."""
    found = written(value.text)
    if value.kind == KIND_NUMBER and found is not None:
        return replace(found, ways=frozenset({(".", "")} if "." in found.body else {("", "")}))
    return found


@lru_cache(maxsize=20_000)
def written(text: str) -> Written | None:
    match = _NUMBER.match(text)
    if match is None or bool(match["open"]) != bool(match["shut"]):
        return None
    body = match["body"].rstrip(SPACES)
    before, after = (match["before"] or "").strip(), (match["after"] or "").strip(SPACES)
    unit = before or after or None
    if (before and after) or (unit is not None and not _is_unit(unit, match["after"] or "")):
        return None
    ways = _ways(body)
    if not ways:
        return None
    negative = bool(match["open"] or match["trail"] or (match["sign"] or "") in [*MINUS] or match["sign2"])
    plain = match["sign"] in (None, "-") and unit is None and not (match["open"] or match["trail"])
    return Written(body, negative, unit, bool(before), ways, plain)


def _is_unit(unit: str, after: str) -> bool:
    """Single letters right behind digits are house numbers (``12c``), except the metre."""
    if unit.casefold() not in UNITS:
        return False
    return not (len(after) == 1 and after.isalpha() and after != "m")


def _ways(body: str) -> frozenset[tuple[str, str]]:
    if body.isdigit():
        return frozenset({("", "")})
    found = set()
    for decimal in (".", ","):
        whole, sign, part = body.rpartition(decimal)
        if sign and part.isdigit() and decimal not in whole:
            found |= {(decimal, grouping) for grouping in _grouping(whole)}
    found |= {("", grouping) for grouping in _grouping(body) if grouping}
    return frozenset(found)


def _grouping(whole: str) -> list[str]:
    """The grouping signs with which digits are a whole number: [""] for bare digits, [] when they are none."""
    if whole == "" or whole.isdigit():
        return [""]
    signs = {sign for sign in whole if not sign.isdigit()}
    kinds = {" " if sign in SPACES else "'" if sign in APOSTROPHES else sign for sign in signs}
    if len(kinds) != 1:
        return []
    groups = re.split(r"\D", whole)
    if 1 <= len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:]):
        return [kinds.pop()]
    return []


@dataclass(frozen=True)
class Signs:
    decimal: str
    grouping: str


def propose(sample: Sample) -> Reading | Question | None:
    """The reading of a column of numbers, a question where the signs can mean two things, None for other columns."""
    if not sample.likely(number_in):
        return None
    numbers = {value: number for value in sample.present if (number := number_in(value))}
    if not numbers or not sample.enough(numbers):
        return None
    if not sample.told.forced and are_codes(sample, numbers):
        return None
    typed = {value: number for value, number in numbers.items() if value.kind != KIND_NUMBER}
    signs = _told_signs(typed or numbers, sample) or _signs(
        typed or numbers, _degrees_sign(sample) or sample.hints.decimal
    )
    if signs is None:
        return _question(sample, numbers)
    fitting = {value: n for value, n in numbers.items() if _fits(n, signs) or value.kind == KIND_NUMBER}
    unit = _unit(fitting, sample)
    if unit.name == "%" and not sample.told.bare and (doubtful := _may_be_share(fitting)):
        choices = _both(doubtful, fitting[doubtful])
        return Question("num.percent_mixed", column=sample.heading.label, value=doubtful.text, choices=choices)
    fitting = {value: number for value, number in fitting.items() if number.unit in (None, *unit.spellings)}
    if not sample.enough(fitting):
        return None
    reading = _reading(fitting, signs, unit)
    return _of_shares(reading) if unit.name == "%" and sample.told.bare == "share" else reading


CODE_WORDS = listed(
    "code_postal postnr postnummer plz postleitzahl postcode psc cap code_insee insee ags siret siren orgnr "
    "organisationsnummer org_nr ico cvr pesel regon nip teryt kommunkod kommunekode kommunenummer kommunenr "
    "municipality_code phone telefon telephone telefonnummer tel mobil mobile tlf fax telefax puhelin telefono "
    "telefonszam isbn ean vat_id ust_id zip zipcode zip_code postal_code kod_pocztowy kodpoczt iranyitoszam "
    "postinumero codigo_postal cod_postal kuntanumero gemeindeschluessel gemeindeschlussel gemeindekennzahl "
    "hausnummer hausnr husnummer husnr nrdomu nr_domu numer_domu house_number housenumber gatunummer "
    "straatnummer huisnummer numero_civico civico hazszam cislo_popisne code_commune code_departement"
)


def are_codes(sample: Sample, numbers: dict[Value, Written]) -> bool:
    return _are_names(sample, numbers) or _are_told(sample, numbers)


def _are_names(sample: Sample, numbers: dict[Value, Written]) -> bool:
    """Digits that are names, not amounts: leading zeros, very long ones of one length, telephone numbers."""
    bare = [value.text for value, number in numbers.items() if number.ways == {("", "")} and number.unit is None]
    if any(len(text) > 1 and text.lstrip("+-")[0] == "0" for text in bare):
        return True
    if any(text.startswith("+") and len(text) > 8 for text in bare):
        return True
    if any(_code_like(value.text) for value in sample.present if value not in numbers):
        return True
    lengths = {len(text) for text in bare}
    if bare and len(lengths) == 1 and lengths.pop() > DIGITS_OF_BIGINT:
        return True
    spaced = [v.text for v, n in numbers.items() if n.body[:1] == "0" and any(s in SPACES for s in n.body)]
    return bool(spaced)


def _are_told(sample: Sample, numbers: dict[Value, Written]) -> bool:
    """Cells such as ``de 6 a 24 h`` beside plain numbers: what they tell would be lost."""
    telling = [value for value in sample.present if value not in numbers and _TELLING.search(value.text)]
    return len(telling) >= 3 and sum(value.count for value in telling) > 0.02 * sample.count


_TELLING = re.compile(r"\d.*[^\W\d_]{1,}|[^\W\d_]{2,}.*\d")
_CODE = re.compile(r"^(?=.*\d)(?=.*[A-Za-zÅÄÖåäöÆØæø])[0-9A-Za-zÅÄÖåäöÆØæø]{2,}$")


def _code_like(text: str) -> bool:
    """``0164A``, ``1E5`` and ``B 30`` are codes; ``12m`` is a number with a unit."""
    return bool(_CODE.match(text) or _LETTERED.match(text)) and written(text) is None


_LETTERED = re.compile(r"^[A-ZÅÄÖÆØ]{1,3}[\s./-]?\d+[A-Za-z]?$")


def _told_signs(numbers: dict[Value, Written], sample: Sample) -> Signs | None:
    told = sample.told.decimal
    return Signs(told, _grouping_sign(numbers, told)) if told else None


def _signs(numbers: dict[Value, Written], hint: str | None) -> Signs | None:
    """The pair under which most numbers can be read; None where two pairs do equally well and no hint decides."""
    votes: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for value, number in numbers.items():
        decimals = {decimal for decimal, _ in number.ways}
        for decimal in decimals - {""}:
            votes[decimal] += value.count
        if len(number.ways) == 1 and "" not in decimals:
            certain[next(iter(decimals))] += value.count
        if len(number.ways) == 1 and decimals == {""} and (sign := next(iter(number.ways))[1]) in (".", ","):
            certain["," if sign == "." else "."] += value.count
    if certain:
        decimal = certain.most_common(1)[0][0]
    elif len(votes) == 1 and _is_grouped(numbers):
        decimal = "," if "." in votes else "."
    elif not votes:
        decimal = "."
    elif hint is not None:
        decimal = hint
    else:
        return None
    return Signs(decimal, _grouping_sign(numbers, decimal))


def _degrees_sign(sample: Sample) -> str | None:
    """Under the heading of a latitude or longitude there are no thousands, so the sign in ``59.301`` is decimal."""
    if role_word(sample.heading.label) not in ("latitude", "longitude"):
        return None
    return next((sign for value in sample.present for sign in value.text if sign in ".,"), None)


def _is_grouped(numbers: dict[Value, Written]) -> bool:
    """``385`` beside ``1,644`` and ``62,271``: bare numbers below a thousand, all others with a sign before the last
    three figures. With a decimal sign some would have more or fewer figures behind it, or none would be bare."""
    bare = [number for number in numbers.values() if number.ways == {("", "")}]
    signed = [number for number in numbers.values() if number.ways != {("", "")}]
    return len(bare) >= 3 and len(signed) >= 3 and all(len(number.body) <= 3 for number in bare)


def _grouping_sign(numbers: dict[Value, Written], decimal: str) -> str:
    found: Counter[str] = Counter()
    for value, number in numbers.items():
        for sign, grouping in number.ways:
            if grouping and grouping != decimal and sign in ("", decimal):
                found[grouping] += value.count
    return found.most_common(1)[0][0] if found else ""


def _fits(number: Written, signs: Signs) -> bool:
    return any(decimal in ("", signs.decimal) and grouping in ("", signs.grouping) for decimal, grouping in number.ways)


def decisive_decimal(sample: Sample) -> str | None:
    """The decimal sign this column alone proves, for the columns that cannot tell."""
    if not sample.likely(number_in):
        return None
    numbers = {value: number for value in sample.present if (number := number_in(value))}
    if not numbers or not sample.enough(numbers):
        return None
    signs = _signs(numbers, None)
    return signs.decimal if signs and any(d for n in numbers.values() for d, _ in n.ways) else None


def _question(sample: Sample, numbers: dict[Value, Written]) -> Question:
    value = max((value for value, number in numbers.items() if len(number.ways) > 1), key=lambda value: value.count)
    whole = re.sub(r"\D", "", value.text)
    choices = (whole, value.text.replace(",", "."))
    return Question("num.grouping", column=sample.heading.label, value=value.text, choices=choices)


def _may_be_share(numbers: dict[Value, Written]) -> Value | None:
    """A cell such as ``0,5`` among others with the sign: half a percent, or half of all."""
    if not any(number.unit == "%" for number in numbers.values()):
        return None
    return next(
        (value for value, number in numbers.items() if number.unit is None and _SHARE.fullmatch(number.body)), None
    )


_SHARE = re.compile(r"0?[.,]\d*[1-9]\d*|1(?:[.,]0+)?")


def _of_shares(reading: Reading) -> Reading:
    """Where a number without the sign is a share of one: 0.5 is 50 %."""
    expression = (
        f"CASE WHEN contains(@x, '%') THEN {reading.expression} ELSE TRY_CAST(({reading.expression}) * 100 AS @t) END"
    )
    note = Note("num.share", "NOT contains(@x, '%')")
    return replace(
        reading, expression=expression, proven="", digits=reading.digits + 2, notes=(*reading.notes, note),
        sql=sql_type(reading.digits + 2, reading.scale),
    )  # fmt: skip


def _both(value: Value, number: Written) -> tuple[str, str]:
    percent = Decimal(number.body.replace(",", ".")).scaleb(2).normalize()
    return f"{value.text} %", f"{'-' if number.negative else ''}{percent:f} %"


@dataclass(frozen=True)
class Unit:
    """``always`` when every number seen has it behind: then one without is odd."""

    name: str | None
    spellings: tuple[str, ...] = ()
    always: bool = False


def _unit(numbers: dict[Value, Written], sample: Sample) -> Unit:
    found: Counter[str] = Counter()
    for value, number in numbers.items():
        if number.unit:
            found[number.unit] += value.count
    if not found:
        return Unit(sample.heading.unit)
    name = found.most_common(1)[0][0]
    same = tuple(unit for unit in found if unit.casefold() == name.casefold())
    always = name == "%" and all(number.unit and not number.before for number in numbers.values())
    return Unit(name, same, always)


def _reading(numbers: dict[Value, Written], signs: Signs, unit: Unit) -> Reading:
    point = Signs(".", "")
    sides = [_sides(number, point if value.kind == KIND_NUMBER else signs) for value, number in numbers.items()]
    digits, scale = max(side[0] for side in sides), max(side[1] for side in sides)
    plain = (all(number.plain for number in numbers.values()) and signs.decimal == ".") or _bare(numbers)
    grouped = any(grouping for number in numbers.values() for _, grouping in number.ways if _fits(number, signs))
    proven = ""
    if plain and not grouped:
        expression, proven = _plain(scale), "TRY_CAST(@x AS @t)"
    else:
        expression = _careful(signs, scale, unit)
        if signs.decimal == "," and scale and not unit.always:
            expression = (
                f"CASE WHEN {_with_comma(scale)} THEN TRY_CAST(replace(@x, ',', '.') AS @t) ELSE {expression} END"
            )
        if any(value.kind == KIND_NUMBER for value in numbers):
            expression = f"CASE WHEN @k = {KIND_NUMBER} THEN {_plain(scale, unit)} ELSE {expression} END"
    return Reading(
        "number" if scale or unit.name == "%" else "integer",
        sql_type(digits, scale),
        expression,
        odd="num.odd",
        format=_format(numbers, signs, unit),
        unit=unit.name,
        notes=_notes(numbers, signs, unit),
        scale=scale,
        digits=digits,
        proven=proven,
    )


def _bare(numbers: dict[Value, Written]) -> bool:
    return all(number.plain and number.ways == {("", "")} for number in numbers.values())


def sql_type(digits: int, scale: int) -> str:
    if scale == 0:
        return "BIGINT" if digits <= DIGITS_OF_BIGINT else f"DECIMAL({DIGITS_OF_DECIMAL},0)"
    if digits + scale <= DIGITS_OF_BIGINT:
        return f"DECIMAL({DIGITS_OF_BIGINT},{scale})"
    return f"DECIMAL({DIGITS_OF_DECIMAL},{scale})" if digits + scale <= DIGITS_OF_DECIMAL else "DOUBLE"


def _plain(scale: int, unit: Unit | None = None) -> str:
    """A number as programs write it; a workbook's percentage has its sign behind it."""
    part = rf"(\.\d{{1,{scale}}})?" if scale else ""
    if unit is None or unit.name != "%":
        return rf"CASE WHEN regexp_full_match(@x, '-?\d+{part}') THEN TRY_CAST(@x AS @t) END"
    sign = " %" if unit.always else "( %)?"
    return rf"CASE WHEN regexp_full_match(@x, '-?\d+{part}{sign}') THEN TRY_CAST(replace(@x, ' %', '') AS @t) END"


def _with_comma(scale: int) -> str:
    """The usual spelling, tried first: it spares the careful pattern, which costs five times as much."""
    return rf"regexp_full_match(@x, '-?\d+(,\d{{1,{scale}}})?')"


def _careful(signs: Signs, scale: int, unit: Unit) -> str:
    """Checks the form, takes out grouping signs and unit, and puts the decimal sign right."""
    group = {"": "", " ": f"[{SPACES}]", "'": "['’]"}.get(signs.grouping, re.escape(signs.grouping))
    whole = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)" if group else r"\d+"
    part = rf"(?:{re.escape(signs.decimal)}\d{{1,{scale}}})?" if scale else ""
    bare = rf"(?:{re.escape(signs.decimal)}\d{{1,{scale}}})" if scale else r"\d+"
    spelled = "|".join(re.escape(name) for name in unit.spellings)
    around = rf"(?:{spelled})?" if spelled else ""
    behind = f"(?:{spelled})" if unit.always else around
    pattern = rf"\(?[ ]?[+{MINUS}]?[ ]?{around}[{SPACES}]?[{MINUS}]?({whole}{part}|{bare})-?[{SPACES}]?{behind}\)?"
    number = f"regexp_extract(@x, {literal('^' + pattern + '$')}, 1)"
    other = "." if signs.decimal == "," else ","
    cleaned = f"translate({number}, {literal(signs.decimal + SPACES + APOSTROPHES + other)}, '.')"
    minus = rf"CASE WHEN regexp_matches(@x, '[(]|[{MINUS}]') THEN '-' ELSE '' END"
    return f"TRY_CAST(({minus}) || {cleaned} AS @t)"


def _sides(number: Written, signs: Signs) -> tuple[int, int]:
    """How many figures stand before and after the decimal sign."""
    figures = len(re.sub(r"\D", "", number.body))
    _, sign, part = number.body.rpartition(signs.decimal)
    decimals = len(part) if sign and any(decimal == signs.decimal for decimal, _ in number.ways) else 0
    return max(1, figures - decimals), decimals


def _has_comma(numbers: dict[Value, Written], signs: Signs) -> bool:
    typed = (number for value, number in numbers.items() if value.kind != KIND_NUMBER)
    return signs.decimal == "," and any(_sides(number, signs)[1] for number in typed)


def _format(numbers: dict[Value, Written], signs: Signs, unit: Unit) -> str | None:
    said = []
    if _has_comma(numbers, signs):
        said.append("decimal comma")
    if unit.spellings:
        said.append("percent" if unit.name == "%" else f"unit {unit.name} in the cells")
    return ", ".join(said) or None


def _notes(numbers: dict[Value, Written], signs: Signs, unit: Unit) -> tuple[Note, ...]:
    notes = []
    typed = (value.text for value, number in numbers.items() if number.unit and value.kind != KIND_NUMBER)
    example = next(typed, None)
    if _has_comma(numbers, signs):
        notes.append(Note("num.comma", "contains(@x, ',')"))
    groups = {" ": f"regexp_matches(@x, '\\d[{SPACES}]\\d')", "'": "regexp_matches(@x, '[''’]')"}
    if signs.grouping and any(any(c in n.body for c in _spelled(signs.grouping)) for n in numbers.values()):
        condition = groups.get(signs.grouping, f"contains(@x, {literal(signs.grouping)})")
        notes.append(Note("num.grouped", condition, (("value", signs.grouping),)))
    behind = r"regexp_matches(@x, '[^\d.,\s+()−–-]')"
    if example is not None:
        condition = f"{behind} AND @k <> {KIND_NUMBER}"
        notes.append(Note("num.unit", condition, (("value", example), ("unit", unit.name))))
    if any(number.unit and value.kind == KIND_NUMBER for value, number in numbers.items()):
        notes.append(Note("num.percent", f"{behind} AND @k = {KIND_NUMBER}"))
    if any(number.negative and not number.plain for number in numbers.values()):
        notes.append(Note("num.minus", r"regexp_matches(@x, '[−–(]|-$')"))
    return tuple(notes)


def _spelled(grouping: str) -> str:
    return SPACES if grouping == " " else APOSTROPHES if grouping == "'" else grouping


def is_code_heading(label: str) -> bool:
    word = spoken(label)
    return word in CODE_WORDS or bool(CODE_WORDS & {word.split("_")[-1], word.split("_")[0]} & _WHOLE)


_WHOLE = listed("plz postnr postnummer postleitzahl postcode telefon telefonnummer phone fax hausnummer zip insee")
