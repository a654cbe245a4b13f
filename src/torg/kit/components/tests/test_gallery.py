import re
from pathlib import Path

import pytest
from django.test import Client

import torg.kit.components
from torg.kit.components.environment import COMPONENTS

HERE = Path(torg.kit.components.__file__).parent
FOLDERS = sorted(folder.name for folder in HERE.iterdir() if (folder / f"{folder.name}.html").is_file())


def test_every_folder_is_a_component_of_the_gallery() -> None:
    assert set(FOLDERS) - {"layout"} == set(COMPONENTS)


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_its_style_and_its_examples(name: str) -> None:
    assert (HERE / name / f"{name}.css").is_file()
    assert (HERE / name / "examples.html").is_file()


def test_the_gallery_shows_every_component() -> None:
    answer = Client().get("/gallery")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert [name for name in COMPONENTS if f'id="c-{name}"' not in page] == []
    assert "{{" not in page
    assert not answer.cookies


def test_templates_carry_no_inline_style_and_no_inline_script() -> None:
    """The one style is in the code that a page shows for others to copy. What engine writes is a file to send."""
    source = Path(torg.__file__).parent
    faults = [
        f"{path.name}: {found}"
        for path in source.rglob("*.html")
        if source / "engine" not in path.parents
        for found in re.findall(r'<script(?![^>]* src=)|<style| style=(?!"border:0")| on\w+="', path.read_text())
    ]
    assert faults == []


def test_templates_stay_short() -> None:
    source = Path(torg.__file__).parent
    assert [path.name for path in source.rglob("*.html") if len(path.read_text().splitlines()) > 60] == []
