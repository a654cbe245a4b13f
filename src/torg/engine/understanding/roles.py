"""What a column is to a reader: an identifier, a name, a latitude ... from its heading, if its values agree."""

from torg.engine.tables import Role

from .measured import Chosen, Figures
from .words.roles import role_word

_NUMBERS: frozenset[Role] = frozenset({"latitude", "longitude", "easting", "northing"})


def role_of(column: Chosen, figures: Figures, rows: int) -> Role | None:
    role = role_word(column.heading.label)
    kind = column.reading.type
    if role in _NUMBERS and kind not in ("number", "integer"):
        return None
    if role == "identifier" and figures.distinct < 0.9 * figures.valued:
        return None
    if role in ("date",) and kind not in ("date", "datetime"):
        return None
    if role == "year" and kind not in ("year", "integer"):
        return None
    return role
