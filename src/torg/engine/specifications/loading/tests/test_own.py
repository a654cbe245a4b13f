"""Our own YAML: what it becomes, and what is said of mistakes in it."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from torg.engine.specifications.loading import load, parse
from torg.engine.specifications.loading.named import names
from torg.engine.specifications.model import Choice, Condition, Constraints, Reference
from torg.foundation.problems import Problem, Refusal

WHOLE = """
id: benches
version: "1.0"
status: adopted
labels: {en: Benches, sv: Bänkar}
key: [id]
missing_values: ["", "-"]
fields:
  - name: id
    level: required
    constraints: {unique: true, pattern: "B-[0-9]{3}"}
  - name: kind
    values: kinds
    aliases: {sv: [typ, sort], "": [KIND]}
  - name: note
    level: conditional
    when: {field: kind, equals: [other]}
  - name: seats
    type: integer
    constraints: {minimum: 1, maximum: 12}
    unit: seats
  - name: made_of
    type: array
    item: {type: string, values: kinds, closed: false}
lists:
  kinds:
    - {code: "no", labels: {en: none, no: ingen}}
    - {code: 01, aliases: {"": [one]}}
    - {code: other}
checks:
  - {name: compare-columns, column: seats, op: "<=", other: kind, strict: true, times: 3}
references:
  - {fields: [id], specification: parks, to: [id]}
