"""Files that want to do harm: each ends in a sentence, none in a crash, a wait or a full memory."""

import pytest

from torg.engine.specifications.loading import entries, parse
from torg.engine.specifications.loading.limits import LONGEST, MOST_ENTRIES
from torg.foundation.problems import Refusal

HEAD = "id: a\nversion: 1\nfields:\n  - {name: x, values: many}\n"


def codes(text: str) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        parse(text, "hostile")
    return [one.code for one in refusal.value.problems]


BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

HOSTILE = {
    "a bomb of aliases": (BOMB, "spec.anchor"),
    "an anchor that contains itself": ("a: &a [*a]\n", "spec.anchor"),
    "a tag that makes an object": ("a: !!python/object/apply:os.system [ls]\n", "spec.key"),
    "a thousand brackets": ("a: " + "[" * 1000, "spec.deep"),
    "a thousand brackets of JSON": ('{"fields": ' + "[" * 1000, "spec.deep"),
    "a hundred thousand brackets of JSON": ("[" * 100_000, "spec.deep"),
    "brackets that do not close": ('{"fields": [', "spec.unreadable"),
    "JSON with a word after it": ('{"fields": []} x', "spec.unreadable"),
    "a list of a million entries": (
        HEAD + "lists:\n  many:\n" + "".join(f"    - {number}\n" for number in range(MOST_ENTRIES + 1)),
        "spec.list_long",
    ),
    "a list of a million entries as JSON": (
        '{"fields": [{"name": "x", "constraints": {"enum": [' + "1," * 1_000_000 + "1]}}]}",
        "spec.list_long",
    ),
    "a very long text": ("x" * (LONGEST + 1), "spec.large"),
    "many small lists": ("[" + "[[],[]]," * 40_000 + "]", "spec.nothing"),
    "millions of small lists": ("[" + ("[" + "[]," * 40_000 + "[]],") * 20 + "[]]", "spec.values"),
    "a key that is a list": ("? [a, b]\n: c\n", "spec.unreadable"),
    "a control sign": ("id: a\x00b\n", "spec.unreadable"),
    "a tab for indentation": ("id: a\nfields:\n\t- name: x\n", "spec.unreadable"),
    "two documents": ("--- [a]\n--- [b]\n", "spec.nothing"),
    "a key twice": ("id: a\nid: b\n", "spec.key_twice"),
    "a page": ("<html><body>Not here</body></html>", "spec.nothing"),
    "a JSON Schema": ('{"type": "object", "properties": {}}', "spec.nested"),
    "a pattern of brackets": (
        'id: a\nversion: 1\nfields:\n  - {name: x, constraints: {pattern: "' + "(" * 5000 + ")" * 5000 + '"}}\n',
        "spec.pattern",
    ),
    "a name of blanks": ('id: a\nversion: 1\nfields:\n  - {name: "   "}\n', "spec.missing"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_a_sentence(name: str):
    text, code = HOSTILE[name]
    assert code in codes(text)


def test_a_list_of_as_many_entries_as_allowed_works():
    listed = "".join(f"    - {{code: c{number}}}\n" for number in range(10_000))
    assert len(parse(HEAD + "lists:\n  many:\n" + listed, "x").field("x").choices) == 10_000


def test_the_line_is_that_of_the_fault():
    with pytest.raises(Refusal) as refusal:
        parse('{\n  "fields": [\n    {"name": "a"},\n    {"name" "b"}\n  ]\n}', "x.json")
    assert refusal.value.problem.facts["line"] == 4


def test_a_thousand_mistakes_are_cut_to_what_is_read():
    fields = "".join(f"  - {{name: f{number}, typ: string}}\n" for number in range(900))
    assert len(codes("id: a\nversion: 1\nfields:\n" + fields)) == 50


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*x"])
def test_a_pattern_that_explodes_elsewhere_is_let_be_for_ours_runs_in_line(pattern: str):
    text = f'id: a\nversion: 1\nfields:\n  - {{name: x, constraints: {{pattern: "{pattern}"}}}}\n'
    assert parse(text, "x").field("x").constraints.pattern == pattern


def test_nobody_looks_for_what_is_meant_by_more_keys_than_are_told(monkeypatch):
    looked = []
    monkeypatch.setattr(entries, "get_close_matches", lambda *asked: looked.append(asked) or [])
    keys = "".join(f"k{number}: 1\n" for number in range(1000))
    assert len(codes(f"id: a\nversion: 1\nfields: [{{name: x}}]\n{keys}")) == 50
    assert len(looked) == 50
