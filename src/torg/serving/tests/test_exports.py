"""Exports: whole ones are kept, with digest and count; filtered ones are streamed with their count."""

import base64
import csv
import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as parquet
import pytest

from lakes import NAMES, rows
from torg.engine.formats import WRITERS
from torg.foundation.storage import open_storage
from torg.serving import keeping

from .conftest import COUNT, Hub, dataset

EXPORT = "/api/v1/tables/sjoar/export"


def count(name: str, content: bytes) -> int:
    """Rows in an exported file."""
    if name == "xlsx":
        return len(list(openpyxl.load_workbook(io.BytesIO(content))["Data"].iter_rows())) - 1
    if name == "parquet":
        return parquet.read_table(io.BytesIO(content)).num_rows
    if name == "csv":
        return len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1
    if name == "ndjson":
        return len(content.splitlines())
    found = json.loads(content)
    return len(found["features"] if name == "geojson" else found)


@pytest.mark.parametrize("name", WRITERS)
def test_a_whole_export_carries_digest_count_and_version_and_is_the_same_again(hub: Hub, name: str) -> None:
    """USE-4."""
    first = hub.client.get(f"{EXPORT}.{name}")
    assert first.status_code == 200
    digest = base64.b64encode(hashlib.sha256(first.content).digest()).decode()
    assert first.headers["digest"] == f"sha-256={digest}"
    assert first.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert (first.headers["x-row-count"], first.headers["x-version"]) == (str(COUNT), "1")
    assert first.headers["content-disposition"] == f'attachment; filename="sjoar.{name}"'
    assert count(name, first.content) == COUNT
    again = hub.client.get(f"{EXPORT}.{name}")
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    known = hub.client.get(f"{EXPORT}.{name}", headers={"If-None-Match": first.headers["etag"]})
    assert known.status_code == 304


def test_a_whole_export_is_made_once_also_when_many_ask_at_once(hub: Hub) -> None:
    with ThreadPoolExecutor(16) as threads:
        found = set(threads.map(lambda _: hub.client.get(f"{EXPORT}.xlsx").content, range(16)))
    assert len(found) == 1
    keys = sorted(open_storage(hub.settings.storage_url).keys("exports/"))
    assert keys == ["exports/t_lakes/1/data.xlsx", "exports/t_lakes/1/data.xlsx.json"]


@pytest.mark.parametrize("name", WRITERS)
def test_a_filtered_export_has_its_exact_count(hub: Hub, name: str) -> None:
    path = f"{EXPORT}.{name}?where=capacity%3E2&select=code,capacity&order_by=-capacity"
    answer = hub.client.get(path)
    expected = [row for row in rows(COUNT) if row[2] is not None and row[2] > 2]
    assert answer.headers["x-row-count"] == str(len(expected))
    assert count(name, answer.content) == len(expected)
    assert "digest" not in answer.headers
    head = hub.client.head(path)
    assert (head.status_code, head.headers["x-row-count"]) == (200, str(len(expected)))


def test_columns_come_as_asked_for(hub: Hub) -> None:
    lines = list(csv.reader(io.StringIO(hub.client.get(f"{EXPORT}.csv?select=capacity,code").text, newline="")))
    assert lines[0] == ["capacity", "code"]
    assert lines[1:] == [["" if row[2] is None else str(row[2]), row[0]] for row in rows(COUNT)]


