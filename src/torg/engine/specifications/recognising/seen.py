"""A column as recognising looks at it: its values read in all the ways a field may want them, once."""

import re
from collections.abc import Iterable
from functools import cached_property

import pyarrow as pa

from torg.engine.geography import Position, parse_position

from ..found import ColumnSample
from .patterns import matching, texts
from .spoken import key_of, spoken

LOOKED_AT = 60
"""Values of a column that are looked at."""

CELL = 200
"""Letters of a value that are looked at."""

_SHAPE = re.compile(r"(?:MULTI)?(?:POINT|LINESTRING|POLYGON) ?(?:Z|M|ZM)? ?\(|GEOMETRYCOLLECTION ?\(", re.IGNORECASE)
_NUMBER = re.compile(r"[-+\u2212]?(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d{1,3})?")
_MEASURE = re.compile(rf"({_NUMBER.pattern})\s*(?:[^\d\s]{{1,4}}\.?)?")
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[T ].*)?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}(?: .*)?|(?:19|20)\d{6}(?:T.*)?"
    r"|\d{1,2}\.? \S{3,12}\.? \d{4}"
)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_YEARMONTH = re.compile(r"\d{4}-\d{2}|\d{2}[./]\d{4}|\S{3,12} \d{4}")
_MAIL = re.compile(r"(?:mailto:)?[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_LINK = re.compile(r"(?:https?:)?//\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ANSWERS = (
    "0 1 x y n ja nej ne no yes oui non nein tak nie true false vrai faux wahr falsch prawda falsz sant falskt "
    "falsk si ano kylla ei igen nem da t f j saknas finns"
)
TRUTHS = frozenset(_ANSWERS.split())
_NOTHING = frozenset({"", "-", "–", "—", "na", "n/a", "nan", "null", "none", "okänt", "unbekannt", "inconnu", "?"})

SHAPES = {
    "date": _DATE, "datetime": _DATE, "time": _TIME, "year": _YEAR, "yearmonth": _YEARMONTH, "email": _MAIL,
    "uri": _LINK, "uuid": _UUID,
}  # fmt: skip


class Seen:
    """``share_…`` is the share of its values that can be read so, None where there are no values."""

    def __init__(self, sample: ColumnSample) -> None:
        self.sample = sample
        self.index = sample.index
        self.spoken = spoken(sample.heading)
        trimmed = (value[:CELL].strip() for value in sample.values[:LOOKED_AT])
        self.values = tuple(value for value in trimmed if not is_nothing(value))
        self._shares: dict[str, float | None] = {}
        self._patterns: dict[str, float | None] = {}

    @cached_property
    def texts(self) -> pa.Array:
        return texts(self.values)

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        found = (_MEASURE.fullmatch(value) for value in self.values)
        return tuple(_number(match[1]) for match in found if match)

    @cached_property
    def share_numbers(self) -> float | None:
        return self._of(self.numbers)

    @cached_property
    def pure_numbers(self) -> bool:
        return bool(self.values) and all(_NUMBER.fullmatch(value) for value in self.values)

    @cached_property
    def share_truths(self) -> float | None:
        if len(self.words) > 4:
            return 0.0
        return self._of([value for value in self.values if key_of(value) in TRUTHS])

    @cached_property
    def all_shapes(self) -> bool:
        """Whether every cell is a shape as text (WKT), as geographic formats hand them on."""
        return bool(self.values) and all(_SHAPE.match(value) for value in self.values)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        found = (parse_position(value) for value in self.values if value[0] not in "{" and len(value) < CELL)
        return tuple(position for position in found if position is not None)

    @cached_property
    def share_positions(self) -> float | None:
        return self._of(self.positions)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(filter(None, (key_of(value) for value in self.values)))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Where a cell holds several words of a list."""
        return frozenset(
            filter(None, (key_of(part) for value in self.values for part in re.split(r"[,;|/\[\]\"]", value)))
        )

    def share_shaped(self, shape: str) -> float | None:
        if shape not in self._shares:
            self._shares[shape] = self._of([value for value in self.values if SHAPES[shape].fullmatch(value)])
        return self._shares[shape]

    def share_matching(self, pattern: str) -> float | None:
        if pattern not in self._patterns:
            self._patterns[pattern] = matching(pattern, self.texts)
        return self._patterns[pattern]

    def _of(self, found: Iterable[object]) -> float | None:
        return sum(1 for _ in found) / len(self.values) if self.values else None


def is_nothing(value: str) -> bool:
    """Marks for a missing value; and shapes of a geographic format, which are no texts (``\\x01\\x01\\x00``)."""
    return value.casefold() in _NOTHING or value.startswith(("\\x00", "\\x01"))


def _number(text: str) -> float:
    """Roughly: which sign is the decimal one matters little for a range."""
    plain = re.sub(r"[ \u00a0\u202f'’]", "", text).replace("\u2212", "-")
    if plain.count(",") + plain.count(".") > 1:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    return float(plain.replace(",", "."))
