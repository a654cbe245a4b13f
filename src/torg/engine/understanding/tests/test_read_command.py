"""``torg read`` and the child process behind it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from torg.engine.understanding import understand_apart
from torg.engine.understanding.commands import read
from torg.foundation.problems import Refusal

CONTRACT = {
    "file", "format", "encoding", "dialect", "layers", "header_rows", "rows", "columns", "geometry", "left_out",
    "steps", "questions", "problems", "problem_count", "sample",
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


def test_a_refused_file_says_why_and_exits_with_1(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    result = CliRunner().invoke(read, [str(empty)])
    assert (result.exit_code, "no rows" in result.output) == (1, True)


def test_a_file_that_is_not_there_exits_with_2() -> None:
    assert CliRunner().invoke(read, ["nowhere.csv"]).exit_code == 2


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
