"""What a column is to a reader: an identifier, a name, a latitude ... from its heading, if its values agree."""

from torg.engine.tables import Role

from .measured import Chosen, Figures
from .words.roles import role_word

FAR = 10
_NUMBERS: frozenset[Role] = frozenset({"latitude", "longitude", "easting", "northing"})


_DEGREES: dict[str, int] = {"latitude": 90, "longitude": 180}


def is_beyond(role: str, column: Chosen, figures: Figures) -> bool:
    """Numbers that are no degrees: all of them too large, or whole numbers far beyond (``4048860``)."""
    ends = [abs(end) for end in (figures.least, figures.most) if end is not None]
    most = _DEGREES[role]
    return bool(ends) and (min(ends) > most or (column.reading.type == "integer" and max(ends) > FAR * most))


def role_of(column: Chosen, figures: Figures, rows: int) -> Role | None:
    role = role_word(column.heading.label)
    kind = column.reading.type
    if role in _NUMBERS and kind not in ("number", "integer"):
        return None
    if role in _DEGREES and is_beyond(role, column, figures):
        return None
    if role == "geometry" and kind not in ("point", "geometry"):
        return None
    if role == "identifier" and figures.distinct < 0.9 * figures.valued:
        return None
    if role in ("date",) and kind not in ("date", "datetime"):
        return None
    if role == "year" and kind not in ("year", "integer"):
        return None
    return role
