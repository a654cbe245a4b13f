"""Texts: yes and no, words of a list, codes of a pattern, addresses of mail and web, and letters that were damaged."""

import re
from collections.abc import Sequence
from functools import partial

from ..model import Field
from .examples import example_of, words_of
from .patterns import is_linear, judge_of
from .shape import Mend, Probe, Shape
from .sql import Sql, literal, literals, matches, where

YES = ("ja", "j", "yes", "y", "oui", "o", "tak", "t", "true", "vrai", "wahr", "sant", "prawda", "ano", "áno", "igen",
       "da", "si", "sì", "sí", "kyllä", "jah", "1", "x", "✓", "✔")  # fmt: skip
NO = ("nej", "nei", "nein", "n", "no", "non", "nie", "false", "faux", "falsch", "falskt", "fałsz", "ne", "nem", "ei",
      "f", "0")  # fmt: skip

_MAIL = r"[^@\s,;:<>\"()]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}]"
_LINK = r"(?i:https?|ftp)://[^\s/?#]+(?:[/?#]\S*)?|(?i:[a-z][a-z0-9+.-]*):[^\s]+"
_ENDS = "se|dk|de|fr|pl|no|fi|cz|sk|hu|si|hr|it|at|nl|eu|com|org|net|nu|info"
_HOST = rf"(?i)(?:www\.[a-z0-9.-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDS}))(?:/\S*)?"
_WEB = r"https?://[^\s/?#]+(?:[/?#]\S*)?"
_NO_HOST = "(?i)(?:https?|ftp):(?:[^/].*|/[^/].*)?"
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
MOST_DIGITS = 14

HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Signs of no width that come along when a text is copied from a page."""
OUTER = " \t\r\n\u00a0\u202f\u2007\u200b\ufeff"
_DAMAGED = "†„”Ž™‚"
_WHOLE = "åäöÄÖé"
"""Letters of the code pages of DOS that were read as those of Windows."""


def trimmed(x: str) -> str:
    return f"trim({x}, {literal(OUTER)})"


def spaced(x: str) -> str:
    """Tests that look at a few bytes only, and CASE, which looks no further: they are made on every cell."""
    rare = f"CASE WHEN {x} > '\u2000' THEN {trimmed(x)} <> {x} ELSE false END"
    return f"CASE WHEN {x} < '!' OR ends_with({x}, ' ') OR ends_with({x}, '\u00a0') THEN true ELSE {rare} END"


def boolean(field: Field) -> Shape:
    form = field.form
    yes, no = form.true_values, form.false_values
    if not yes or not no:
        return Shape("type.boolean", lambda x: f"{x} IN ({literals((*yes, *no)) or 'NULL'})")

    def word(t: str) -> str:
        known = [(literal(yes[0]), {*YES, *(one.casefold() for one in yes)} - {one.casefold() for one in no})]
        known += [(literal(no[0]), {*NO, *(one.casefold() for one in no)} - {one.casefold() for one in yes})]
        cases = " ".join(f"WHEN lower({t}) IN ({literals(sorted(words))}) THEN {text}" for text, words in known)
        return f"CASE {cases} END"

    return Shape(
        "type.boolean",
        lambda x: f"{x} IN ({literals((*yes, *no))})",
        mends=lambda _: (Mend("bool.word", word),),
        facts={"choices": [yes[0], no[0]]},
    )


def text(field: Field) -> Shape:
    """The narrowest of what is known of it: a list, a pattern, a form."""
    if field.constraints.enum or field.choices:
        return listed(field)
    if field.constraints.pattern:
        return patterned(field)
    return {"email": mail, "uri": link, "uuid": uuid}.get(field.form.format, plain)(field)


def plain(field: Field) -> Shape:
    return Shape("text.trim", partial(_undamaged, lambda x: f"NOT {spaced(x)}"), mends=_undamaging)


def _undamaged(conforms: Sql, x: str) -> str:
    """Only texts with letters beyond ASCII are looked at by their letters."""
    told = " OR ".join(f"contains({x}, '{sign}')" for sign in _DAMAGED)
    torn = f"CASE WHEN {told} THEN regexp_matches({x}, '\\p{{L}}[{_DAMAGED}]\\p{{L}}') ELSE false END"
    return f"{conforms(x)} AND CASE WHEN strlen({x}) = length({x}) THEN true ELSE NOT {torn} END"


def _undamaging(probe: Probe) -> Sequence[Mend]:
    return (Mend("text.damaged", lambda t: f"translate({t}, '{_DAMAGED}', '{_WHOLE}')"),)


def mail(field: Field) -> Shape:
    def bare(t: str) -> str:
        return f"regexp_replace({t}, '(?i)^(mailto:|e-?post:|e-?mail:) *', '')"

    def gaps(t: str) -> str:
        return f"regexp_replace(regexp_replace({bare(t)}, '[{HIDDEN}]', '', 'g'), '\\s*@\\s*', '@')"

    return Shape(
        "mail.check", lambda x: matches(x, _MAIL), mends=lambda _: (Mend("mail.form", bare), Mend("mail.form", gaps))
    )


def link(field: Field) -> Shape:
    def whole(t: str) -> str:
        return where(t, _HOST, f"'http://' || {t}")

    def mended(t: str) -> str:
        return f"regexp_replace({t}, '(?i)^(https?)(:/|//|:|;//) *([^/ ])', '\\1://\\3')"

    return Shape(
        "link.check",
        lambda x: (
            f"CASE WHEN starts_with({x}, 'http') THEN {matches(x, _WEB)} "
            f"ELSE {matches(x, _LINK)} AND NOT {matches(x, _NO_HOST)} END"
        ),
        mends=lambda _: (Mend("link.form", whole), Mend("link.form", mended)),
    )


def uuid(field: Field) -> Shape:
    def bare(t: str) -> str:
        return f"lower(regexp_replace({t}, '^(urn:uuid:|\\{{)|\\}}$', '', 'g'))"

    return Shape("uuid.check", lambda x: matches(x, _UUID), mends=lambda _: (Mend("code.form", bare),))


def patterned(field: Field) -> Shape:
    pattern = field.constraints.pattern or ""
    example = {"example": field.example or example_of(pattern)}
    if not is_linear(pattern):
        return Shape("text.pattern", lambda x: "true", judge=judge_of(pattern, example), facts=example)
    return Shape(
        "text.pattern",
        lambda x: matches(x, pattern),
        mends=lambda _: (
            Mend("code.pad", partial(_padded, pattern)),
            Mend("code.form", lambda t: _in_case(pattern, t)),
            Mend("code.form", lambda t: f"upper({t})"),
            Mend("code.form", lambda t: f"lower({t})"),
            Mend("code.form", lambda t: where(t, r"[\w .-]+", f"regexp_replace({t}, '[ .-]', '', 'g')")),
            Mend("link.form", lambda t: where(t, _HOST, f"'http://' || {t}")),
            *_undamaging(_),
        ),
        facts=example,
    )


def _in_case(pattern: str, t: str) -> str:
    """Words the pattern itself spells, in its letters: ``_utegym_`` becomes ``_Utegym_``."""
    for word in words_of(pattern):
        t = f"regexp_replace({t}, {literal('(?i)' + word)}, {literal(word)}, 'g')"
    return t


def _padded(pattern: str, t: str) -> str:
    """Zeros before a number, as many as are needed first to fit the pattern."""
    cases = " ".join(
        f"WHEN length({t}) < {width} AND {matches(_zeros(t, width), pattern)} THEN {_zeros(t, width)}"
        for width in range(2, MOST_DIGITS + 1)
    )
    return where(t, r"\d{1,13}|\d{1,12}[a-zA-Z]", f"CASE {cases} END")


def _zeros(t: str, width: int) -> str:
    return f"lpad({t}, {width}, '0')"


def listed(field: Field) -> Shape:
    """The words of a list. Labels, other spellings and near words are found later, on the few that do not conform."""
    codes = field.constraints.enum or tuple(choice.code for choice in field.choices)
    many = len(codes) > MANY
    inside = f"SELECT code FROM {words_table(field)}" if many else literals(codes)
    if not field.constraints.enum and not field.closed:
        return Shape("text.trim", lambda x: f"NOT {spaced(x)}", listed=True)
    return Shape("list.none", lambda x: f"{x} IN ({inside})", facts={"choices": list(codes[:SHOWN])}, listed=True)


MANY = 200
SHOWN = 12


def words_table(field: Field) -> str:
    return '"words of ' + re.sub('"', '""', field.name) + '"'
