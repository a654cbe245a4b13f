"""What must hold between the cells of a row, and between rows."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.model import Condition, NamedCheck, Reference

from .checked import field, problems, rules, verdict_on

HEDESTAD = (11.2, 56.9, 11.9, 57.2)
PLACES = (
    field("id", level="required"), field("latitude", "number", geometry="latitude", minimum="-90", maximum="90"),
    field("longitude", "number", geometry="longitude", minimum="-180", maximum="180"),
)  # fmt: skip


def test_every_row_is_fine_mended_or_waiting(tmp_path: Path) -> None:
    specification = rules(field("id", level="required"), field("fee", "number"))
    verdict = verdict_on("id;fee\na;1\nb;1,5\nc;x\n;1,5\n", specification, tmp_path)
    assert (verdict.rows, verdict.fine, verdict.mended, verdict.waiting) == (4, 1, 1, 2)
    assert verdict.problem_count == 4
    assert not verdict.conforms
    assert not verdict.passes


def test_a_key_that_comes_again_names_the_row_it_stands_in_first(tmp_path: Path) -> None:
    specification = rules(field("id"), field("name"), primary_key=("id",))
    verdict = verdict_on("id;name\n1;a\n2;b\n1;c\n1;d\n", specification, tmp_path)
    assert problems(verdict) == [("same.id", 4, "1", None), ("same.id", 5, "1", None)]
    assert verdict.groups[0].facts == {"other": 2}


def test_a_key_of_two_columns_may_share_one(tmp_path: Path) -> None:
    specification = rules(field("town"), field("id"), primary_key=("town", "id"))
    verdict = verdict_on("town;id\na;1\na;2\nb;1\na;1\n", specification, tmp_path)
    assert problems(verdict) == [("same.key", 5, "a", None)]
    assert verdict.groups[0].facts == {"other": 2, "columns": ["town", "id"]}


def test_codes_that_are_one_after_mending_are_the_same(tmp_path: Path) -> None:
    specification = rules(field("id", pattern=r"\d{4}", unique=True), field("n"))
    verdict = verdict_on("id;n\n0180;a\n180;b\n", specification, tmp_path)
    assert problems(verdict) == [("code.pad", 3, "180", "0180"), ("same.id", 3, "180", None)]


def test_a_cell_is_needed_because_of_another(tmp_path: Path) -> None:
    fee = field("fee", "number", "conditional", when=(Condition("free", ("no",)),))
    verdict = verdict_on("free;fee\nyes;\nno;\nno;5\n", rules(field("free"), fee), tmp_path)
    assert problems(verdict) == [("need.conditional", 3, None, None)]


def test_empty_cells_it_would_be_good_to_fill_are_told_and_nothing_waits(tmp_path: Path) -> None:
    verdict = verdict_on("id;name\n1;\n2;b\n", rules(field("id"), field("name", level="recommended")), tmp_path)
    assert [(group.code, group.level, group.count, group.rows) for group in verdict.groups] == [
        ("need.recommended", "check", 1, (2,))
    ]
    assert verdict.conforms
    assert verdict.fine == 2


def test_a_needed_column_is_missing_once_and_an_optional_one_not_at_all(tmp_path: Path) -> None:
    specification = rules(field("id"), field("name", level="required"), field("note"))
    verdict = verdict_on("id;something else\n1;a\n2;b\n", specification, tmp_path)
    assert problems(verdict) == [("col.needed", None, None, None)]
    assert verdict.groups[0].field == "name"
    assert (verdict.fine, verdict.waiting, verdict.passes) == (2, 0, False)


def test_a_value_has_to_stand_in_the_other_list(tmp_path: Path) -> None:
    stations = tmp_path / "stations.parquet"
    pq.write_table(pa.table({"id": ["s1", "s2"]}), stations)
    specification = rules(
        field("id"), field("station"), field("above"),
        references=(Reference(("station",), "chargers", ("id",)), Reference(("above",), "", ("id",))),
    )  # fmt: skip
    text = "id;station;above\n1;s1;\n2;s9;1\n3;;7\n"
    verdict = verdict_on(text, specification, tmp_path, references={"chargers": stations})
    assert problems(verdict) == [("reference.none", 3, "s9", None), ("reference.none", 4, "7", None)]


def test_a_list_nobody_gave_is_not_asked(tmp_path: Path) -> None:
    specification = rules(field("id"), field("station"), references=(Reference(("station",), "chargers", ("id",)),))
    assert verdict_on("id;station\n1;s1\n", specification, tmp_path).conforms


def test_positions_are_held_against_the_municipality(tmp_path: Path) -> None:
    text = "id;latitude;longitude\na;57,04;11,38\nb;11.4;57.05\nc;58.5;11.5\nd;57.05;11.5\ne;57.05;11.5\n"
    verdict = verdict_on(text, rules(*PLACES), tmp_path, within=HEDESTAD)
    assert problems(verdict) == [
        ("num.comma", 2, "57,04", "57.04"), ("num.comma", 2, "11,38", "11.38"),
        ("pos.swap", 3, "11.4", "57.05"), ("pos.swap", 3, "57.05", "11.4"), ("pos.far", 4, "58.5, 11.5", None),
    ]  # fmt: skip
    assert (verdict.fine, verdict.mended, verdict.waiting) == (2, 2, 1)


def test_positions_of_a_national_grid_become_degrees(tmp_path: Path) -> None:
    text = "id;latitude;longitude\na;6327000;287000\nb;6326000;287000\n"
    verdict = verdict_on(text, rules(*PLACES), tmp_path, within=HEDESTAD, country="SE")
    found = problems(verdict)
    assert [(code, row, value) for code, row, value, _ in found] == [
        ("pos.grid", 2, "6327000"), ("pos.grid", 2, "287000"), ("pos.grid", 3, "6326000"), ("pos.grid", 3, "287000"),
    ]  # fmt: skip
    assert found[0][3].startswith("57.037")
    assert found[1][3].startswith("11.489")
    assert verdict.passes


def test_of_several_grids_none_is_proposed_where_nothing_tells_which(tmp_path: Path) -> None:
    """Toilets of Adur, real: the British grid, and places in Hungary if one reads it so."""
    text = "id;latitude;longitude\na;104730;518225\nb;103795;518915\n"
    found = problems(verdict_on(text, rules(*PLACES), tmp_path))
    assert {code for code, *_ in found} == {"value.large"}


def test_a_whole_position_in_one_cell_is_divided(tmp_path: Path) -> None:
    verdict = verdict_on("id;latitude;longitude\na;57.04, 11.38;\nb;57.04;11.39\n", rules(*PLACES), tmp_path)
    assert problems(verdict) == [("pos.split", 2, "57.04, 11.38", "57.04"), ("pos.split", 2, None, "11.38")]


def test_a_whole_position_in_one_cell_is_no_half_position(tmp_path: Path) -> None:
    both = NamedCheck("cohesive-columns", {"column": "latitude", "othercolumns": ["longitude"]})
    told = rules(*PLACES, checks=(both,))
    whole = problems(verdict_on("id;latitude\na;POINT (11.38 57.04)\nb;POINT (11.39 57.05)\n", told, tmp_path))
    half = problems(verdict_on("id;latitude;longitude\na;57.04;\n", told, tmp_path))
    assert [code for code, *_ in whole] == ["pos.split", "pos.split"]
    assert [code for code, *_ in half] == ["columns.together"]


def test_the_points_of_a_map_format_are_latitude_and_longitude(tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    point = '{"type": "Feature", "properties": {"id": "%s"}, "geometry": {"type": "Point", "coordinates": [11.4, 57]}}'
    path.write_text(f'{{"type": "FeatureCollection", "features": [{point % "a"}, {point % "b"}]}}', encoding="utf-8")
    needed = tuple(replace(one, level="required") for one in PLACES)
    verdict = check(Question(path, path.name, rules(*needed)))
    assert verdict.conforms
    assert verdict.fine == 2


def test_a_row_that_commas_have_moved_is_put_together(tmp_path: Path) -> None:
    specification = rules(field("id"), field("text"), field("wc", "boolean"), field("date", "date"))
    text = "id,text,wc,date\n1,Fin strand,true,2024-01-02\n2,Lång, fin strand,false,2024-01-03\n3,x,true,2024-01-04\n"
    assert problems(verdict_on(text, specification, tmp_path)) == [("row.shifted", 3, "Lång", "Lång, fin strand")]


def test_a_check_this_hub_does_not_have_is_told(tmp_path: Path) -> None:
    verdict = verdict_on("id;n\n1;a\n", rules(field("id"), checks=(NamedCheck("moon-phase"),)), tmp_path)
    assert [group.code for group in verdict.groups] == ["check.check_unknown", "col.extra"]
    assert verdict.conforms


def test_what_a_person_said_of_a_column_goes_first(tmp_path: Path) -> None:
    specification = rules(field("id"), field("fee", "number"), field("price", "number"))
    verdict = verdict_on("id;fee;sum\n1;x;2\n", specification, tmp_path, columns={"fee": None, "sum": "price"})
    assert [match.field for match in verdict.likeness.matches] == ["id", None, "price"]
    assert verdict.conforms
