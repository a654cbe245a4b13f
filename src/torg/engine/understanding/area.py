"""Where the positions of a file should lie, as far as anybody knows: the municipality's box and its country."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

EUROPE: Box = (-32.0, 27.0, 45.0, 82.0)


@dataclass(frozen=True)
class Area:
    """``country`` is a code of two letters."""

    within: Box | None = None
    country: str | None = None


ANYWHERE = Area()
