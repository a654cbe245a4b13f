"""Whatever becomes of the text of a specification, it loads or is refused in words; nothing else happens."""

import json
import random
from typing import Any

import pytest
import yaml

from torg.engine.specifications.loading import parse
from torg.foundation.problems import Refusal
from torg.foundation.shipped import shipped

OWN = (shipped("specifications") / "bathing-places" / "1.0" / "specification.yaml").read_text(encoding="utf-8")
SIGNS = "{}[]:,-#&*!|>'\"%@`\n \t?0aå\x00\u2028"
STRANGE: list[Any] = [
    None,
    True,
    -1,
    0.5,
    "",
    "x",
    [],
    {},
    [None],
    [[]],
    {"a": {}},
    {"": ""},
    [{"name": None}],
    "9" * 50,
]
TABLE = {
    "name": "x", "title": "X", "version": "1", "primaryKey": ["a"], "missingValues": ["", "-"],
    "fields": [{"name": "a", "type": "number", "format": "x",
                "constraints": {"minimum": 1, "enum": ["1"], "pattern": "a"},
                "arrayItem": {"type": "string"}, "example": "1", "trueValues": ["x"], "x-torg": {"level": "optional"}}],
    "custom_checks": [{"name": "x", "params": {"column": "a"}}],
    "foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "a"}}],
    "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "x"}], "x-torg": {"labels": {"en": "X"}},
}  # fmt: skip
CSVW = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "cs"}], "url": "a.csv", "null": [""],
    "dc:title": {"@value": "A", "@language": "cs"},
    "tableSchema": {
        "primaryKey": "a",
        "columns": [{"name": "a", "titles": {"cs": ["a"]}, "datatype": {"base": "decimal", "minimum": 1, "format": "x"},
                     "required": True, "separator": ";", "null": "x"}],
        "foreignKeys": [{"columnReference": "a", "reference": {"resource": "b", "columnReference": "c"}}],
    },
}  # fmt: skip


def loads_or_is_refused(text: str, name: str) -> None:
    try:
        parse(text, name)
    except Refusal as refusal:
        for problem in refusal.problems:
            assert problem.facts["line"]
            assert problem.sentence()


@pytest.mark.parametrize("seed", range(40))
def test_signs_put_in_taken_out_and_moved(seed: int):
    chance = random.Random(seed)
    letters = list(OWN[:6000])
    for _ in range(chance.choice([1, 1, 3, 20])):
        at = chance.randrange(len(letters))
        if chance.random() < 0.5:
            letters.insert(at, chance.choice(SIGNS))
        else:
            del letters[at : at + chance.randrange(1, 30)]
    loads_or_is_refused("".join(letters), "damaged.yaml")


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in which a value stands: the container and the key."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in entries for found in ((value, key), *_places(inner))]


def _strangely(described: Any, number: int, strange: Any) -> str:
    copy = json.loads(json.dumps(described))
    container, key = _places(copy)[number]
    container[key] = strange
    return json.dumps(copy)


@pytest.mark.parametrize("described", [TABLE, CSVW], ids=["table schema", "csvw"])
@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_value_at_any_place(described: dict[str, Any], strange: Any):
    for number in range(len(_places(described))):
        loads_or_is_refused(_strangely(described, number, strange), "strange.json")


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_value_at_any_place_of_ours(strange: Any):
    whole = yaml.safe_load(OWN)
    whole["fields"] = [*whole["fields"][:3], *whole["fields"][-2:]]
    whole["changes"] = [{"version": "1", "date": "2026-11-27", "texts": {"en": "x"}}]
    whole["references"] = [{"fields": ["id"], "specification": "x", "to": ["id"]}]
    places = _places(json.loads(json.dumps(whole)))
    for number in random.Random(1).sample(range(len(places)), 60):
        text = yaml.safe_dump(json.loads(_strangely(whole, number, strange)), allow_unicode=True)
        loads_or_is_refused(text, "strange.yaml")
