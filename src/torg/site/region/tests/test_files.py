"""Each file is what it claims to be: what Torg says of it is compared with what a person wrote down here."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from shapely.geometry import shape

from torg.engine.understanding import Report, understand
from torg.site.region.land import boundary
from torg.site.region.listing import Listing
from torg.site.region.lists import LISTINGS

SWEREF, UTM = "SWEREF 99 TM", "ETRS89 / UTM 32"


@dataclass(frozen=True)
class Expected:
    """``types`` are the first letters of the value types in order; ``left`` the rows that are no data, by reason."""

    rows: int
    types: str
    heads: tuple[int, ...] = (1,)
    left: dict[str, tuple[int, ...]] = field(default_factory=dict)
    grid: str = ""
    questions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


EXPECTED = {
    "Badplatser i Hedestad": Expected(
        20, "s s date n i i b b i n n", (4, 5), {"head.title": (1, 2), "row.note": (27,), "row.blank": (3, 26)}, SWEREF,
        problems=("date.part",),
    ),
    "Badplatser och vattenkvalitet": Expected(11, "s p s date", left={"row.blank": (8,)}),
    "Badtemperaturer i Lindsjöby": Expected(
        9, "s s i i i n n", (3,), {"head.title": (1,), "row.blank": (2,)}, "RT90 2.5 gon V"
    ),
    "Strande i Bølgeby": Expected(14, "s i i s b date n n", grid=UTM),
    "Legepladser i Bølgeby": Expected(25, "s s s i i date b n n"),
    "Spielplätze in Grünholm": Expected(15, "s s i i s b n n", grid=UTM),
    "Träd i Ekvalla": Expected(180, "s s n i date b p", (), grid=SWEREF),
    "Gadetræer i Nørreklit": Expected(140, "s s i s p", (), grid=UTM),
    "Laddstationer i Hedestad": Expected(22, "s s s s i n n n", ()),
    "Ladesäulen in Grünholm": Expected(34, "s s i i i s date b n n n", grid=UTM),
    "Gång- och cykelvägar": Expected(60, "i s s b n g", (), grid=SWEREF),
    "Roadworks in Tarnwick": Expected(18, "s s s s s", questions=("date.order", "date.order")),
    "Skoler i Bølgeby": Expected(
        8, "s s s i i", (4, 5), {"head.title": (1, 2), "row.total": (15,), "row.blank": (3, 14)}
    ),
    "Evenemang i Ekvalla": Expected(28, "s date t s i s", (4,), {"head.title": (1, 2), "row.blank": (3,)}),
    "Budget för Ekvalla": Expected(
        7, "s n n n n", (4, 5),
        {"head.title": (1, 2), "row.total": (14,), "row.note": (15,), "row.blank": (3, 13)},
    ),
    "Leverantörsfakturor i Hedestad": Expected(1800, "s s date n s s"),
    "Luftkvalitet på Torget": Expected(1080, "datetime s n n i"),
    "Public toilets in Tarnwick": Expected(13, "s s p b"),
}  # fmt: skip
SHORT = {"date": "date", "datetime": "datetime"}


def listing(title: str) -> Listing:
    return next(one for one in LISTINGS if one.title == title)


def read(one: Listing, folder: Path) -> Report:
    edition = one.editions - 1
    path = folder / one.file_name(edition)
    path.write_bytes(one.written(edition))
    return understand(path, path.name, within=shape(boundary(one.member)).bounds, country="SE")


@pytest.mark.parametrize("title", EXPECTED)
def test_a_file_is_read_as_a_person_would(title: str, tmp_path: Path) -> None:
    report, expected = read(listing(title), tmp_path), EXPECTED[title]
    types = [SHORT.get(column.type, column.type[0]) for column in report.columns]
    assert (report.rows, " ".join(types), report.header_rows) == (expected.rows, expected.types, expected.heads)
    assert {gone.code: gone.rows for gone in report.left_out if gone.rows} == expected.left
    assert {step.facts["grid"] for step in report.steps if "grid" in step.facts} == {expected.grid} - {""}
    assert tuple(question.code for question in report.questions) == expected.questions
    assert tuple(problem.code for problem in report.problems) == expected.problems


def test_the_number_of_a_zone_is_told_as_taken_off(tmp_path: Path) -> None:
    report = read(listing("Spielplätze in Grünholm"), tmp_path)
    assert [step.facts["value"] for step in report.steps if step.code == "pos.zone"] == [["-32000000"]]


def test_codes_keep_their_zeros(tmp_path: Path) -> None:
    report = read(listing("Skolor i Ekvalla"), tmp_path)
    assert [row[0] for row in report.sample][:2] == ["009101", "009102"]


def test_the_region_has_lists_enough_and_gaps_that_show() -> None:
    assert len(LISTINGS) >= 30
    assert sum(one.editions > 1 for one in LISTINGS) >= 3
    with_schools = {one.owner for one in LISTINGS if "ol" in one.title and one.theme == "EDUC"}
    assert {"ekvalla", "boelgeby"} <= with_schools
    assert "hedestad" not in with_schools


def test_formats_are_as_many_as_offices_have() -> None:
    kinds = {one.file.rpartition(".")[2] for one in LISTINGS}
    assert kinds == {"xlsx", "csv", "txt", "ods", "json", "geojson", "gpkg", "zip", "kml"}
