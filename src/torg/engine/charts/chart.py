"""A chart as a value: what it shows, what stands out, its numbers, its specification."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["bars", "means", "line", "counts", "dots", "histogram"]
Number = int | float


@dataclass(frozen=True)
class Words:
    """The few words that stand inside a picture, in the language of the data."""

    yes: str = "yes"
    no: str = "no"
    others: str = "others"


@dataclass(frozen=True)
class Finding:
    """What stands out, as a code with facts: the title of the chart."""

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """``across`` names what is compared, ``along`` what is measured; empty where rows are counted.

    ``pairs`` are the numbers drawn: label and value, or the two values of a dot. ``sampled`` of how many rows they are.
    """

    kind: Kind
    across: str
    along: str
    unit: str
    finding: Finding
    pairs: tuple[tuple[str | Number, Number], ...]
    sampled: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Chart":
        return cls(
            **{
                **facts,
                "finding": Finding(**facts["finding"]),
                "pairs": tuple((first, second) for first, second in facts["pairs"]),
            }
        )
