"""A home of its own for each test, and a worker that runs what waits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client

from torg.catalogue.people.actions import create_token, ensure_organisation
from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import Home
from torg.kit.jobs.actions import run_worker
from torg.publishing.intake.tests.plain_browser import TREES, browser_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    made = Home(tmp_path / "home")
    made.make()
    clear_shelf(made)
    return made


def clear_shelf(home: Home) -> None:
    """A new home has an empty shelf; on PostgreSQL it lies in the database that the tests of a run share."""
    if home.database_url:
        with psycopg.connect(home.database_url, autocommit=True) as connected:
            connected.execute("DROP SCHEMA public CASCADE")
            connected.execute("CREATE SCHEMA public")
    else:
        Path(home.shelf_url).unlink(missing_ok=True)


@pytest.fixture
def work() -> Callable[[], None]:
    return lambda: run_worker(threading.Event(), idle=0)


@pytest.fixture
def at_work() -> Callable[[], object]:
    """A worker beside the test, for requests that wait."""

    @contextmanager
    def working() -> Iterator[None]:
        stop = threading.Event()

        def run() -> None:
            run_worker(stop)
            connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    return working


@pytest.fixture
def atorp() -> Organisation:
    return ensure_organisation(by="test", slug="atorp")[0]


@pytest.fixture
def astrid(atorp: Organisation) -> User:
    return person("Astrid", editor=atorp)


@pytest.fixture
def browser(astrid: User) -> Client:
    return browser_of(astrid)


@pytest.fixture
def token() -> str:
    organisation, _ = ensure_organisation(by="test", slug="atorp")
    return create_token(by="test", organisation=organisation)[1]


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    path = tmp_path / "trees.csv"
    path.write_bytes(TREES)
    return path