"""


def faults(text: str, name: str = "specification.yaml") -> list[tuple[str, int]]:
    with pytest.raises(Refusal) as refusal:
        parse(text, name)
    return [(one.code, int(str(one.facts["line"]))) for one in refusal.value.problems]


def test_every_part_of_a_field_is_read():
    kind, note, seats = (parse(WHOLE, "x").field(name) for name in ("kind", "note", "seats"))
    assert kind.aliases == {"sv": ("typ", "sort"), "": ("KIND",)}
    assert kind.constraints.enum == ("no", "01", "other")
    assert note.when == (Condition("kind", ("other",)),)
    assert seats.constraints == Constraints(minimum="1", maximum="12")
    assert (seats.type, seats.unit) == ("integer", "seats")


def test_codes_and_languages_stay_the_texts_they_are():
    """In YAML, no is false and 01 is one; in a list of codes they are neither."""
    assert parse(WHOLE, "x").field("kind").choices[:2] == (
        Choice("no", {"en": "none", "no": "ingen"}),
        Choice("01", {}, {"": ("one",)}),
    )


def test_an_open_list_offers_words_and_demands_none():
    item = parse(WHOLE, "x").field("made_of").item
    assert item is not None
    assert len(item.choices) == 3
    assert item.constraints.enum == ()


def test_parameters_of_checks_are_what_they_look_like():
    (check,) = parse(WHOLE, "x").checks
    assert check.parameters == {"column": "seats", "op": "<=", "other": "kind", "strict": True, "times": 3}
    assert parse(WHOLE, "x").references == (Reference(("id",), "parks", ("id",)),)


MISTAKES = [
    ("status: adopted", "status: adoptd", ("spec.choice_near", 4)),
    ("status: adopted", "stauts: adopted", ("spec.key_near", 4)),
    ("status: adopted", "x: 1", ("spec.key", 4)),
    ("id: benches", "id: Bänkar", ("spec.name", 2)),
    ("id: benches", "id: ../up", ("spec.name", 2)),
    ('version: "1.0"', "", ("spec.missing", 2)),
    ("{en: Benches, sv: Bänkar}", "{english: Benches}", ("spec.language", 5)),
    ("{en: Benches, sv: Bänkar}", "Benches", ("spec.not_mapping", 5)),
    ("key: [id]", "key: [nr]", ("spec.field_unknown", 6)),
    ("  - name: seats", "  - name: kind", ("spec.field_twice", 18)),
    ("type: integer", "type: number of", ("spec.choice_near", 19)),
    ("minimum: 1,", "minimum: 13,", ("spec.limits", 20)),
    ("minimum: 1,", "minimum: one,", ("spec.limit", 20)),
    ("unique: true", "unique: ja", ("spec.not_flag", 11)),
    ("B-[0-9]{3}", "B-[0-9{3}", ("spec.pattern", 11)),
    ("B-[0-9]{3}", "(?=B)[^a]", ("spec.pattern_looks", 11)),
    ("B-[0-9]{3}", "(B{1000}){1000}", ("spec.pattern_repeats", 11)),
    ("values: kinds\n    aliases", "values: sorts\n    aliases", ("spec.list_unknown", 13)),
    ("when: {field: kind,", "when: {field: sort,", ("spec.when_unknown", 17)),
    ("    level: conditional\n", "", ("spec.when", 16)),
    ("code: other", "code: 01", ("spec.code_twice", 29)),
    ("unit: seats", "unit: [a, {b: c}]", ("spec.not_text", 21)),
    ("lists:", "licence: mine\nlists:", ("spec.choice", 25)),
    ("name: compare-columns,", "name: compare-column,", ("spec.choice_near", 31)),
    ("name: compare-columns,", "name: sudoku,", ("spec.choice", 31)),
    ("other: kind,", "other: sort,", ("spec.field_unknown", 31)),
    ("unit: seats", "geometry: latitude", ("spec.position", 8)),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), MISTAKES, ids=[one[2][0] + " " + one[1] for one in MISTAKES])
def test_a_mistake_is_told_with_its_line(right: str, wrong: str, expected: tuple[str, int]):
    assert right in WHOLE
    assert expected in faults(WHOLE.replace(right, wrong, 1))


def test_all_mistakes_are_told_at_once_in_the_order_of_lines():
    text = WHOLE.replace("status: adopted", "status: old").replace("minimum: 1,", "minimum: 13,")
    assert faults(text.replace("id: benches", "")) == [
        ("spec.missing", 3), ("spec.choice", 4), ("spec.limits", 20),
    ]  # fmt: skip


def test_the_sentence_names_file_line_and_what_is_meant():
    with pytest.raises(Refusal) as refusal:
        parse(WHOLE.replace("status: adopted", "stauts: adopted"), "benches.yaml")
    assert str(refusal.value).startswith("benches.yaml, line 4: “stauts” is not known here. Write status")


def test_the_named_checks_are_those_there_are():
    """Loading knows their names only, so that a page needs no DuckDB."""
    from torg.engine.specifications.checks import CHECKS

    assert names() == {name for check in CHECKS for name in (check.name, *check.also)}


def test_loading_needs_no_engine():
    code = "import sys; from torg.engine.specifications import library; list(library()); print('duckdb' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_specification_without_fields_is_told():
    assert ("spec.no_fields", 3) in faults("id: a\nversion: 1\nfields: []\n")


def test_a_nothing_is_told():
    assert faults("") == [("spec.nothing", 1)]
    assert faults("- a\n- b\n") == [("spec.nothing", 1)]


def test_a_refusal_with_several_problems_survives_the_way_between_processes():
    refusal = Refusal(Problem("spec.nothing", file="a", line=1), Problem("spec.no_fields", file="a", line=2))
    assert pickle.loads(pickle.dumps(refusal)).problems == refusal.problems


def test_load_reads_a_file_with_a_mark_in_front(tmp_path: Path):
    (tmp_path / "specification.yaml").write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    assert load(tmp_path / "specification.yaml").id == "benches"


def test_letters_that_are_no_utf_8_are_told_with_their_line(tmp_path: Path):
    (tmp_path / "specification.yaml").write_bytes(WHOLE.encode("cp1252"))
    with pytest.raises(Refusal) as refusal:
        load(tmp_path / "specification.yaml")
    assert (refusal.value.problem.code, refusal.value.problem.facts["line"]) == ("spec.letters", 5)