def test_a_filtered_stream_is_compressed(hub: Hub) -> None:
    answer = hub.client.get(f"{EXPORT}.csv?where=TRUE", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == hub.client.get(f"{EXPORT}.csv").content


def test_csv_for_a_spreadsheet_is_a_file_of_its_own(hub: Hub) -> None:
    """USE-3."""
    answer = hub.client.get(f"{EXPORT}.csv?excel=1")
    assert answer.content.startswith(b"\xef\xbb\xbfcode;")
    assert 'filename="sjoar-excel.csv"' in answer.headers["content-disposition"]
    assert hub.client.get(f"{EXPORT}.csv").content.startswith(b"code,")


def test_part_of_a_file_can_be_asked_for(hub: Hub) -> None:
    whole = hub.client.get(f"{EXPORT}.csv")
    size = len(whole.content)

    def part(value: str, **more: str) -> tuple[int, bytes, str | None]:
        answer = hub.client.get(f"{EXPORT}.csv", headers={"Range": value, **more})
        return answer.status_code, answer.content, answer.headers.get("content-range")

    assert part("bytes=0-9") == (206, whole.content[:10], f"bytes 0-9/{size}")
    assert part("bytes=100-") == (206, whole.content[100:], f"bytes 100-{size - 1}/{size}")
    assert part("bytes=-7") == (206, whole.content[-7:], f"bytes {size - 7}-{size - 1}/{size}")
    assert part(f"bytes=5-{size * 9}")[:2] == (206, whole.content[5:])
    assert part(f"bytes={size}-")[0] == 416
    assert part("bytes=5-2") == part("lines=1-2") == part("bytes=-") == (200, whole.content, None)
    assert part("bytes=0-9", **{"If-Range": '"other"'})[0] == 200


def test_a_table_without_places_has_no_geojson(hub: Hub) -> None:
    version = hub.publish(2, 5)
    hub.shelf.put(dataset(replace(version, geometry=None)))
    answer = hub.client.get(f"{EXPORT}.geojson")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (404, "export.no_places")
    assert "geojson" not in hub.client.get("/api/v1/tables/sjoar").json()["exports"]


def test_a_large_workbook_is_made_in_a_process_of_its_own(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    here = hub.client.get(f"{EXPORT}.xlsx")
    for path in Path(hub.settings.storage_url, "exports").rglob("*.*"):
        path.unlink()
    monkeypatch.setattr(keeping, "_SMALL_ROWS", 10)
    monkeypatch.setattr(keeping, "_write", None)
    apart = hub.client.get(f"{EXPORT}.xlsx")
    assert (apart.status_code, apart.content) == (200, here.content)


def test_exports_that_somebody_cleared_are_made_again(hub: Hub) -> None:
    first = hub.client.get(f"{EXPORT}.csv")
    for path in Path(hub.settings.storage_url, "exports").rglob("*.*"):
        path.unlink()
    assert hub.client.get(f"{EXPORT}.csv").content == first.content


def test_each_version_has_its_own_files(hub: Hub) -> None:
    hub.publish(2, 5)
    assert hub.client.get(f"{EXPORT}.csv").headers["x-row-count"] == "5"
    assert hub.client.get(f"{EXPORT}.csv?version=1").headers["x-row-count"] == str(COUNT)
    assert hub.client.get(f"{EXPORT}.ndjson?version=1&where=code%3D%270001%27").json()["code"] == "0001"


def test_every_cell_is_the_same_in_rows_csv_and_parquet(hub: Hub) -> None:
    table = parquet.read_table(io.BytesIO(hub.client.get(f"{EXPORT}.parquet").content)).to_pylist()
    assert [tuple(row.values()) for row in table] == rows(COUNT)
    items = hub.client.get("/api/v1/tables/sjoar/rows?limit=1000").json()["items"]
    lines = csv.DictReader(io.StringIO(hub.client.get(f"{EXPORT}.csv").text, newline=""))
    for item, line in zip(items, lines, strict=True):
        for name in set(NAMES) - {"place"}:
            text = "" if item[name] is None else str(item[name])
            assert line[name] == (text.lower() if isinstance(item[name], bool) else line[name])
            if isinstance(item[name], str):
                assert line[name] == text
            elif item[name] is not None and not isinstance(item[name], bool):
                assert float(line[name]) == float(item[name])


def test_a_workbook_says_which_rows_of_which_version_it_holds(hub: Hub) -> None:
    """USE-4."""
    about = {}
    for question in ("", "?where=capacity%3E2"):
        book = openpyxl.load_workbook(io.BytesIO(hub.client.get(f"{EXPORT}.xlsx{question}").content))
        assert book.sheetnames == ["Data", "About"]
        cells = book["About"].iter_rows(values_only=True)
        about[question] = {row[0]: row[1] for row in cells if row[0]}
        assert about[question]["Rows"] == str(book["Data"].max_row - 1)
        assert len(about[question]["Digest of the data (SHA-256)"]) == 64
    assert "Only rows with" not in about[""]
    assert about["?where=capacity%3E2"]["Only rows with"] == "capacity>2"
