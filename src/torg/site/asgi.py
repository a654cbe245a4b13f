"""The web application: reading routes and files are answered here, everything else by Django in threads."""

import multiprocessing
import os
from mimetypes import guess_type
from pathlib import Path

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")

from torg import serving
from torg.foundation.home import home
from torg.site.bodies import by_reader, with_patience
from torg.site.headers import with_headers, with_known_hosts, without_doubles
from torg.site.health import with_health
from torg.site.logs import with_request_log
from torg.site.preparing import wait_until_prepared
from torg.site.processes import end_with_parent

THREADS = 12
PROGRAM_THREADS = 8


class LongLived(StaticFiles):
    """Names under ``packages`` carry a digest of their content, so they never have to be asked for again."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        packed = f"{full_path}.gz"
        if "gzip" in Headers(scope=scope).get("accept-encoding", "") and os.path.isfile(packed):
            response = super().file_response(packed, os.stat(packed), scope, status_code)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Type"] = f"{guess_type(full_path)[0]}; charset=utf-8"
        else:
            response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Vary"] = "Accept-Encoding"
        for_ever = "packages" in Path(full_path).parts
        response.headers["Cache-Control"] = f"public, max-age={'31536000, immutable' if for_ever else '3600'}"
        return response


def build() -> Starlette:
    # The data API answers whole numbers of rows from one process; a page waits in a thread for the database.
    rooms = get_wsgi_application()
    pages, programs = (with_patience(WSGIMiddleware(rooms, workers=count)) for count in (THREADS, PROGRAM_THREADS))
    static = LongLived(directory=Path(__file__).parent / "static", check_dir=False)
    return Starlette(routes=[*serving.routes(home()), Mount("/static", static), Mount("/", by_reader(pages, programs))])


if multiprocessing.parent_process() is not None:  # not where a test or another server imports this module
    end_with_parent()
rooms = without_doubles(with_known_hosts(build(), settings.ALLOWED_HOSTS))
application = with_request_log(with_headers(with_health(rooms)))
wait_until_prepared()
