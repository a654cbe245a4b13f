"""The template engine of all pages: components, words of the reader's language, addresses of our own files."""

from typing import Any

import jinja2

from torg.foundation.home import home

from . import words
from .cells import Cell, Head
from .colours import safe_colour
from .files import asset, preloaded_fonts
from .printing import read_at
from .readers import reader
from .slots import navigation

COMPONENTS = (
    "arms", "band", "button", "code", "facts", "field", "icon", "notice", "paging", "part", "register", "searchbox",
    "sketchmap", "status", "table", "trail",
)  # fmt: skip


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja2 backend asks for; every macro of every component is global in it."""
    options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, **options}
    made = jinja2.Environment(**{**options, "undefined": jinja2.StrictUndefined})  # noqa: S701  it is set above
    made.filters.update(words.FILTERS)
    made.globals.update(
        _=words.text,
        ngettext=words.plural,
        language=words.language,
        navigation=navigation,
        reader=reader,
        read_at=read_at,
        demonstration=demonstration,
        asset=asset,
        preloaded_fonts=preloaded_fonts,
        safe_colour=safe_colour,
    )
    made.globals.update(_macros(made))
    return made


def demonstration() -> bool:
    """Whether everything here is invented: then every page says so."""
    return home().demo.is_file()


def _macros(made: jinja2.Environment) -> dict[str, Any]:
    """Macros see each other by their imports, pages see all of them."""
    found: dict[str, Any] = {"head": Head, "cell": Cell}
    for name in COMPONENTS:
        module = made.get_template(f"{name}/{name}.html").module
        found.update((name, macro) for name, macro in vars(module).items() if isinstance(macro, jinja2.runtime.Macro))
    return found
