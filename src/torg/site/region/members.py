"""Who belongs to Havsmark, a region that lies where the map shows only the Kattegat: nobody real is meant."""

from dataclasses import dataclass

REGION_NAME = "Region Havsmark"


@dataclass(frozen=True)
class Member:
    """``cell`` is its place in the three by three squares that the land is drawn from; the region has all of them."""

    slug: str
    name: str
    town: str
    language: str
    code: str
    colour: str
    charge: str
    cell: tuple[int, int] | None = None

    @property
    def mail(self) -> str:
        return f"data@{self.slug}.example"

    @property
    def page(self) -> str:
        return f"https://www.{self.slug}.example"


MEMBERS = (
    Member("havsmark", REGION_NAME, "Havsmark", "sv", "91", "#0e5a57", "waves"),
    Member("hedestad", "Hedestads kommun", "Hedestad", "sv", "9101", "#1a5fb4", "tower", (0, 2)),
    Member("ekvalla", "Ekvalla kommun", "Ekvalla", "sv", "9102", "#3d7a2c", "acorn", (1, 2)),
    Member("lindsjoby", "Lindsjöby kommun", "Lindsjöby", "sv", "9103", "#8a3ffc", "fish", (2, 2)),
    Member("sandhamra", "Sandhamra kommun", "Sandhamra", "sv", "9104", "#c06a1e", "anchor", (2, 1)),
    Member("aldermo", "Aldermo kommun", "Aldermo", "sv", "9105", "#a3124c", "star", (1, 1)),
    Member("boelgeby", "Bølgeby Kommune", "Bølgeby", "da", "0911", "#b3261e", "ship", (0, 1)),
    Member("noerreklit", "Nørreklit Kommune", "Nørreklit", "da", "0912", "#00787a", "dune", (0, 0)),
    Member("gruenholm", "Gemeinde Grünholm", "Grünholm", "de", "09121", "#ffd700", "mill", (1, 0)),
    Member("tarnwick", "Tarnwick Town Council", "Tarnwick", "en", "T07", "#5b4636", "key", (2, 0)),
)


def member(slug: str) -> Member:
    return next(one for one in MEMBERS if one.slug == slug)
