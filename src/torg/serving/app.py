"""The addresses of the data API."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from torg.foundation.home import Home, home

from . import exports, openapi, rest
from .doors import Door, Handler
from .hub import Hub
from .parameters import EXPORT, LIST, NONE, ROWS, VERSION, Parameter
from .settings import Settings

PREFIX = "/api/v1"
ADDRESSES: tuple[tuple[str, tuple[Parameter, ...], Handler], ...] = (
    ("/datasets", LIST, rest.datasets),
    ("/datasets/{slug}", NONE, rest.dataset),
    ("/tables/{name}", VERSION, rest.table),
    ("/tables/{name}/rows", ROWS, rest.rows),
    ("/tables/{name}/export.{format}", EXPORT, exports.export),
    ("/tables/{name}/openapi.json", NONE, openapi.of_table),
    ("/openapi.json", NONE, openapi.of_hub),
)


def routes(place: Settings | Home) -> list[Route]:
    """The routes of one hub, for an application of Starlette."""
    return routes_of(Hub(place if isinstance(place, Settings) else Settings.of(place)))


def routes_of(hub: Hub) -> list[Route]:
    return [Route(PREFIX + path, Door(hub, parameters, handler)) for path, parameters, handler in ADDRESSES]


def application(settings: Settings) -> Starlette:
    """The data API alone: a read-only replica."""
    hub = Hub(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        hub.close()

    return Starlette(routes=routes_of(hub), lifespan=lifespan)


def replica() -> Starlette:
    """What a server starts: the home named by ``TORG_HOME``."""
    chosen = home()
    Path(chosen.serving).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("TORG_HOME", str(chosen.folder))
    return application(Settings.of(chosen))
