"""The library: folders of versions, read once, read anew when they change, and never the end of a page."""

from pathlib import Path

import pytest

from torg.engine.specifications import library
from torg.engine.specifications.collection import Library
from torg.foundation.problems import Refusal
from torg.foundation.shipped import shipped


def put(root: Path, name: str, version: str, more: str = "status: adopted", field: str = "a") -> Path:
    folder = root / name / version
    folder.mkdir(parents=True, exist_ok=True)
    text = f'id: {name}\nversion: "{version}"\n{more}\nfields: [{{name: {field}}}]\n'
    (folder / "specification.yaml").write_text(text, encoding="utf-8")
    return folder / "specification.yaml"


def test_what_ships_is_there():
    ids = library().ids()
    assert "bathing-places" in ids
    assert not [name for name in ids if name.startswith("_")]
    assert [one.id for one in library()] == list(ids)


def test_a_hub_s_own_comes_before_what_ships(tmp_path: Path):
    put(tmp_path, "bathing-places", "1.0", field="mine")
    put(tmp_path, "benches", "1.0")
    mixed = library(tmp_path)
    assert "benches" in mixed
    one = mixed.get("bathing-places", "1.0")
    assert one
    assert [field.name for field in one.fields] == ["mine"]


def test_the_newest_adopted_version_is_meant(tmp_path: Path):
    for version in ("1.9", "1.10", "1.2"):
        put(tmp_path, "benches", version)
    put(tmp_path, "benches", "2.0", "status: draft")
    found = Library(tmp_path)
    assert [one.version for one in found.versions("benches")] == ["2.0", "1.10", "1.9", "1.2"]
    assert [one.version for one in found] == ["1.10"]
    newest, draft = found.get("benches"), found.get("benches", "2.0")
    assert newest
    assert draft
    assert (newest.version, draft.status) == ("1.10", "draft")


def test_what_has_no_adopted_version_is_found_but_not_listed(tmp_path: Path):
    put(tmp_path, "benches", "1.0", "status: retired\nreplaced_by: seats/1.0")
    found = Library(tmp_path)
    assert list(found) == []
    one = found.get("benches")
    assert one
    assert one.replaced_by == "seats/1.0"


def test_what_is_not_there_is_nothing():
    assert library().get("no-such-thing") is None
    assert library().get("bathing-places", "99") is None
    assert library().folder("bathing-places", "99") is None
    assert library().versions("no-such-thing") == ()


def test_a_changed_file_is_read_anew(tmp_path: Path):
    path = put(tmp_path, "benches", "1.0")
    first = Library(tmp_path).get("benches")
    assert Library(tmp_path).get("benches") is first
    path.write_text(path.read_text(encoding="utf-8").replace("name: a", "name: longer"), encoding="utf-8")
    again = Library(tmp_path).get("benches")
    assert again
    assert again.fields[0].name == "longer"


def test_a_changed_block_changes_who_uses_it(tmp_path: Path):
    block = tmp_path / "_blocks" / "spot.yaml"
    block.parent.mkdir()
    block.write_text("fields: [{name: a}]\n", encoding="utf-8")
    path = put(tmp_path, "benches", "1.0")
    path.write_text(path.read_text(encoding="utf-8").replace("{name: a}", "{block: spot}"), encoding="utf-8")
    first = Library(tmp_path).get("benches")
    block.write_text("fields: [{name: a}, {name: b}]\n", encoding="utf-8")
    second = Library(tmp_path).get("benches")
    assert first
    assert second
    assert (len(first.fields), len(second.fields)) == (1, 2)


def test_a_broken_file_is_passed_over_and_told(tmp_path: Path):
    put(tmp_path, "benches", "1.0")
    broken = put(tmp_path, "seats", "1.0", "status: odd")
    found = Library(tmp_path)
    assert [one.id for one in found] == ["benches"]
    assert [path for path, _ in found.faults] == [broken]
    with pytest.raises(Refusal) as refusal:
        found.get("seats", "1.0")
    assert refusal.value.problem.code == "spec.choice"


def test_a_file_in_the_wrong_folder_is_told(tmp_path: Path):
    path = put(tmp_path, "benches", "1.0")
    path.rename(put(tmp_path, "benches", "1.1"))
    ((_, refusal),) = Library(tmp_path).faults
    assert refusal.problem.code == "spec.folder"


def test_a_table_schema_is_called_as_the_hub_has_put_it(tmp_path: Path):
    folder = tmp_path / "taxi-ranks" / "3.0"
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text('{"name": "stations-taxi", "fields": [{"name": "id"}]}', encoding="utf-8")
    one = Library(tmp_path).get("taxi-ranks")
    assert one
    assert (one.id, one.version, one.origin) == ("taxi-ranks", "3.0", "table-schema")


def test_the_wheel_takes_along_what_ships():
    """The folder is named in pyproject.toml; here it is found from the sources."""
    wheel = Path(__file__).parents[5] / "pyproject.toml"
    assert f'"{shipped("specifications").name}" = "torg/_data/specifications"' in wheel.read_text(encoding="utf-8")
