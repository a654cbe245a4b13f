"""What the address of a page of results asks for, and the addresses that lead on from it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from torg.engine.search import FACETS, LONGEST_QUESTION, Facet, Question

PER_PAGE = 20
LAST_PAGE = 5000
FRESH = {"week": 7, "month": 31, "year": 366}
SHOWN, ALL_SHOWN = 6, 200
_ORDERS = ("best", "newest", "title")
_LONGEST_VALUE = 100


@dataclass(frozen=True)
class Asked:
    """Values that mean nothing here are left out, so that no address of ours leads on with them."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    fresh: str = ""
    order: str = ""
    page: int = 1
    opened: str = ""
    cut: bool = False
    """The words were longer than we look at."""

    @property
    def question(self) -> Question:
        moments = steps()
        chosen: dict[Facet, str] = {facet: self.chosen[facet] for facet in FACETS if facet in self.chosen}
        return Question(
            words=self.words,
            chosen=chosen,
            since=moments.get(self.fresh),
            order=self.sorted,
            offset=(self.page - 1) * PER_PAGE,
            limit=PER_PAGE,
            counted=ALL_SHOWN,
            steps=tuple(moments.values()),
        )

    @property
    def sorted(self) -> "str":
        return self.order or ("best" if self.words else "newest")

    @property
    def narrowed(self) -> bool:
        return bool(self.chosen or self.fresh)

    def choosing(self, facet: str, value: str) -> str:
        """The address with one more choice; without it where the value is empty."""
        kept = {name: each for name, each in self.chosen.items() if name != facet}
        return replace(self, chosen=kept | ({facet: value} if value else {}), page=1, opened="").address

    def since(self, fresh: str) -> str:
        return replace(self, fresh=fresh, page=1, opened="").address

    def in_order(self, order: str) -> str:
        return replace(self, order=order, page=1).address

    def opening(self, facet: str) -> str:
        return replace(self, opened=facet).address + f"#{facet}"

    def reading(self, words: str) -> str:
        return replace(self, words=words, page=1).address

    def wide(self) -> str:
        return replace(self, chosen={}, fresh="", page=1, opened="").address

    @property
    def pages(self) -> str:
        """The address of all pages, with a place for the number."""
        address = replace(self, page=1).address.replace("{", "%7B").replace("}", "%7D")
        return f"{address}{'&' if '?' in address else '?'}page={{page}}"

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a new search keeps of this one."""
        return [*self.chosen.items(), *((("updated", self.fresh),) if self.fresh else ())]

    @property
    def address(self) -> str:
        values = {"q": self.words, **self.chosen, "updated": self.fresh, "sort": self.order, "more": self.opened}
        if self.page > 1:
            values["page"] = str(self.page)
        told = urlencode({name: value for name, value in values.items() if value})
        return f"/datasets?{told}" if told else "/datasets"


def read(values: QueryDict) -> Asked:
    words = " ".join(values.get("q", "").replace("\0", " ").split())
    order = values.get("sort", "")
    return Asked(
        words=words[:LONGEST_QUESTION],
        chosen={facet: _value(values, facet) for facet in FACETS if _value(values, facet)},
        fresh=values.get("updated", "") if values.get("updated", "") in FRESH else "",
        order=order if order in _ORDERS else "",
        page=_page(values.get("page", "1")),
        opened=values.get("more", "") if values.get("more", "") in FACETS else "",
        cut=len(words) > LONGEST_QUESTION,
    )


def _value(values: QueryDict, facet: str) -> str:
    return values.get(facet, "").replace("\0", "")[:_LONGEST_VALUE].strip()


def _page(written: str) -> int:
    """0 for what is no number of a page."""
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
    return number if number <= LAST_PAGE else 0


def steps() -> dict[str, datetime]:
    today = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    return {name: today - timedelta(days=days) for name, days in FRESH.items()}
