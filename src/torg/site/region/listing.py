"""What a list of the region is, before it is a file."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from .members import Member, member

Make = Callable[[Member, random.Random, int], bytes]


@dataclass(frozen=True)
class Listing:
    """One dataset of one member; ``make`` writes the file of an edition, which counts from 0 (the oldest).

    ``file`` may hold ``{edition}``, since offices put the year into the name. ``theme`` is a code of the EU's list.
    ``rules`` name the specification that its office has said yes to, if any.
    """

    owner: str
    title: str
    about: str
    file: str
    make: Make
    theme: str
    frequency: str = ""
    editions: int = 1
    rules: str = ""

    @property
    def member(self) -> Member:
        return member(self.owner)

    def written(self, edition: int) -> bytes:
        """The same bytes for the same edition, except where a map program puts the time into its file."""
        return self.make(self.member, random.Random(f"{self.owner} {self.title}"), edition)

    def file_name(self, edition: int) -> str:
        return self.file.format(edition=2026 - (self.editions - 1 - edition))
