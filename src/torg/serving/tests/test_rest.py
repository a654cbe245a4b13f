"""Lists, tables and rows: what is answered, with which headers, and how mistakes are told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from lakes import NAMES
from torg.serving import application

from .conftest import COUNT, THEN, Hub, TestClient, dataset

ROWS = "/api/v1/tables/sjoar/rows"


def test_the_list_of_datasets_is_in_pages(hub: Hub) -> None:
    for number in range(4):
        hub.shelf.put(dataset(slug=f"d{number}", tables=(), former_slugs=(), modified=THEN + timedelta(days=number)))
    found, address = [], "/api/v1/datasets?limit=2"
    while address:
        answer = hub.client.get(address)
        body = answer.json()
        assert body["total"] == 5
        assert len(body["items"]) <= 2
        found += [item["slug"] for item in body["items"]]
        address = body["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
    assert found == ["d3", "d2", "d1", "d0", "sjoar"]


def test_datasets_are_found_by_title_and_publisher(hub: Hub) -> None:
    ask = hub.client.get
    assert ask("/api/v1/datasets?q=SJÖAR").json()["total"] == 1
    assert ask("/api/v1/datasets?q=skola").json() == {"items": [], "next": None, "total": 0, "reading": "written"}
    assert ask("/api/v1/datasets?organisation=are").json()["total"] == 1
    assert ask("/api/v1/datasets?q=%00").status_code == 200


def test_a_dataset_leads_to_its_table_and_the_table_to_its_rows_and_files(hub: Hub) -> None:
    found = hub.client.get("/api/v1/datasets/sjoar").json()
    assert found["organisation"] == {"slug": "are", "name": "Åre kommun"}
    table = hub.client.get(found["tables"][0]["url"]).json()
    assert [column["name"] for column in table["columns"]] == list(NAMES)
    assert (table["rows"], table["version"], table["geometry"]["kind"]) == (COUNT, 1, "point")
    assert hub.client.get(table["rows_url"]).json()["total"] == COUNT
    assert hub.client.get(table["exports"]["csv"]).status_code == 200


def test_rows_come_page_by_page_through_next(hub: Hub) -> None:
    found, address = [], f"{ROWS}?limit=20&order_by=-depth,code&select=code&where=capacity %3E 2"
    while address:
        answer = hub.client.get(address)
        body = answer.json()
        assert list(body) == ["items", "next", "total", "version"]
        assert answer.headers["x-version"] == "1"
        found += [item["code"] for item in body["items"]]
        address = body["next"]
    assert len(found) == len(set(found)) == body["total"] > 40


def test_pages_go_on_in_the_version_they_began_in(hub: Hub) -> None:
    first = hub.client.get(f"{ROWS}?limit=50&select=code").json()
    hub.publish(2, 10)
    second = hub.client.get(first["next"]).json()
    assert (second["version"], len(second["items"])) == (1, COUNT - 50)
    assert hub.client.get(ROWS).json()["version"] == 2
    assert hub.client.get(f"{ROWS}?version=1").json()["total"] == COUNT
    assert hub.client.get(f"{ROWS}?version=3").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/datasets", "/api/v1/datasets/sjoar", "/api/v1/tables/t_lakes", ROWS])
def test_an_answer_that_is_known_is_not_sent_again(hub: Hub, path: str) -> None:
    first = hub.client.get(path)
    tag = first.headers["etag"]
    known = hub.client.get(path, headers={"If-None-Match": f'"x", {tag}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    hub.publish(2, 10)
    changed = hub.client.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["etag"] == tag) == (200, False)


@pytest.mark.parametrize("path", ["/api/v1/datasets", ROWS, "/api/v1/openapi.json", "/api/v1/tables/x", f"{ROWS}?x=1"])
def test_every_answer_may_be_read_from_any_page(hub: Hub, path: str) -> None:
    answer = hub.client.get(path)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Link" in answer.headers["access-control-expose-headers"]
    asked = hub.client.options(path, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/datasets", ROWS, f"{ROWS}?x=1", "/api/v1/tables/t_lakes/export.csv"])
def test_head_has_the_headers_of_get_and_no_body(hub: Hub, path: str) -> None:
    full, head = hub.client.get(path), hub.client.head(path)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert dict(head.headers) == dict(full.headers)


def test_long_answers_are_compressed_and_short_ones_are_not(hub: Hub) -> None:
    packed = hub.client.get(ROWS, headers={"Accept-Encoding": "gzip"})
    plain = hub.client.get(ROWS, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.content == plain.content
    assert "content-encoding" not in hub.client.get(f"{ROWS}?limit=1").headers
    assert "Accept-Encoding" in plain.headers["vary"]


MISTAKES = [
    (f"{ROWS}?limt=5", 400, "parameter.near", {"parameter": "limt", "nearest": "limit"}),
    (f"{ROWS}?offset=5", 400, "parameter.near", {"parameter": "offset", "nearest": "cursor"}),
    (f"{ROWS}?filter=a", 400, "parameter.near", {"parameter": "filter", "nearest": "where"}),
    (f"{ROWS}?xyz=5", 400, "parameter.unknown", {"parameter": "xyz"}),
    ("/api/v1/datasets?filter=a", 400, "parameter.unknown", {"parameter": "filter"}),
    ("/api/v1", 404, "page.not_found", {"value": "/api/v1"}),
    ("/api/v1/tables?limit=1", 404, "page.not_found", {"value": "/api/v1/tables"}),
    (f"{ROWS}?callback=x", 400, "parameter.unknown", {"parameter": "callback"}),
    ("/api/v1/datasets/sjoar?x=1", 400, "parameter.none", {}),
    (f"{ROWS}?limit=5&limit=6", 400, "parameter.twice", {}),
    (f"{ROWS}?{'limit=5&' * 100}", 400, "parameter.many", {}),
    (f"{ROWS}?version=x", 400, "parameter.number", {}),
    ("/api/v1/datasets?limit=1001", 400, "parameter.number", {}),
    (f"{ROWS}?where=kapacitet%3E5", 400, "query.near_column", {"nearest": "capacity", "value": "kapacitet"}),
    (f"{ROWS}?where=capacity%3D%27x%27", 400, "query.number", {"column": "capacity", "value": "x"}),
    (f"{ROWS}?cursor=abc", 400, "query.cursor", {}),
    ("/api/v1/datasets/nothing", 404, "dataset.none", {}),
    ("/api/v1/tables/nothing/rows", 404, "table.none", {}),
    ("/api/v1/tables/nothing/export.csv", 404, "table.none", {}),
    ("/api/v1/tables/sjoar/export.xls", 404, "export.format", {"nearest": "xlsx"}),
    ("/api/v1/tables/sjoar/export.csv?excel=perhaps", 400, "parameter.truth", {}),
    ("/api/v1/tables/sjoar/export.csv?limit=3", 400, "parameter.unknown", {}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "code", "facts"), MISTAKES, ids=[each[0] for each in MISTAKES])
def test_a_mistake_is_told_as_rfc_9457_has_it(
    hub: Hub, path: str, status: int, code: str, facts: dict[str, str]
) -> None:
    answer = hub.client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert {"type", "title", "status", "detail"} <= body.keys()
    assert body["status"] == status
    told = body["problems"][0]
    assert (told["code"], told["sentence"]) == (code, body["detail"])
    assert {key: told[key] for key in facts} == facts


def test_all_mistakes_of_a_question_come_at_once(hub: Hub) -> None:
    told = hub.client.get(f"{ROWS}?select=a&order_by=b&where=c%3D1&limit=d").json()["problems"]
    assert [each["parameter"] for each in told] == ["select", "order_by", "limit", "where"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(hub: Hub, method: str) -> None:
    answer = hub.client.request(method, ROWS)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["problems"][0]["code"] == "method"


def test_a_former_slug_leads_on(hub: Hub) -> None:
    for path in ("/api/v1/datasets/vatten", "/api/v1/tables/vatten/rows?limit=3"):
        answer = hub.client.get(path)
        assert answer.status_code == 308
        assert answer.headers["location"] == f"http://hub.example{path.replace('vatten', 'sjoar')}"
        assert hub.client.get(answer.headers["location"]).status_code == 200


def test_what_was_withdrawn_is_gone_at_once_and_says_why(hub: Hub) -> None:
    """USE-7."""
    page = hub.client.get(f"{ROWS}?limit=5").json()["next"]
    export = hub.client.get("/api/v1/tables/t_lakes/export.csv")
    hub.shelf.withdraw("d_sjoar", "names of people", replaced_by="sjoar-2026")
    for path in ("/api/v1/datasets/sjoar", "/api/v1/tables/t_lakes", ROWS, page, "/api/v1/tables/t_lakes/export.csv"):
        answer = hub.client.get(path, headers={"If-None-Match": export.headers["etag"]})
        assert answer.status_code == 410
        body = answer.json()
        assert (body["why"], body["replaced_by"]) == (
            "names of people",
            "http://hub.example/api/v1/datasets/sjoar-2026",
        )
        assert "names of people" in body["detail"]
    assert hub.client.get("/api/v1/datasets").json()["total"] == 0


def test_one_withdrawn_table_leaves_the_others(hub: Hub) -> None:
    whole = dataset(hub.publish(2, 5))
    gone = replace(whole.tables[0], id="t_gone", slug="sjoar--gone", withdrawn="empty")
    hub.shelf.put(replace(whole, tables=(*whole.tables, gone)))
    assert hub.client.get("/api/v1/tables/t_gone/rows").status_code == 410
    assert [table["id"] for table in hub.client.get("/api/v1/datasets/sjoar").json()["tables"]] == ["t_lakes"]
    assert hub.client.get(ROWS).status_code == 200


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "<script>", "", "x" * 300, "a:999999", "a\\b"])
def test_a_host_that_is_none_is_refused(hub: Hub, host: str) -> None:
    answer = hub.client.get("/api/v1/datasets", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["code"] == "api.host"


@pytest.mark.parametrize("host", ["hub.example", "127.0.0.1:8000", "[::1]:80", "localhost"])
def test_addresses_in_answers_are_those_of_the_request(hub: Hub, host: str) -> None:
    assert hub.client.get(f"{ROWS}?limit=1", headers={"Host": host}).json()["next"].startswith(f"http://{host}{ROWS}?")


@pytest.mark.parametrize(("behind", "public", "origin"), [
    (False, "", "http://hub.example"),
    (True, "", "https://hub.example"),
    (False, "https://data.are.example", "https://data.are.example"),
])  # fmt: skip
def test_an_operator_says_where_the_hub_is_reached(hub: Hub, behind: bool, public: str, origin: str) -> None:
    settings = replace(hub.settings, behind_proxy=behind, public_url=public)
    with TestClient(application(settings), base_url="http://hub.example") as client:
        answer = client.get(f"{ROWS}?limit=1", headers={"X-Forwarded-Proto": "https"})
    assert answer.json()["next"].startswith(f"{origin}{ROWS}?")


def test_sixteen_at_once_each_get_their_own_answer(hub: Hub) -> None:
    def ask(turn: int) -> tuple[int, int]:
        body = hub.client.get(f"{ROWS}?where=code%3D%27{turn:04}%27&limit={1 + turn % 3}").json()
        return body["total"], int(body["items"][0]["code"])

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(ask, range(96))) == [(1, turn) for turn in range(96)]
