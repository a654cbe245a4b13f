"""A kept report is the report it was, or none."""

from dataclasses import replace
from pathlib import Path

import pytest

from torg.engine.understanding import Answers, Report, keep_report, kept_report, understand


@pytest.fixture
def report(tmp_path: Path) -> Report:
    file = tmp_path / "trees.csv"
    file.write_text("name;height;planted\nOak;12,5;1 juni 2026\nPine;30;2 juni 2026\nTotal;42,5;\n")
    (tmp_path / "parts").mkdir()
    return understand(file, file.name, into=tmp_path / "parts")


@pytest.fixture
def folder(tmp_path: Path, report: Report) -> Path:
    made = tmp_path / "kept"
    made.mkdir()
    keep_report(report, made)
    return made


def test_it_comes_back_as_it_was_with_its_parts_where_they_lie(report: Report, folder: Path) -> None:
    back = kept_report(folder, Answers())
    assert back is not None
    assert back.as_json() == report.as_json()
    assert [part.parent for part in back.parts] == [folder]
    assert replace(back, parts=report.parts) == report
    assert not any(part.exists() for part in report.parts)


@pytest.mark.parametrize("name", ["digests", "answer", "part-0.parquet"])
@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"answer": null}', b"{}", None])
def test_what_is_spoilt_is_none(folder: Path, name: str, spoilt: bytes | None) -> None:
    (folder / name).unlink() if spoilt is None else (folder / name).write_bytes(spoilt)
    assert kept_report(folder, Answers()) is None
