"""Our own format, written and read back."""

from dataclasses import replace

import pytest

from torg.engine.specifications import library, parse
from torg.engine.specifications.writing.own import own_text


def _without_blocks(one):
    return replace(one, fields=tuple(replace(field, block=None) for field in one.fields))


@pytest.mark.parametrize("name", library().ids())
def test_what_ships_reads_back_as_it_was(name):
    one = library().get(name)
    assert parse(own_text(one), "copy.yaml") == _without_blocks(one)


def test_a_table_schema_becomes_our_own():
    schema = '{"title": "Lamps", "fields": [{"name": "pole", "constraints": {"required": true, "enum": ["a", "b"]}}]}'
    brought = replace(parse(schema, "schema.json"), id="lamps")
    own = parse(own_text(brought), "copy.yaml")
    assert (own.id, own.fields[0].level, own.fields[0].constraints.enum) == ("lamps", "required", ("a", "b"))
