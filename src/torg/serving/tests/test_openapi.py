"""The OpenAPI document is sound, self-contained, and says what the addresses really do."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from openapi_spec_validator import validate

from lakes import NAMES
from torg.serving.app import HANDLERS
from torg.serving.parameters import ADDRESSES

from .conftest import Hub


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/tables/sjoar/openapi.json"])
def test_the_document_is_sound_and_needs_no_other(hub: Hub, path: str) -> None:
    document = hub.client.get(path).json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://hub.example/api/v1"}]
    references = [text for text in json.dumps(document).split('"') if "$ref" not in text and text.startswith("#/")]
    assert references
    assert '"$ref": "http' not in json.dumps(document)


def test_every_address_has_its_handler_and_its_words(hub: Hub) -> None:
    assert {address.name for address in ADDRESSES} == set(HANDLERS)
    paths = hub.client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) == {address.path for address in ADDRESSES}
    for path in paths.values():
        assert all(len(parameter["description"]) > 5 for parameter in path["get"]["parameters"])


def test_every_parameter_has_a_heading_in_the_docs() -> None:
    documents = Path(__file__).parents[4] / "docs/reuse/api.md"
    headings = set(re.findall(r"^### `(\w+)`", documents.read_text(encoding="utf-8"), re.MULTILINE))
    assert {parameter.name for address in ADDRESSES for parameter in address.parameters} == headings


def test_the_document_of_a_table_names_its_columns(hub: Hub) -> None:
    document = hub.client.get("/api/v1/tables/sjoar/openapi.json").json()
    assert list(document["components"]["schemas"]["Row"]["properties"]) == list(NAMES)
    assert "/tables/t_lakes/rows" in document["paths"]


ANSWERS = [
    ("Datasets", "/api/v1/datasets"),
    ("Dataset", "/api/v1/datasets/sjoar"),
    ("Table", "/api/v1/tables/sjoar"),
    ("Rows", "/api/v1/tables/sjoar/rows"),
    ("Problem", "/api/v1/tables/sjoar/rows?limit=x"),
    ("Problem", "/api/v1/tables/nothing"),
]


@pytest.mark.parametrize(("schema", "path"), ANSWERS)
def test_answers_are_of_the_shape_the_document_gives(hub: Hub, schema: str, path: str) -> None:
    document = hub.client.get("/api/v1/tables/sjoar/openapi.json").json()
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(hub.client.get(path).json())


def test_examples_of_parameters_are_accepted_by_their_readers(hub: Hub) -> None:
    for parameter in hub.client.get("/api/v1/openapi.json").json()["paths"]["/tables/{name}/rows"]["get"]["parameters"]:
        if "example" in parameter:
            answer = hub.client.get("/api/v1/tables/sjoar/rows", params={parameter["name"]: parameter["example"]})
            assert answer.status_code == 200, answer.text
