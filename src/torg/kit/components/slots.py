"""Slots of pages: the lower room opens one, upper rooms fill it when they are loaded."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from .words import text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """An entry of the main navigation; ``label`` is in the source language."""

    label: str
    address: str


@dataclass(frozen=True)
class Panel:
    """What a room adds to a page: ``place`` is ``head``, ``top`` or ``body``; ``address`` names it for links there."""

    html: Markup
    heading: str = ""
    address: str = ""
    place: str = "body"


class Slot:
    """Filled with functions; each gets what the page is about and returns a Panel, an Entry or None."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._fillings: dict[str, Callable[..., Any]] = {}

    def fill(self, filling: Callable[..., Any]) -> Callable[..., Any]:
        """Add a filling after those that are there; the same function added twice stands once. A decorator."""
        self._fillings[f"{filling.__module__}.{filling.__qualname__}"] = filling
        return filling

    def panels(self, *about: Any) -> list[Any]:
        """What the rooms say. A filling that breaks becomes a short notice, never a broken page."""
        found = [self._one(name, filling, about) for name, filling in self._fillings.items()]
        return [panel for panel in found if panel is not None]

    def _one(self, name: str, filling: Callable[..., Any], about: tuple[Any, ...]) -> Any:
        try:
            return filling(*about)
        except Exception:
            log.exception("the filling %s of the slot %s broke", name, self.name)
            return Panel(Markup("<p>{}</p>").format(text("This part of the page cannot be shown right now.")))


nav_entry = Slot("nav_entry")


def navigation() -> list[Entry]:
    return [panel for panel in nav_entry.panels() if isinstance(panel, Entry)]
