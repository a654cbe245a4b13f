"""What somebody without an account asks to have checked: a file or an address, by which rules, in what language."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.http import HttpRequest

from torg.catalogue.people.queries import Limit, client_of, count_try, too_many
from torg.engine import specifications
from torg.engine.specifications import CheckReport, Specification, parse
from torg.foundation import fetch as fetching
from torg.foundation.home import home
from torg.foundation.problems import refuse

from .knowing import Known, known

MOST_MEGABYTES = 100
MOST_BYTES = MOST_MEGABYTES * 1024**2
MOST_RULES = 2 * 1024**2
SECONDS = 120.0
FETCH_SECONDS = 60.0
ASKED = Limit("check", 60, 60, timedelta(hours=1))
LISTED = 1_000
EVERY_LINE = 100_000
"""In a list for a spreadsheet: nobody reads on, and all of them are held in memory once."""
LANGUAGES = {"en": "English", "sv": "svenska", "da": "dansk", "de": "Deutsch", "fr": "français", "pl": "polski"}
"""Languages that a report can be had in."""

_places = threading.BoundedSemaphore(2)
"""Checks at once in one process: each takes a core, and pages need one too."""

_fetches = threading.BoundedSemaphore(4)
"""Addresses read at once: they wait for others, and must not keep a check from its place."""


@dataclass(frozen=True)
class Asked:
    """``rules`` is ``id`` or ``id/version``; empty where the hub is to find out."""

    rules: str
    language: str
    form: str


@contextmanager
def checked(request: HttpRequest, asked: Asked) -> Iterator[CheckReport]:
    """The report, while the list of single problems is there; nothing stays. Raises Refusal."""
    _bounded(request)
    with (
        tempfile.TemporaryDirectory(prefix="torg-check-", dir=_work()) as folder,
        _file(request, folder) as (path, name),
        _one_of(_places),
    ):
        hub_knows = known()
        chosen = _rules(request, asked, hub_knows)
        candidates = (chosen,) if chosen else tuple(hub_knows)
        verdict = specifications.check_apart(
            path, name, specification=chosen, candidates=candidates, into=Path(folder) / "list", timeout=SECONDS
        )
        found = (verdict.specification, verdict.version)
        by = next(one for one in candidates if (one.id, one.version) == found)
        lines = EVERY_LINE if asked.form == "csv" else LISTED
        yield specifications.report_of(verdict, name, by, asked.language, lines=lines)


@contextmanager
def _one_of(places: threading.BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(blocking=False):
        raise refuse("check.busy")
    try:
        yield
    finally:
        places.release()


def too_large(request: HttpRequest) -> bool:
    """Told by its header, before a byte of the body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MOST_BYTES + MOST_RULES


def _bounded(request: HttpRequest) -> None:
    client = client_of(request)
    if too_many(ASKED, client, client):
        raise refuse("check.often", count=ASKED.of_client)
    count_try(ASKED, client, client)


def _work() -> Path:
    folder = home().work
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _rules(request: HttpRequest, asked: Asked, hub_knows: Known) -> Specification | None:
    """Rules that came along, those that were named, or none where the hub is to find out."""
    brought = request.FILES.get("schema")
    if brought is not None:
        if brought.size > MOST_RULES:
            raise refuse("check.rules_large", limit=MOST_RULES // 1024**2)
        return parse(brought.read().decode("utf-8-sig", "replace"), brought.name or "schema.json")
    if not asked.rules:
        return None
    name, _, version = asked.rules.partition("/")
    found = hub_knows.get(name, version or None)
    if found is None:
        raise refuse("check.no_rules", value=asked.rules[:100])
    return found


@contextmanager
def _file(request: HttpRequest, folder: str) -> Iterator[tuple[Path, str]]:
    upload, address = request.FILES.get("file"), request.POST.get("url", "").strip()
    if (upload is None) == (not address):
        raise refuse("check.source")
    if upload is not None:
        if upload.size > MOST_BYTES:
            raise refuse("check.large", limit=MOST_MEGABYTES)
        yield Path(upload.file.name), upload.name or "file"
        return
    limits = fetching.Limits(bytes=MOST_BYTES, seconds=FETCH_SECONDS)
    address = address if "://" in address else f"https://{address}"
    with _one_of(_fetches):
        fetched = fetching.fetch(address, Path(folder) / "fetched", limits=limits)
    yield fetched.path, fetched.name
