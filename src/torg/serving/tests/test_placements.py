"""The same answers wherever shelf and tables lie, and from a real server process."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lakes import lakes
from torg.engine.shelf import open_shelf
from torg.foundation.storage import open_storage

from .conftest import COUNT, dataset


@pytest.fixture(params=["folder", pytest.param("postgresql and s3", marks=pytest.mark.service)])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one table published."""
    storage_url, shelf_url = str(tmp_path / "home" / "storage"), str(tmp_path / "home" / "shelf.sqlite3")
    if request.param != "folder":
        storage_url, shelf_url = (request.getfixturevalue(name) for name in ("s3_url", "postgres_url"))
        monkeypatch.setenv("TORG_STORAGE_URL", storage_url)
        monkeypatch.setenv("TORG_DATABASE_URL", shelf_url)
    version = lakes(open_storage(storage_url, tmp_path / "copies"), tmp_path, COUNT)
    shelf = open_shelf(shelf_url)
    shelf.put(dataset(version))
    shelf.close()
    return tmp_path / "home"


@pytest.fixture
def replica(home: Path) -> Iterator[httpx.Client]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "torg.serving", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=dict(os.environ))
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        _await(client, process)
        yield client
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def _await(client: httpx.Client, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            client.get("/api/v1/openapi.json")
        except httpx.TransportError:
            assert process.poll() is None
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")


def test_a_replica_answers_rows_files_and_mistakes(replica: httpx.Client) -> None:
    first = replica.get("/api/v1/tables/sjoar/rows?limit=60").json()
    assert re.match(r"http://127\.0\.0\.1:\d+/api/v1/tables/sjoar/rows\?limit=60&cursor=", first["next"])
    assert len(first["items"]) + len(replica.get(first["next"]).json()["items"]) == first["total"] == COUNT
    whole = replica.get("/api/v1/tables/sjoar/export.csv")
    assert whole.headers["x-row-count"] == str(COUNT)
    assert int(whole.headers["content-length"]) == len(whole.content)
    assert replica.get("/api/v1/tables/sjoar/export.csv?where=TRUE").content == whole.content
    assert replica.get("/api/v1/tables/sjoar/export.csv", headers={"Range": "bytes=0-3"}).content == b"code"
    assert replica.get("/api/v1/tables/sjoar/rows?limit=x").status_code == 400
    assert replica.get("/api/v1/tables/sjoar/rows", params={"where": "x" * 60_000}).status_code == 400


def test_a_reader_who_leaves_in_the_middle_harms_nobody(replica: httpx.Client) -> None:
    for _ in range(40):
        with replica.stream("GET", "/api/v1/tables/sjoar/export.json?where=TRUE") as answer:
            next(answer.iter_raw())
    assert replica.get("/api/v1/tables/sjoar/rows?limit=1").status_code == 200


@pytest.mark.parametrize("home", ["folder"], indirect=True)
def test_a_question_of_a_million_letters_ends_as_a_refusal(replica: httpx.Client) -> None:
    assert replica.base_url.port is not None
    with socket.create_connection((replica.base_url.host, replica.base_url.port), timeout=30) as caller:
        caller.settimeout(30)
        request = b"GET /api/v1/tables/sjoar/rows?where=" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        try:
            caller.sendall(request)
            answer = caller.recv(100)
        except ConnectionError:
            answer = b""
    assert answer == b"" or re.match(rb"HTTP/1.1 4\d\d ", answer)
    assert replica.get("/api/v1/tables/sjoar/rows?limit=1").status_code == 200
