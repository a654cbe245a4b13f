"""The page of the interactive map: a picture without scripts, the same question as the table, bounded sources."""

import html
import json
import re

import pytest
from django.test import Client

from torg.catalogue.datasets import actions, map_views
from torg.catalogue.people.models import Organisation

from .conftest import Publish
from .test_dataset_pages import page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/datasets/badplatser/map"


def source(shown: str) -> str:
    return html.unescape(re.findall(r'data-source="([^"]*)"', shown)[0])


def test_the_page_has_the_picture_before_any_script(publish: Publish) -> None:
    publish()
    shown = page(ADDRESS)
    assert '<figure class="sketchmap">' in shown
    assert source(shown) == "/api/v1/tables/badplatser/export.geojson"
    assert 'href="/datasets/badplatser#data"' in shown
    assert 'href="/datasets/badplatser/map"' in page("/datasets/badplatser")


def test_no_other_page_loads_the_library(publish: Publish) -> None:
    publish()
    assert "maplibre" not in page("/datasets/badplatser")
    assert "maplibre" in page(ADDRESS)


def test_filters_of_the_table_hold_on_the_map(publish: Publish) -> None:
    publish()
    shown = page(f"{ADDRESS}?name.contains=ale&sort=name")
    assert "1 of 3 rows fit the filters." in words(shown)
    assert (
        source(shown)
        == "/api/v1/tables/badplatser/export.geojson?where=CASEI%28name%29+LIKE+CASEI%28%27%25ale%25%27%29"
    )
    assert 'href="/datasets/badplatser/map?name.contains=ale"' in page("/datasets/badplatser?name.contains=ale")


def test_of_too_many_places_a_sample_is_shown_and_said(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_views, "MOST_PLACES", 2)
    publish()
    shown = page(ADDRESS)
    assert "The map shows 2 of them, spread over the table." in words(shown)
    found = json.loads(Client().get(source(shown)).content)
    assert [one["geometry"]["coordinates"] for one in found["features"]] == [[18.0, 59.1], [18.2, 59.3]]
    assert found["features"][0]["properties"] == {"name": "Sjövik", "note": ""}
    some = page(f"{ADDRESS}?lon.from=18")
    assert source(some) == "/datasets/badplatser/map/sample.geojson?lon.from=18"
    answer = Client().get(source(some))
    assert len(json.loads(answer.content)["features"]) == 2
    assert Client().get(source(some), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_ground_is_what_the_hub_knows_of_its_publishers(publish: Publish) -> None:
    publish()
    area = {"type": "Polygon", "coordinates": [[[18.000001, 59], [18.000002, 59], [18.2, 59.3], [18, 59.3], [18, 59]]]}
    Organisation.objects.update(boundary=area)
    found = json.loads(Client().get("/datasets/badplatser/map/ground.geojson").content)
    assert found["features"][0]["geometry"]["coordinates"] == [
        [[[18.0, 59.0], [18.2, 59.3], [18.0, 59.3], [18.0, 59.0]]]
    ]


def test_what_is_not_there_has_no_map(publish: Publish) -> None:
    dataset = publish()
    page("/datasets/nothing/map", 404)
    page("/datasets/nothing/map/ground.geojson", 404)
    publish("bus", layers=2)
    page("/datasets/bus/map", 404)
    page("/datasets/bus/layer-1/map")
    actions.withdraw(by="test", dataset=dataset, because="It held names.")
    page(ADDRESS, 410)
    page(f"{ADDRESS}/sample.geojson", 410)


def test_words_for_the_script_cannot_end_the_attribute(publish: Publish) -> None:
    publish()
    told = re.findall(r'data-words="([^"]*)"', page(ADDRESS))[0]
    assert json.loads(html.unescape(told))["columns"]["lon"] == "Longitud"
    assert "<" not in told
