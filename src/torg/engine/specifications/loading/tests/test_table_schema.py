"""Table Schema of both editions, with what the French registry adds and where published schemas slip."""

import json

import pytest

from torg.engine.specifications.loading import parse
from torg.engine.specifications.model import Constraints, Form, NamedCheck, Reference, Specification
from torg.foundation.problems import Refusal


def schema(*fields: dict[str, object], **whole: object) -> Specification:
    return parse(json.dumps({"$schema": "x", "name": "liste", "fields": list(fields), **whole}), "schema.json")


def test_what_it_is_called_and_in_which_language_it_speaks():
    found = schema({"name": "a", "title": "Un"}, title="Une liste", version="v2.1.0", countryCode="FR")
    assert (found.id, found.version, found.origin) == ("liste", "2.1.0", "table-schema")
    assert (found.labels, found.fields[0].labels) == ({"fr": "Une liste"}, {"fr": "Un"})


def test_constraints_keep_their_numbers_as_they_are_written():
    limits = {"minimum": 0.10, "maximum": 100, "minLength": 1, "maxLength": 5, "unique": True, "pattern": "a+"}
    found = schema({"name": "a", "type": "number", "constraints": {**limits, "required": True}}).fields[0]
    assert found.level == "required"
    assert found.constraints == Constraints(True, "a+", "0.1", "100", None, None, 1, 5)


def test_limits_that_are_not_reached_are_of_the_second_edition():
    limits = {"exclusiveMinimum": 0, "exclusiveMaximum": 9}
    found = schema({"name": "a", "type": "integer", "constraints": limits}).fields[0].constraints
    assert (found.exclusive_minimum, found.exclusive_maximum) == ("0", "9")


@pytest.mark.parametrize("field", [
    {"contraints": {"enum": ["a", "b"]}}, {"enum": ["a", "b"]}, {"constraints": {"enum": ["a", "b", "a"]}},
])  # fmt: skip
def test_slips_of_published_schemas_are_understood(field: dict[str, object]):
    found = schema({"name": "x", **field}).fields[0]
    assert found.constraints.enum == ("a", "b")
    assert [choice.code for choice in found.choices] == ["a", "b"]


def test_a_pattern_beside_the_constraints_counts():
    assert schema({"name": "x", "pattern": "^https?"}).fields[0].constraints.pattern == "^https?"


@pytest.mark.parametrize("key", ["arrayItem", "items"])
def test_members_of_an_array(key: str):
    (found,) = schema({"name": "x", "type": "array", key: {"type": "string", "constraints": {"enum": ["a"]}}}).fields
    assert found.item is not None
    assert found.item.constraints.enum == ("a",)


def test_an_array_item_of_a_text_is_let_be():
    assert schema({"name": "x", "type": "string", "arrayItem": {"enum": ["a"]}}).fields[0].item is None


def test_how_values_are_written():
    field = {
        "name": "x", "type": "number", "decimalChar": ",", "groupChar": " ", "bareNumber": False,
        "trueValues": ["oui"], "falseValues": ["non"], "format": "%d/%m/%Y",
    }  # fmt: skip
    assert schema(field).fields[0].form == Form("%d/%m/%Y", ",", " ", False, ("oui",), ("non",))


def test_missing_values_of_the_whole_and_of_a_field():
    found = schema(
        {"name": "x", "missingValues": ["-"]}, {"name": "y"}, missingValues=["", {"value": "NA", "label": "?"}]
    )
    assert found.missing_values == ("", "NA")
    assert [one.missing_values for one in found.fields] == [("-",), None]
    assert schema({"name": "x"}).missing_values == ("",)


def test_keys_and_references():
    key = {"fields": "a", "reference": {"resource": "communes", "fields": ["code"]}}
    own = {"fields": ["a"], "reference": {"resource": "", "fields": "b"}}
    found = schema({"name": "a"}, {"name": "b"}, primaryKey="a", foreignKeys=[key, own])
    assert (found.primary_key, found.key) == (("a",), ("a",))
    assert found.references == (Reference(("a",), "communes", ("code",)), Reference(("a",), "", ("b",)))


def test_named_checks_of_the_registry():
    checks = [{"name": "compare-columns-value", "params": {"column": "a", "op": ">=", "column2": "b"}}]
    assert schema({"name": "a"}, {"name": "b"}, custom_checks=checks).checks == (
        NamedCheck("compare-columns-value", {"column": "a", "op": ">=", "column2": "b"}),
    )


def test_examples_may_be_one_or_several():
    fields = ({"name": "a", "example": 5}, {"name": "b", "examples": ["x", "y"]}, {"name": "c", "example": ""})
    assert [one.example for one in schema(*fields).fields] == ["5", "x", ""]


def test_a_schema_without_any_mark_of_the_standard_is_read_too():
    assert parse('{"fields": [{"name": "a", "type": "integer"}]}', "plain.json").id == "plain"


def test_a_data_package_gives_its_first_schema():
    package = {"name": "p", "resources": [{"path": "x.pdf"}, {"name": "r", "schema": {"fields": [{"name": "a"}]}}]}
    assert [one.name for one in parse(json.dumps(package), "datapackage.json").fields] == ["a"]


def test_a_schema_written_as_yaml_is_read():
    assert parse("missingValues: ['-']\nfields:\n  - {name: a, type: date}\n", "s.yaml").fields[0].type == "date"


@pytest.mark.parametrize(("field", "code"), [
    ({"name": "x", "type": "strnig"}, "spec.choice_near"),
    ({"type": "string"}, "spec.missing"),
    ({"name": "x", "constraints": {"pattern": "(["}}, "spec.pattern"),
    ({"name": "x", "constraints": {"minLength": "much"}}, "spec.not_whole"),
    ({"name": "x", "constraints": [1]}, "spec.not_mapping"),
    ({"name": "x", "type": "number", "constraints": {"minimum": "low"}}, "spec.limit"),
])  # fmt: skip
def test_a_mistake_is_told(field: dict[str, object], code: str):
    with pytest.raises(Refusal) as refusal:
        schema(field)
    assert code in [one.code for one in refusal.value.problems]


def test_a_back_reference_of_a_foreign_schema_is_let_be():
    assert schema({"name": "x", "constraints": {"pattern": r"(a|)\1+b"}}).fields[0].constraints.pattern
