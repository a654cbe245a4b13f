"""What machines are given: Table Schema that comes back whole, JSON Schema that is one, CSVW as the standard has it."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from torg.engine.specifications import Specification, library, load, machine_form
from torg.engine.specifications.model import (
    Choice,
    Condition,
    Constraints,
    Field,
    Form,
    NamedCheck,
    Reference,
)  # fmt: skip
from torg.engine.specifications.writing import KINDS

KIND = (Choice("lake", {"en": "lake", "sv": "sjö"}), Choice("sea", {"sv": "hav"}, {"sv": ("havet",)}))
WORDED = ("lake", "sea")
RICH = Specification(
    "benches", "1.2",
    (
        Field("id", "string", "required", {"en": "Id", "sv": "Id"}, constraints=Constraints(True, "B.+")),
        Field("kind", choices=KIND, constraints=Constraints(enum=WORDED), example="lake", aliases={"sv": ("typ",)}),
        Field("colour", choices=KIND, closed=False, level="recommended"),
        Field("seats", "integer", constraints=Constraints(minimum="1", exclusive_maximum="9"), unit="seats"),
        Field("height", "number", form=Form(decimal_char=",", group_char=" "), constraints=Constraints(maximum="2.5")),
        Field("lit", "boolean", form=Form(true_values=("ja",), false_values=("nej",))),
        Field("built", "date", form=Form("%d.%m.%Y")),
        Field("season", "yearmonth"),
        Field("note", level="conditional", when=(Condition("kind", ("sea",)), Condition("colour"))),
        Field("latitude", "number", geometry="latitude"),
        Field("longitude", "number", geometry="longitude"),
        Field("tags", "array", item=Field("", choices=KIND, constraints=Constraints(enum=WORDED))),
        Field("mail", form=Form("email"), missing_values=("", "?")),
    ),
    labels={"en": "Benches", "sv": "Bänkar"},
    descriptions={"en": "To sit on."},
    one_row={"en": "one bench"},
    file_words={"sv": ("bänk",)},
    checks=(NamedCheck("compare-columns", {"column": "seats", "op": "<=", "other": "height"}),),
    key=("id",),
    primary_key=("id",),
    references=(Reference(("kind",), "", ("id",)), Reference(("kind",), "parks", ("id",))),
    missing_values=("", "-"),
    themes=("ENVI",),
)  # fmt: skip
LIBRARY = list(library())


def written(specification: Specification, kind: str, language: str = "en") -> Any:
    return json.loads(machine_form(specification, kind, language).content)


@pytest.mark.parametrize("specification", [RICH, *LIBRARY], ids=lambda one: one.id)
def test_a_table_schema_comes_back_as_it_went(specification: Specification):
    back = load(machine_form(specification, "table-schema", "sv").content.decode(), "x.json")
    expected = [replace(one, was=(), block=None) for one in specification.fields]
    for one, other in zip(expected, back.fields, strict=True):
        assert other == one
    kept = replace(specification, fields=back.fields, origin="table-schema", changes=(), contact=None, status="adopted",
                   all_or_nothing=False, replaced_by=None)  # fmt: skip
    assert back == kept


def test_a_table_schema_speaks_the_standard():
    schema = written(RICH, "table-schema", "sv")
    fields = {one["name"]: one for one in schema["fields"]}
    assert (schema["title"], schema["missingValues"], schema["primaryKey"]) == ("Bänkar", ["", "-"], ["id"])
    assert fields["id"]["constraints"] == {"required": True, "unique": True, "pattern": "B.+"}
    assert fields["seats"]["constraints"] == {"minimum": 1, "exclusiveMaximum": 9}
    assert (fields["lit"]["trueValues"], fields["built"]["format"]) == (["ja"], "%d.%m.%Y")
    assert schema["custom_checks"][0]["params"]["op"] == "<="


def test_what_a_type_knows_no_constraint_for_is_left_out():
    field = Field("lit", "boolean", constraints=Constraints(pattern="x", minimum="1", min_length=2))
    assert "constraints" not in written(replace(RICH, fields=(field,)), "table-schema")["fields"][0]


@pytest.mark.parametrize("specification", [RICH, *LIBRARY], ids=lambda one: one.id)
def test_a_json_schema_is_one(specification: Specification):
    jsonschema.Draft202012Validator.check_schema(written(specification, "json-schema", "sv"))


ROW = {"id": "B1", "kind": "lake", "seats": 3, "height": 2.5, "lit": True, "built": "2026-05-31", "note": None}


@pytest.mark.parametrize(("changed", "wrong"), [
    ({}, None), ({"id": None}, "id"), ({"id": "C1"}, "id"), ({"kind": "pond"}, "kind"), ({"seats": 9}, "seats"),
    ({"seats": None}, None), ({"height": "2"}, "height"), ({"lit": "ja"}, "lit"), ({"tags": ["lake", "x"]}, "tags"),
    ({"kind": "sea"}, "note"), ({"kind": "sea", "note": "deep"}, None), ({"colour": "red"}, "note"),
    ({"colour": "red", "note": "odd"}, None),
])  # fmt: skip
def test_a_json_schema_judges_a_row(changed: dict[str, Any], wrong: str | None):
    found = list(jsonschema.Draft202012Validator(written(RICH, "json-schema")).iter_errors({**ROW, **changed}))
    assert [str(one.absolute_path[0]) for one in found] == ([wrong] if wrong else [])


def test_words_of_a_list_have_their_titles():
    kind = written(RICH, "json-schema", "sv")["properties"]["kind"]
    assert kind["oneOf"] == [{"const": "lake", "title": "sjö"}, {"const": "sea", "title": "hav"}, {"type": "null"}]


def test_csvw_names_columns_as_files_do_and_in_every_language():
    table = written(RICH, "csvw", "sv")
    assert table["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "sv"}]
    assert table["dc:title"] == [{"@value": "Benches", "@language": "en"}, {"@value": "Bänkar", "@language": "sv"}]
    columns = {one["name"]: one for one in table["tableSchema"]["columns"]}
    assert columns["id"]["titles"] == {"und": ["id"], "en": ["Id"], "sv": ["Id"]}
    assert columns["seats"]["datatype"] == {"base": "integer", "minimum": 1, "maxExclusive": 9}
    assert columns["built"]["datatype"] == {"base": "date", "format": "dd.MM.yyyy"}
    assert columns["lit"]["datatype"] == {"base": "boolean", "format": "ja|nej"}
    assert columns["latitude"]["propertyUrl"].endswith("#lat")
    assert table["tableSchema"]["foreignKeys"] == [
        {"columnReference": ["kind"], "reference": {"resource": "benches.csv", "columnReference": ["id"]}},
    ]  # fmt: skip


@pytest.mark.parametrize("specification", [RICH, *LIBRARY], ids=lambda one: one.id)
def test_csvw_is_read_back_with_its_columns_and_limits(specification: Specification):
    back = load(machine_form(specification, "csvw").content.decode(), "x.json")
    assert [one.name for one in back.fields] == [one.name for one in specification.fields]
    assert [one.level == "required" for one in back.fields] == [one.level == "required" for one in specification.fields]
    assert back.primary_key == specification.primary_key
    assert back.labels == specification.labels


def test_headings_with_blanks_get_names_fit_for_addresses():
    fields = (Field("Sit ups"), Field("e-post"), Field("_id"))
    columns = written(replace(RICH, fields=fields), "csvw")["tableSchema"]["columns"]
    assert [one["name"] for one in columns] == ["Sit%20ups", "e%2Dpost", "x_id"]
    assert [one["titles"]["und"] for one in columns] == [["Sit ups"], ["e-post"], ["_id"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_says_what_it_is_and_is_the_same_each_time(kind: str):
    form = machine_form(RICH, kind, "sv")
    assert form.file_name.startswith("benches-1.2")
    assert "/" in form.media_type
    assert machine_form(RICH, kind, "sv") == form


@pytest.mark.parametrize("kind", KINDS)
def test_a_bare_specification_can_be_written(kind: str):
    assert machine_form(Specification("x", "1", (Field("a"),)), kind, "pl").content


def test_an_example_of_the_library_fits_its_json_schema(tmp_path: Path):
    """The example files are texts; the parts that are texts in JSON too have to fit."""
    one = library().get("bathing-places")
    folder = library().folder("bathing-places", one.version) if one else None
    assert one
    assert folder
    schema = written(one, "json-schema")
    with (folder / "example.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    texts = [field.name for field in one.fields if field.type in ("string", "date")]
    for row in rows:
        for name in texts:
            if row.get(name):
                jsonschema.validate(row[name], schema["properties"][name])
