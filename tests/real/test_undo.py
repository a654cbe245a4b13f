"""What was done to real files is undone: every column is again what stands in the file, to the letter."""

from pathlib import Path

import pytest

from real.shared_files import DATA
from real.undoing import altered, undoable, undone, with_rows_kept
from torg.engine.understanding import understand

pytestmark = pytest.mark.real

FILES = (
    "defibrillators/koeln_aed.csv",
    "ev_charging/bnetza_ladesaeulenregister.xlsx",
    "ev_charging/madrid_puntos_recarga.csv",
    "fountains/paris_fontaines-a-boire.csv",
    "geo/se_Kommun_Sweref99TM.zip",
    "geo/zuerich_hallenbad.gpkg",
    "live/sundsvall_trafikstorningar_3006.geojson",
    "messy/gb_utf-16le_encoded.csv",
    "messy/nl_Stembureaus 2018 voorbeeld.ods",
    "messy/xloader_sample_with_mixed_quotes.csv",
    "parking/freiburg_parken.json",
    "parking/keltern_parken.xlsx",
    "parking/reutlingen_disabled.csv",
    "playgrounds/turku_leikkipaikat.gpkg",
    "raw_vs_clean/koeln_gesamtergebnisplan.raw.csv",
    "refresh_history/ine_codislas/15codislas38.xls",
    "schools/stgallen_schulen.csv",
    "spending/gla-2012-13-P10-250.csv",
    "spending/gla-december_2009.csv",
    "statistics/itnrw_13211-03ir.xls",
    "toilets/adur-public-toilets.csv",
    "toilets/madrid_aseosMadrid2022.csv",
)


@pytest.fixture(params=FILES)
def file(request: pytest.FixtureRequest) -> Path:
    if not DATA.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    return DATA / request.param


def test_with_all_undone_the_cells_are_those_of_the_file(file: Path, tmp_path: Path) -> None:
    before = understand(file, file.name, sample=0)
    steps = undoable(before)
    assert steps, "a file in this list has something to undo"
    after = undone(file, steps, tmp_path)
    assert after.rows == before.rows
    assert altered(file, after, tmp_path) == []
    midnight = {step["column"] for step in steps if step["code"] == "date.midnight"}
    still = [step for step in after.steps if step.code in {step["code"] for step in steps}]
    assert [step for step in still if step.column not in midnight] == []
    assert not [problem for problem in after.problems if problem.code.startswith("answer.")]


def test_rows_left_out_are_kept_when_a_person_says_so(file: Path) -> None:
    before = understand(file, file.name, sample=0)
    count, after = with_rows_kept(file, before)
    assert after.rows == before.rows + count
