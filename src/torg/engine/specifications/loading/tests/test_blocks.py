"""Building blocks: fields that several specifications compose."""

from pathlib import Path

import pytest

from torg.engine.specifications import load
from torg.engine.specifications.model import Condition
from torg.foundation.problems import Refusal

PLACE = """
fields:
  - name: id
    level: required
    aliases: {sv: [nr]}
  - {block: spot}
  - name: kind
    values: kinds
  - name: other_kind
    level: conditional
    when: {field: kind, equals: other}
lists:
  kinds: [{code: a}, {code: other}]
"""
SPOT = "fields:\n  - {name: latitude, type: number, geometry: latitude}\n  - {name: longitude, type: number, geometry: longitude}\n"  # noqa: E501
USE = 'id: benches\nversion: "1"\nfields:\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in (("place", PLACE), ("spot", SPOT)):
        _write(tmp_path / "_blocks" / f"{name}.yaml", text)
    _write(tmp_path / "_blocks" / "lists" / "colours.yaml", "- {code: red}\n- {code: blue}\n")
    return tmp_path


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _use(tree: Path, text: str) -> Path:
    return _write(tree / "benches" / "1" / "specification.yaml", USE + text)


def _faults(path: Path) -> list[tuple[str, object, object]]:
    with pytest.raises(Refusal) as refusal:
        load(path)
    return [(one.code, one.facts["file"], one.facts["line"]) for one in refusal.value.problems]


def test_a_block_brings_its_fields_to_its_place(tree: Path):
    found = load(_use(tree, "  - {name: first}\n  - {block: place}\n  - {name: last}\n"))
    names = [one.name for one in found.fields]
    assert names == ["first", "id", "latitude", "longitude", "kind", "other_kind", "last"]
    assert [one.block for one in found.fields] == [None, "place", "spot", "spot", "place", "place", None]
    assert found.field("kind").constraints.enum == ("a", "other")


def test_a_specification_leaves_out_raises_and_adds_words(tree: Path):
    use = (
        "  - block: place\n    without: [other_kind]\n    levels: {kind: recommended}\n"
        "    aliases: {id: {sv: [bänk], da: [nummer]}}\n    labels: {id: {sv: Bänkens nummer}}\n"
    )
    found = load(_use(tree, use))
    assert [one.name for one in found.fields] == ["id", "latitude", "longitude", "kind"]
    assert found.field("kind").level == "recommended"
    assert found.field("id").aliases == {"sv": ("bänk", "nr"), "da": ("nummer",)}
    assert found.field("id").labels == {"sv": "Bänkens nummer"}


def test_a_prefix_goes_into_conditions_too(tree: Path):
    found = load(_use(tree, "  - {block: place}\n  - {block: place, prefix: to_, without: [latitude, longitude]}\n"))
    assert found.field("to_other_kind").when == (Condition("to_kind", ("other",)),)


def test_lists_are_found_in_the_file_the_block_and_for_all(tree: Path):
    fields = "  - {block: place}\n  - {name: sort, values: kinds}\n  - {name: colour, values: colours}\n"
    found = load(_use(tree, fields))
    assert found.field("sort").constraints.enum == ("a", "other")
    assert found.field("colour").constraints.enum == ("red", "blue")
    own = load(_use(tree, fields + "lists:\n  kinds: [{code: mine}]\n"))
    assert own.field("sort").constraints.enum == ("mine",)
    assert own.field("kind").constraints.enum == ("a", "other")


def test_a_circle_of_blocks_is_refused_where_it_closes(tree: Path):
    _write(tree / "_blocks" / "spot.yaml", "fields:\n  - {name: x}\n  - {block: place}\n")
    assert _faults(_use(tree, "  - {block: place}\n")) == [("spec.block_circle", "spot.yaml", 3)]


def test_a_block_of_itself_is_refused(tree: Path):
    _write(tree / "_blocks" / "spot.yaml", "fields:\n  - {block: spot}\n")
    assert ("spec.block_circle", "spot.yaml", 2) in _faults(_use(tree, "  - {block: spot}\n"))


def test_blocks_that_double_each_other_end_at_a_limit(tree: Path):
    for number in range(20):
        use = "".join(f"  - {{block: b{number + 1}, prefix: {side}}}\n" for side in "lr")
        _write(tree / "_blocks" / f"b{number}.yaml", "fields:\n" + use)
    _write(tree / "_blocks" / "b20.yaml", "fields:\n  - {name: x}\n")
    assert "spec.fields_many" in [code for code, _, _ in _faults(_use(tree, "  - {block: b0}\n"))]


def test_an_unknown_block_and_a_field_it_has_not_are_told(tree: Path):
    found = _faults(_use(tree, "  - {block: plase}\n  - {block: place, without: [colour], levels: {size: required}}\n"))
    assert found == [
        ("spec.block_unknown", "specification.yaml", 4),
        ("spec.field_unknown", "specification.yaml", 5),
        ("spec.field_unknown", "specification.yaml", 5),
    ]


def test_a_mistake_in_a_block_names_the_block(tree: Path):
    _write(tree / "_blocks" / "spot.yaml", "fields:\n  - {name: x}\n  - {name: y, type: text}\n")
    assert _faults(_use(tree, "  - {block: spot}\n")) == [("spec.choice", "spot.yaml", 3)]


def test_a_block_is_no_way_out_of_the_folder(tree: Path):
    _write(tree / "secret.yaml", "fields: [{name: x}]\n")
    assert _faults(_use(tree, "  - {block: ../secret}\n")) == [("spec.block_unknown", "specification.yaml", 4)]


def test_two_blocks_with_one_field_are_told_with_both_places(tree: Path):
    assert ("spec.field_twice", "spot.yaml", 2) in _faults(_use(tree, "  - {block: spot}\n  - {block: place}\n"))
