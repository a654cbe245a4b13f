"""Published schemas of the shared folder load as they are: 36 French, six Swedish, nine Czech."""

import json
import os
from pathlib import Path

import pytest

from torg.engine.specifications.loading import load
from torg.foundation.problems import Refusal

SHARED = Path(os.environ.get("TORG_SHARED") or Path(__file__).parents[7] / "shared")
SPECS = SHARED / "standards" / "specs"
pytestmark = pytest.mark.real


@pytest.fixture
def shared() -> Path:
    if not SPECS.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    return SPECS


def _table_schemas(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*/*.json")) if _is_table_schema(path)]


def _is_table_schema(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        return False
    return isinstance(found, dict) and isinstance(found.get("fields"), list)


FRENCH = _table_schemas(SPECS / "fr") or [None]
SWEDISH = _table_schemas(SPECS / "se") or [None]
CZECH = sorted(SPECS.glob("cz/*/*/priklady/*.csv-metadata.json")) or [None]


def _named(path: Path | None) -> str:
    return str(path.relative_to(SPECS)) if path else "none"


def test_all_36_french_schemas_are_there(shared: Path):
    assert len(FRENCH) == 36
    assert len(SWEDISH) == 6
    assert len(CZECH) == 9


@pytest.mark.parametrize("path", [*FRENCH, *SWEDISH], ids=_named)
def test_a_table_schema_loads_unmodified(path: Path, shared: Path):
    published = json.loads(path.read_text(encoding="utf-8-sig"))
    found = load(path)
    assert [one.name for one in found.fields] == [one["name"] for one in published["fields"]]
    assert [one.type for one in found.fields] == [one["type"] for one in published["fields"]]
    limits = [one.get("constraints") or one.get("contraints") or {} for one in published["fields"]]
    assert [one.level == "required" for one in found.fields] == [one.get("required", False) for one in limits]
    assert [one.constraints.pattern for one in found.fields] == [
        (limit.get("pattern") or field.get("pattern") or "").strip() or None
        for limit, field in zip(limits, published["fields"], strict=True)
    ]
    assert len(found.checks) == len(published.get("custom_checks", []))


@pytest.mark.parametrize("path", CZECH, ids=_named)
def test_czech_metadata_loads_and_names_the_columns_of_its_file(path: Path, shared: Path):
    found = load(path)
    data = path.with_name(path.name.removesuffix("-metadata.json"))
    heading = data.read_text(encoding="utf-8-sig").splitlines()[0]
    assert [one.name for one in found.fields] == [name.strip('"') for name in heading.split(",")]


def test_a_json_schema_of_the_registry_is_told_apart(shared: Path):
    with pytest.raises(Refusal) as refusal:
        load(shared / "fr" / "structures-insertion" / "service.json")
    assert refusal.value.problem.code == "spec.nested"
