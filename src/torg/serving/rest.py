"""Datasets, tables and rows as JSON."""

from urllib.parse import urlencode

import orjson

from torg.engine.queries import Query, parse_query

from .answers import Answer, as_json, stop
from .doors import Asked
from .finding import etag, find_dataset, find_table
from .records import dataset_record, table_record


async def dataset(asked: Asked) -> Answer:
    found = find_dataset(asked)
    return as_json(dataset_record(found, asked.origin), ETag=etag(asked, asked.hub.revision))


async def table(asked: Asked) -> Answer:
    dataset, table, version = find_table(asked)
    headers = {"ETag": etag(asked, asked.hub.revision), **_number(version.number)}
    return as_json(table_record(dataset, table, version, asked.origin), **headers)


async def rows(asked: Asked) -> Answer:
    _, _, version = find_table(asked)
    values = {name: value for name, value in asked.values.items() if name != "version"}
    query = parse_query(version, **values)
    if not isinstance(query, Query):
        raise stop(400, *query)
    tag = etag(asked, version.table, version.number)
    engine = asked.hub.engine
    page = engine.ready_page(version, query)
    if page is None:
        page = await asked.hub.quick(engine.page, version, query)
    following = _with(asked, cursor=page.cursor) if page.cursor else None
    body = b'{"items":%b,"next":%b,"total":%d,"version":%d}' % (
        page.items, orjson.dumps(following), page.total, version.number,
    )  # fmt: skip
    return _linked(Answer(body, headers={"ETag": tag, **_number(version.number)}), following)


def _number(version: int) -> dict[str, str]:
    return {"X-Version": str(version)}


def _with(asked: Asked, **changed: str) -> str:
    """This address with other values."""
    return f"{asked.url}?{urlencode({**asked.values, **changed})}"


def _linked(answer: Answer, following: str | None) -> Answer:
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer
