"""A file opened for its cells."""

from pathlib import Path

import pytest

from torg.engine.understanding import opened
from torg.foundation.problems import Refusal


def test_the_cells_stand_there_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("Badplatser 2026\n\nnamn;avgift\n Åbadet;10,50\nÖbadet;gratis\nSumma;10,50\n", encoding="utf-8")
    with opened(path, path.name) as frame:
        cells = frame.source.staging.fetch("SELECT r, c0, c1 FROM data ORDER BY r")
        assert [heading.label for heading in frame.source.headings] == ["namn", "avgift"]
    assert cells == [(3, " Åbadet", "10,50"), (4, "Öbadet", "gratis")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("a;b\n", "file.empty"), ("Detta är en lång rad som bara är text och ingen tabell alls.\n" * 9, "file.no_table")],
)
def test_what_is_no_table_is_refused_as_in_reading(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused, opened(path, path.name):
        pass
    assert refused.value.problem.code == code
