"""Addresses of our own style sheet and fonts: their names carry a digest, so browsers may keep them for ever."""

import json
from functools import cache
from importlib import resources

PLACE = "/static/packages/"


def asset(name: str) -> str:
    """Address of a file made by ``python -m torg.site.assets``; the plain name while that has not run."""
    return PLACE + _names().get(name, name)


def preloaded_fonts() -> tuple[str, ...]:
    """The two fonts of every first view."""
    return tuple(PLACE + _names()[name] for name in ("text-latin.woff2", "head-latin.woff2") if name in _names())


@cache
def _names() -> dict[str, str]:
    listed = resources.files("torg") / "site" / "static" / "packages" / "assets.json"
    return json.loads(listed.read_text()) if listed.is_file() else {}
