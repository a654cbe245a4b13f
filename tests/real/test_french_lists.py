"""The schemas of the French registry run as they are; their official examples give what they should.

Each file was looked at by hand: its problems, as code, row, column and value. ``frictionless`` 5.21 gives the
same verdict on each of them, with the columns matched by name; where it differs, the table says why.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from real.shared_files import SHARED
from torg.engine.specifications import Specification, load
from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.found import Verdict

pytestmark = pytest.mark.real
FRANCE = SHARED / "standards" / "specs" / "fr"
NESTED = {"amenagements-cyclables", "infos-travaux", "itineraire-randonnee", "onstreet-parking", "structures-insertion",
          "zfe", "_registry"}  # fmt: skip
"""JSON Schemas of nested objects, and the registry itself."""

Found = tuple[str, int | None, str | None, str | None]

CONFORMING = (
    "acceslibre-base/exemple.csv", "aire-livraison/exemple-grand-lyon.csv",
    "comptage-mobilites-channel/exemple-valide-eco-compteur.csv",
    "comptage-mobilites-channel/exemple-valide.csv", "comptage-mobilites-measure/exemple-valide-eco-compteur.csv",
    "comptage-mobilites-measure/exemple-valide.csv", "comptage-mobilites-site/exemple-valide-eco-compteur.csv",
    "comptage-mobilites-site/exemple-valide.csv", "fontaine-eau/exemple-valide.csv",
    "hautes-remunerations/exemple-valide.csv", "irve-dynamique/exemple-valide-dynamique.csv",
    "irve-statique/exemple-valide-statique.csv", "lieux-mediation-numerique/exemple-valide.csv",
    "passage-a-niveau/exemple-valide.csv", "stationnement/exemple-valide.csv",
    "stationnement-cyclable/exemple-valide.csv", "stations-taxi/exemple-valide.csv",
    "stations-taxi/exemple-valide.xlsx",
)  # fmt: skip

MISTAKEN: dict[str, list[Found]] = {
    # planted: a key used twice, two unknown kinds of mobility; the rows of the key lack the day it began, too
    "comptage-mobilites-channel/exemple-invalide.csv": [
        ("need.empty", 2, "started_at", None), ("need.empty", 3, "started_at", None),
        ("same.id", 3, "channel_id", "test-primary-key-duplicate"),
        ("text.pattern", 4, "mobility_type", "ERR001"), ("text.pattern", 5, "mobility_type", "ERR002,PEDESTRIAN"),
    ],
    # planted: a day written the other way round, east and north exchanged. The file has id_lieu where the schema asks
    # for id_local, and says true and false where opening hours should stand (frictionless does not know that check)
    "lieux-covoiturage/exemple-invalide.csv": [
        ("col.needed", None, None, None), ("hours.check", 2, "horaires", "true"),
        ("hours.check", 3, "horaires", "false"),
        ("date.form", 3, "date_maj", "24-06-2019"), ("pos.swap", 3, "Xlong", "49.921921"),
        ("pos.swap", 3, "Ylat", "1.065656"),
    ],
    # called an example that is right, and is not by its own schema: the same two faults of the schema's last change
    "lieux-covoiturage/exemple-valide.csv": [("col.needed", None, None, None), ("hours.check", 2, "horaires", "true")],
}  # fmt: skip


def schemas() -> list[Path]:
    paths = sorted(FRANCE.glob("*/*.json")) if FRANCE.is_dir() else []
    return [path for path in paths if path.parent.name not in NESTED]


def here(path: Path) -> Path:
    if not path.is_file():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    return path


def schema_of(file: str) -> Specification:
    return load(next(path for path in schemas() if path.parent == here(FRANCE / file).parent))


def checked(path: Path, specification: Specification, into: Path | None = None) -> Verdict:
    return check(Question(path, path.name, specification, into=into))


def problems(verdict: Verdict) -> list[Found]:
    import pyarrow.parquet as pq

    assert verdict.problems is not None
    found = pq.read_table(verdict.problems).to_pylist()
    return sorted(((one["code"], one["row"], one["column"], one["value"]) for one in found), key=str)


@pytest.mark.parametrize("file", CONFORMING)
def test_an_official_example_conforms(file: str, tmp_path: Path) -> None:
    verdict = checked(here(FRANCE / file), schema_of(file), tmp_path)
    assert problems(verdict) == []
    assert verdict.conforms
    assert verdict.fine == verdict.rows


@pytest.mark.parametrize("file", ["arbres-urbains/exemple-valide.csv", "arbres-urbains/exemple-valide.xlsx"])
def test_trees_called_right_stand_in_the_sea(file: str, tmp_path: Path) -> None:
    """Trees of Marseille with east and north exchanged. The schema only asks for numbers, and frictionless is
    content; we propose to exchange them back, and no row waits for it."""
    verdict = checked(here(FRANCE / file), schema_of(file), tmp_path)
    found = problems(verdict)
    assert len(found) == 8
    assert {(code, column) for code, _, column, _ in found} == {("pos.swap", "latitude"), ("pos.swap", "longitude")}
    assert ("pos.swap", 2, "latitude", "0.3768") in found
    assert verdict.passes


@pytest.mark.parametrize("file", MISTAKEN)
def test_the_planted_mistakes_are_named(file: str, tmp_path: Path) -> None:
    verdict = checked(here(FRANCE / file), schema_of(file), tmp_path)
    assert problems(verdict) == sorted(MISTAKEN[file], key=str)
    assert not verdict.conforms


def test_all_36_schemas_are_tried() -> None:
    here(FRANCE / "irve-statique" / "schema-statique.json")
    assert len(schemas()) == 36


@pytest.mark.parametrize("path", schemas(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_schema_runs_on_its_own_examples(path: Path, tmp_path: Path) -> None:
    """One row of the examples the schema itself gives: nothing may go wrong, and each named check is known."""
    specification = load(path)
    file = tmp_path / "examples.csv"
    file.write_text(_row(json.loads(path.read_text(encoding="utf-8"))["fields"]), encoding="utf-8")
    verdict = checked(file, specification)
    assert verdict.rows == 1
    assert [group for group in verdict.groups if group.code == "check.check_unknown"] == []
    assert verdict.likeness.lacking == ()


def _row(fields: list[dict[str, Any]]) -> str:
    def quoted(value: object) -> str:
        return '"' + str(value).replace('"', '""') + '"'

    names = ",".join(quoted(field["name"]) for field in fields)
    return names + "\n" + ",".join(quoted(field.get("example") or "x") for field in fields) + "\n"
