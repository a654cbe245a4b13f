"""CSV on the Web: metadata with types of XML Schema, titles by language, inherited properties."""

import json

import pytest

from torg.engine.specifications.loading import parse
from torg.engine.specifications.model import Form, Specification


def table(*columns: dict[str, object], schema: dict[str, object] | None = None, **whole: object) -> Specification:
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "cs"}],
        "url": "https://x.example/data/Adresy.csv",
        "tableSchema": {"columns": list(columns), **(schema or {})},
        **whole,
    }
    return parse(json.dumps(described, indent="\t"), "adresy.csv-metadata.json")


def test_a_field_is_called_as_its_heading_and_known_by_its_name():
    (found,) = table({"name": "nazev", "titles": "název", "dc:description": "Název obce."}).fields
    assert (found.name, found.was, found.labels) == ("název", ("nazev",), {"cs": "název"})
    assert found.descriptions == {"cs": "Název obce."}


def test_titles_by_language_become_labels_and_aliases():
    (found,) = table({"name": "name", "titles": {"cs": ["název", "jméno"], "en": "name"}}).fields
    assert found.labels == {"cs": "název", "en": "name"}
    assert found.aliases == {"cs": ("jméno",)}


@pytest.mark.parametrize(("datatype", "kind"), [
    ("string", "string"), ("anyURI", "string"), ("integer", "integer"), ("nonNegativeInteger", "integer"),
    ("decimal", "number"), ("xsd:double", "number"), ("boolean", "boolean"), ("date", "date"), ("time", "time"),
    ("dateTime", "datetime"), ("gYear", "year"), ("json", "object"), ("gMonthDay", "string"),
])  # fmt: skip
def test_types(datatype: str, kind: str):
    assert table({"titles": "x", "datatype": datatype}).fields[0].type == kind


def test_limits_of_a_datatype():
    shape = {"base": "string", "format": "[a-z]+", "minLength": 2, "maxLength": 4}
    limits = table({"titles": "x", "datatype": shape}).fields[0].constraints
    assert (limits.pattern, limits.min_length, limits.max_length) == ("[a-z]+", 2, 4)
    numbers = {"base": "decimal", "minimum": 1, "maxExclusive": 9, "format": {"decimalChar": ",", "groupChar": " "}}
    found = table({"titles": "x", "datatype": numbers}).fields[0]
    assert (found.constraints.minimum, found.constraints.exclusive_maximum) == ("1", "9")
    assert found.form == Form(decimal_char=",", group_char=" ")


def test_a_type_may_bring_its_own_limit():
    assert table({"titles": "x", "datatype": "positiveInteger"}).fields[0].constraints.minimum == "1"


def test_dates_and_truth_in_other_forms():
    dates, truth = ({"base": "date", "format": "dd.MM.yyyy"}, {"base": "boolean", "format": "ano|ne"})
    found = table({"titles": "a", "datatype": dates}, {"titles": "b", "datatype": truth}).fields
    assert found[0].form.format == "%d.%m.%Y"
    assert (found[1].form.true_values, found[1].form.false_values) == (("ano",), ("ne",))


def test_a_separator_makes_an_array():
    (found,) = table({"titles": "x", "datatype": "integer", "separator": ";", "required": True}).fields
    assert (found.type, found.level) == ("array", "required")
    assert found.item is not None
    assert found.item.type == "integer"


def test_virtual_columns_stand_in_no_file():
    assert len(table({"titles": "x"}, {"virtual": True, "valueUrl": "y"}).fields) == 1


def test_datatype_and_null_may_stand_above():
    found = table({"titles": "x"}, {"titles": "y", "null": ["?"]}, schema={"datatype": "integer"}, null=["", "-"])
    assert [one.type for one in found.fields] == ["integer", "integer"]
    assert found.missing_values == ("", "-")
    assert found.fields[1].missing_values == ("?",)


def test_keys_name_columns_by_their_machine_name():
    found = table({"name": "nazev", "titles": "název"}, schema={"primaryKey": "nazev"})
    assert found.primary_key == ("název",)


def test_of_a_group_the_first_table_is_taken():
    group = {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [{"url": "a.csv", "tableSchema": {"columns": [{"name": "x"}]}}],
    }
    found = parse(json.dumps(group), "group.json")
    assert (found.id, found.origin, found.fields[0].name) == ("a", "csvw", "x")


def test_what_the_table_says_of_itself():
    found = table({"titles": "x"}, **{"dc:title": {"@value": "Adresy", "@language": "cs"}})
    assert found.labels == {"cs": "Adresy"}
    assert found.id == "adresy"
