"""``torg read`` and the child process behind it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from torg.engine.understanding import understand_apart
from torg.engine.understanding.commands import read
from torg.foundation.problems import Refusal, refuse

CONTRACT = {
    "file", "format", "encoding", "dialect", "layers", "header_rows", "rows", "columns", "geometry", "left_out",
    "steps", "questions", "problems", "problem_count", "sample", "sampled", "answers",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text("namn;avgift\nÅbadet;10,50\nÖbadet;8,25\n", encoding="utf-8")
    return path


def test_the_report_is_readable(file: Path) -> None:
    result = CliRunner().invoke(read, [str(file)])
    assert result.exit_code == 0
    assert "avgift" in result.output
    assert "decimal comma became a point" in result.output


def test_json_is_the_documented_contract(file: Path) -> None:
    result = CliRunner().invoke(read, [str(file), "--json", "--rows", "1"])
    report = json.loads(result.output)
    assert report.keys() == CONTRACT
    assert report["sample"] == [{"namn": "Åbadet", "avgift": 10.5}]


def test_a_refused_file_says_why_and_exits_with_3(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    result = CliRunner().invoke(read, [str(empty)])
    assert (result.exit_code, "no rows" in result.output) == (3, True)


@pytest.mark.parametrize("source", ["nowhere.csv", "ftp://example.org/trees.csv", "http://"])
def test_a_source_that_cannot_be_exits_with_2(source: str) -> None:
    assert CliRunner().invoke(read, [source]).exit_code == 2


def test_a_fault_of_ours_exits_with_1(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise refuse("file.fault", file=file.name)

    monkeypatch.setattr("torg.engine.understanding.apart.understand_apart", stumble)
    result = CliRunner().invoke(read, [str(file), "--json"])
    assert (result.exit_code, json.loads(result.output)["refused"]["code"]) == (1, "file.fault")


class Shelf(BaseHTTPRequestHandler):
    """One file at ``/trees``; nothing elsewhere."""

    def do_GET(self) -> None:
        body = "art;höjd\nek;12,5\nbok;9\n".encode("cp1252") if self.path == "/trees" else b"no"
        self.send_response(200 if self.path == "/trees" else 404)
        self.send_header("Content-Disposition", "attachment; filename=trees.csv")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TORG_FETCH_ALLOW", "127.0.0.1/32")
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_file_at_an_address_is_read(address: str) -> None:
    report = json.loads(CliRunner().invoke(read, [f"{address}/trees", "--json"]).output)
    assert (report["file"], report["sample"][0]) == ("trees.csv", {"art": "ek", "hojd": 12.5})


def test_an_address_without_a_file_exits_with_5(address: str) -> None:
    assert CliRunner().invoke(read, [f"{address}/none"]).exit_code == 5
    assert CliRunner().invoke(read, ["http://127.0.0.1:1/trees"]).exit_code == 5


def test_an_internal_address_is_refused_with_3(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TORG_FETCH_ALLOW")
    assert CliRunner().invoke(read, [f"{address}/trees"]).exit_code == 3


def test_progress_comes_back_from_the_child(file: Path) -> None:
    seen: list[str] = []
    understand_apart(file, file.name, progress=lambda stage, done, total: seen.append(stage))
    assert seen[0] == "reading"
    assert "checking" in seen


def test_time_that_is_over_is_a_refusal(file: Path) -> None:
    with pytest.raises(Refusal) as refused:
        understand_apart(file, file.name, timeout=0.05)
    assert refused.value.problem.code == "file.slow"


def test_memory_that_is_used_up_is_a_refusal(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    line = ";".join("Xy" * 20 for _ in range(50))
    large.write_text("\n".join(f"{number};{line}" for number in range(60_000)), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        understand_apart(large, large.name, memory=700 * 1024 * 1024)
    assert refused.value.problem.code == "file.toobig"
