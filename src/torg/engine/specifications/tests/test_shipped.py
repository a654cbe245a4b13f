"""Every specification that ships is whole: words in six languages, about-texts, an example, mistakes."""

import csv
from pathlib import Path

import pytest
import yaml

from torg.engine.specifications import Specification, load
from torg.engine.specifications.json_form import as_json, from_json
from torg.engine.specifications.loading.naming import plain
from torg.foundation.shipped import shipped

LANGUAGES = ("en", "sv", "da", "de", "fr", "pl")
FOLDERS = sorted(path.parent for path in shipped("specifications").glob("[!_]*/*/specification.yaml"))
MANY = 24
"""So many the library has to have."""


def _names(folder: Path) -> str:
    return f"{folder.parent.name} {folder.name}"


@pytest.fixture(params=FOLDERS, ids=_names)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def shipped_one(folder: Path) -> Specification:
    return load(folder / "specification.yaml")


def test_the_library_is_large():
    assert len({folder.parent.name for folder in FOLDERS}) >= MANY


def test_it_is_called_as_its_folder_and_adopted(folder: Path, shipped_one: Specification):
    assert (shipped_one.id, shipped_one.version) == (folder.parent.name, folder.name)
    assert shipped_one.status == "adopted"
    assert shipped_one.changes
    assert shipped_one.key


def test_it_has_its_words_in_six_languages(shipped_one: Specification):
    for words in (shipped_one.labels, shipped_one.descriptions, shipped_one.one_row, shipped_one.file_words):
        assert _lacking(words) == []


def test_its_fields_have_labels_in_six_languages(shipped_one: Specification):
    assert [(one.name, _lacking(one.labels)) for one in shipped_one.fields if _lacking(one.labels)] == []


def test_its_fields_say_what_they_are_in_english_and_swedish(shipped_one: Specification):
    silent = [one.name for one in shipped_one.fields if not (one.descriptions.get("en") and one.descriptions.get("sv"))]
    assert silent == []


def test_its_fields_are_known_by_headings_of_six_languages(shipped_one: Specification):
    """The label counts; where it is the name itself, nothing further is needed (id, e-post excepted by itself)."""
    lacking = [
        (one.name, code) for one in shipped_one.fields for code in LANGUAGES if not _known_in(code, one)
    ]  # fmt: skip
    assert lacking == []


def _known_in(code, one) -> bool:
    """Rule: a field needs an alias in each language, unless its label there is its name or an alias of no language."""
    everywhere = {plain(word) for word in (one.name, *one.aliases.get("", ()))}
    return bool(one.aliases.get(code)) or plain(one.labels.get(code, "")) in everywhere


def test_the_words_of_its_lists_have_labels_in_six_languages(shipped_one: Specification):
    members = [part for one in shipped_one.fields for part in (one, one.item) if part]
    lacking = [
        (one.name, choice.code) for one in members for choice in one.choices if _lacking(choice.labels)
    ]  # fmt: skip
    assert lacking == []


def _lacking(words) -> list[str]:
    return [code for code in LANGUAGES if not words.get(code)]


def test_no_alias_belongs_to_two_fields_of_one_language(shipped_one: Specification):
    owners: dict[tuple[str, str], set[str]] = {}
    for one in shipped_one.fields:
        for code, words in one.aliases.items():
            for word in words:
                owners.setdefault((code, plain(word)), set()).add(one.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_text_says_why_and_how(folder: Path, language: str):
    words = (folder / f"about.{language}.md").read_text(encoding="utf-8")
    assert len(words.split()) >= 120


def test_the_example_shows_every_needed_field_in_five_rows(folder: Path, shipped_one: Specification):
    with (folder / "example.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 5
    needed = {one.name for one in shipped_one.fields if one.level == "required"}
    assert needed <= set(rows[0])
    assert set(rows[0]) <= {one.name for one in shipped_one.fields}
    assert [(name, number) for number, row in enumerate(rows, 2) for name in sorted(needed) if not row[name]] == []


def test_five_mistakes_say_what_is_expected(folder: Path):
    expected = yaml.safe_load((folder / "mistakes" / "expected.yaml").read_text(encoding="utf-8"))
    files = {path.name for path in (folder / "mistakes").glob("*.csv")}
    assert len(files) >= 5
    assert set(expected) == files
    told = [one for found in expected.values() for one in (found if isinstance(found, list) else [found])]
    assert all("code" in one for one in told)


def test_it_comes_back_from_json_as_it_was(shipped_one: Specification):
    assert from_json(as_json(shipped_one)) == shipped_one


def test_no_two_are_called_the_same():
    """A file called “toalett” has to lead to one specification first."""
    owners: dict[tuple[str, str], set[str]] = {}
    for folder in FOLDERS:
        one = load(folder / "specification.yaml")
        for code, label in one.labels.items():
            owners.setdefault((code, plain(label)), set()).add(one.id)
    assert {label: names for label, names in owners.items() if len(names) > 1} == {}
