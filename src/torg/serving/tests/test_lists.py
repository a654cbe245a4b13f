"""Finding datasets through the API: words, choices, counts, pages, and mistakes that are told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from torg.engine.search import keeping
from torg.engine.shelf import Name

from .conftest import THEN, Hub, dataset

LIST = "/api/v1/datasets"


@pytest.fixture
def lists(hub: Hub) -> Hub:
    for number, title in enumerate(("Badplatser", "Skolor", "Lekplatser", "Naturlekplatser")):
        made = dataset(slug=title.lower(), tables=(), former_slugs=(), modified=THEN + timedelta(days=number))
        themes = ("ENVI",) if number % 2 else ()
        hub.shelf.put(replace(made, title={"sv": title}, themes=themes, places=(Name("are", "Åre kommun"),)))
    hub.shelf.put(dataset(slug="lund", tables=(), former_slugs=(), organisation=Name("lund", "Lunds kommun")))
    return hub


def ask(hub: Hub, query: str) -> Any:
    answer = hub.client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(hub: Hub, query: str) -> list[str]:
    return [item["slug"] for item in ask(hub, query)["items"]]


def test_an_item_is_a_whole_dataset(lists: Hub) -> None:
    item = ask(lists, "q=sjö")["items"][0]
    assert item == lists.client.get("/api/v1/datasets/sjoar").json()
    assert (item["title"], item["organisation"]["slug"]) == ({"sv": "Sjöar i Åre"}, "are")


def test_words_are_read_as_written_or_nearly(lists: Hub) -> None:
    assert found(lists, "q=badplats") == ["badplatser"]
    near = ask(lists, "q=badpltaser")
    assert ([item["slug"] for item in near["items"]], near["reading"]) == (["badplatser"], "near")
    assert ask(lists, "q=xyzzyxyz")["total"] == 0


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("organisation=lund", {"lund"}),
        ("theme=envi", {"skolor", "naturlekplatser"}),
        ("theme=ENVI&q=skola", {"skolor"}),
        ("format=GeoJSON", {"sjoar"}),
        ("place=are", {"badplatser", "skolor", "lekplatser", "naturlekplatser"}),
        ("updated_since=2026-06-03", {"lekplatser", "naturlekplatser"}),
        ("updated_since=2026-06-03T12:00:00%2B02:00&q=lekplats", {"naturlekplatser"}),
    ],
)
def test_choices_narrow_the_list(lists: Hub, query: str, slugs: set[str]) -> None:
    assert set(found(lists, query)) == slugs


@pytest.mark.parametrize(
    ("query", "code", "nearest"),
    [
        ("organisation=lunt", "search.value_near", "lund"),
        ("organisation=zzzzzz", "search.value", None),
        ("organisation=lunt&q=skola", "search.value_near", "lund"),
        ("theme=ENVY", "search.value_near", "ENVI"),
        ("format=geojsn", "search.value_near", "geojson"),
        ("place=aare", "search.value_near", "are"),
        ("facets=organization", "search.value_near", "organisation"),
        ("updated_since=last+week", "search.since", None),
        ("q=" + "a" * 201, "search.long", None),
        ("offset=7", "parameter.near", "cursor"),
        ("cursor=abc", "query.cursor", None),
        ("cursor=WyJvIiwxMF0", "query.cursor", None),
        ("q=skola&cursor=WyJvIiwtMV0", "query.cursor", None),
        ("q=skola&cursor=WyJvIl0", "query.cursor", None),
        ("q=skola&cursor=%00", "query.cursor", None),
        ("cursor=WyJzIiwxLDJd", "query.cursor", None),
    ],
)
def test_a_mistake_is_told_with_the_nearest_value(lists: Hub, query: str, code: str, nearest: str | None) -> None:
    answer = lists.client.get(f"{LIST}?{query}")
    problem = answer.json()["problems"][0]
    assert (answer.status_code, problem["code"], problem.get("nearest")) == (400, code, nearest)


@pytest.mark.parametrize("query", ["", "q=platser", "theme=ENVI", "format=csv", "organisation=are", "q="])
def test_next_leads_through_everything_once(lists: Hub, query: str) -> None:
    whole = found(lists, f"{query}&limit=1000")
    seen, address = [], f"{LIST}?{query}&limit=1"
    while address:
        body = lists.client.get(address).json()
        assert body["total"] == len(whole)
        seen += [item["slug"] for item in body["items"]]
        address = body["next"]
    assert seen == whole
    assert len(seen) == len(set(seen)) > 0


@pytest.mark.parametrize("query", ["", "format=csv"])
def test_what_changes_meanwhile_is_neither_missed_nor_told_twice(lists: Hub, query: str) -> None:
    body = ask(lists, f"{query}&limit=2")
    lists.shelf.put(dataset(slug="new", tables=(), former_slugs=(), modified=THEN + timedelta(days=99)))
    rest = lists.client.get(body["next"].replace("limit=2", "limit=99")).json()
    slugs = [item["slug"] for item in (*body["items"], *rest["items"])]
    assert len(slugs) == len(set(slugs)) == 6


def test_values_are_counted_by_name(lists: Hub) -> None:
    facets = ask(lists, "facets=organisation,theme,format,place,freshness&limit=0")["facets"]
    assert facets["organisation"] == [
        {"value": "are", "name": "Åre kommun", "count": 5}, {"value": "lund", "name": "Lunds kommun", "count": 1},
    ]  # fmt: skip
    assert facets["theme"] == [{"value": "ENVI", "name": "Environment", "count": 2}]
    assert {"value": "geojson", "name": "geojson", "count": 1} in facets["format"]
    assert facets["place"] == [{"value": "are", "name": "Åre kommun", "count": 4}]
    assert [one["value"] for one in facets["freshness"]] == ["week", "month", "year"]
    assert list(ask(lists, "q=skola&facets=theme")["facets"]) == ["theme"]


def test_a_change_is_in_the_next_answer(lists: Hub) -> None:
    assert found(lists, "q=kajakhyra") == []
    lists.shelf.put(dataset(slug="kajak", tables=(), former_slugs=(), title={"sv": "Kajakhyra"}))
    assert found(lists, "q=kajakhyra") == ["kajak"]
    lists.shelf.withdraw("d_kajak", "wrong")
    assert found(lists, "q=kajakhyra") == []


def test_an_answer_known_already_costs_nothing(lists: Hub) -> None:
    tag = lists.client.get(f"{LIST}?q=skola").headers["etag"]
    assert lists.client.get(f"{LIST}?q=skola", headers={"If-None-Match": tag}).status_code == 304
    lists.shelf.put(dataset(slug="new", tables=(), former_slugs=()))
    assert lists.client.get(f"{LIST}?q=skola", headers={"If-None-Match": tag}).status_code == 200


@pytest.fixture
def unfinished(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """The first index of many datasets, which nobody goes on making."""
    monkeypatch.setattr(keeping, "FEW", 0)
    monkeypatch.setattr(keeping.Keeper, "_start_builder", lambda _: None)
    return hub


def test_while_the_first_index_is_made_searching_waits_and_the_list_is_whole(unfinished: Hub) -> None:
    answer = unfinished.client.get(f"{LIST}?q=sjö")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["problems"][0]["code"] == "search.preparing"
    assert [item["slug"] for item in unfinished.client.get(LIST).json()["items"]] == ["sjoar"]


def test_the_index_lies_beside_the_cache(lists: Hub, tmp_path: Path) -> None:
    found(lists, "q=skola")
    assert any((tmp_path / "search").iterdir())
