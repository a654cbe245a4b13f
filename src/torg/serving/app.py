"""The addresses of the data API."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.routing import Route

from torg.foundation.home import Home, home
from torg.foundation.problems import Problem

from . import exports, lists, openapi, rest
from .answers import Answer, moved, stop
from .doors import Asked, Door, Handler
from .hub import Hub
from .parameters import ADDRESSES
from .settings import Settings

PREFIX = "/api/v1"
HANDLERS: dict[str, Handler] = {
    "datasets": lists.datasets,
    "dataset": rest.dataset,
    "table": rest.table,
    "rows": rest.rows,
    "export": exports.export,
    "table_openapi": openapi.of_table,
    "openapi": openapi.of_hub,
}


def routes(place: Settings | Home) -> list[Route]:
    """The routes of one hub, for an application of Starlette."""
    return routes_of(Hub(place if isinstance(place, Settings) else Settings.of(place)))


def routes_of(hub: Hub) -> list[Route]:
    return [Route(PREFIX + each.path, Door(hub, each.parameters, HANDLERS[each.name])) for each in ADDRESSES]


def application(settings: Settings) -> Starlette:
    """The data API alone: a read-only replica."""
    hub = Hub(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        hub.close()

    elsewhere = Route("/{path:path}", Door(hub, None, nothing_here))
    return Starlette(routes=[*routes_of(hub), elsewhere], lifespan=lifespan)


async def nothing_here(asked: Asked) -> Answer:
    if asked.path.endswith("/") and asked.path != "/" and "//" not in asked.path:
        raise moved(f"{asked.origin}{quote(asked.path[:-1])}")
    raise stop(404, Problem("page.not_found", value=asked.path))


def replica() -> Starlette:
    """What a server starts: the home named by ``TORG_HOME``."""
    chosen = home()
    Path(chosen.serving).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("TORG_HOME", str(chosen.folder))
    return application(Settings.of(chosen))
