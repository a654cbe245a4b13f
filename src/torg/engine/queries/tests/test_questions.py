"""Conditions select the rows that Python selects, exactly, and every mistake is told with the nearest name."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lakes import COLUMNS, NAMES, lakes, rows
from torg.engine.queries import Engine, Query, conditions, parse_query
from torg.engine.tables import Version
from torg.foundation.problems import Problem
from torg.foundation.storage import open_storage

COUNT = 60
Lake = dict[str, Any]
LAKES: list[Lake] = [dict(zip(NAMES, row, strict=True)) for row in rows(COUNT)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Version]]:
    folder = tmp_path_factory.mktemp("questions")
    storage = open_storage(str(folder / "storage"))
    engine = Engine(storage, folder / "cache", threads=2)
    yield engine, lakes(storage, folder, COUNT)
    engine.close()


def codes(place: tuple[Engine, Version], **asked: Any) -> list[str]:
    engine, version = place
    query = parse_query(version, select="code", limit=10_000, **asked)
    assert isinstance(query, Query), query
    page = engine.page(version, query)
    found = [item["code"] for item in orjson.loads(page.items)]
    assert page.total == len(found)
    return found


def problem(version: Version, **asked: Any) -> Problem:
    found = parse_query(version, **asked)
    assert isinstance(found, list), found
    assert len(found) == 1
    assert len(found[0].sentence()) > 20
    return found[0]


def known(test: Callable[[Any], bool], column: str) -> list[str]:
    return [lake["code"] for lake in LAKES if lake[column] is not None and test(lake[column])]


BIG = Decimal("12345678901234567890123456800")
WHERE: list[tuple[str, list[str]]] = [
    ("capacity > 5", known(lambda v: v > 5, "capacity")),
    ("CAPACITY > 5 OR capacity <= 5".replace("CAPACITY", "capacity"), known(lambda v: True, "capacity")),
    ("5 < capacity", known(lambda v: v > 5, "capacity")),
    ("capacity = -3", known(lambda v: v == -3, "capacity")),
    ("capacity = 2.0", known(lambda v: v == 2, "capacity")),
    ("capacity = 2.5", []),
    ("capacity <> 2.5", known(lambda v: True, "capacity")),
    ("capacity < 2.5", known(lambda v: v < 2.5, "capacity")),
    ("capacity >= 2.5", known(lambda v: v >= 2.5, "capacity")),
    ("capacity > 99999999999999999999999", []),
    ("capacity < 99999999999999999999999", known(lambda v: True, "capacity")),
    ("capacity > -1e30", known(lambda v: True, "capacity")),
    ("capacity IN (1, 2, 2.5, -3, 1e25)", known(lambda v: v in (1, 2, -3), "capacity")),
    ("capacity NOT IN (1, 2)", known(lambda v: v not in (1, 2), "capacity")),
    ("capacity BETWEEN 0.5 AND 3.5", known(lambda v: 1 <= v <= 3, "capacity")),
    ("capacity NOT BETWEEN 1 AND 3", known(lambda v: not 1 <= v <= 3, "capacity")),
    (f"huge = {BIG}", known(lambda v: v == BIG, "huge")),
    (f"huge > {'9' * 60}", []),
    (f"huge < {'9' * 60}", known(lambda v: True, "huge")),
    ("huge <> 0.5", known(lambda v: True, "huge")),
    (f"huge > {BIG}", known(lambda v: v > BIG, "huge")),
    ("depth = 0.3", known(lambda v: v == Decimal("0.3"), "depth")),
    ("depth = 0.3000000000000000000000000001", []),
    ("depth > 0.2999999999999999999999999999", known(lambda v: v >= Decimal("0.3"), "depth")),
    ("depth <= 0.3000000000000000000000000001", known(lambda v: v <= Decimal("0.3"), "depth")),
    ("depth < 1e40", known(lambda v: True, "depth")),
    ("tiny = 0.000000002", known(lambda v: v == Decimal("2e-9"), "tiny")),
    ("share > 0.5", known(lambda v: v > 0.5, "share")),
    ("built >= 2000", known(lambda v: v >= 2000, "built")),
    ("built < 99999", known(lambda v: True, "built")),
    ("name = 'Säg \"hej\", du'", known(lambda v: v == 'Säg "hej", du', "name")),
    ("name = 'A%_\\'''", known(lambda v: v == "A%_\\'", "name")),
    ("name = ''", known(lambda v: v == "", "name")),
    ("name LIKE 'S%'", known(lambda v: v.startswith("S"), "name")),
    ("name LIKE 'A\\%%'", known(lambda v: v.startswith("A%"), "name")),
    ("name NOT LIKE '%e%'", known(lambda v: "e" not in v, "name")),
    ("CASEI(name) LIKE CASEI('sJÖ%')", known(lambda v: v.lower().startswith("sjö"), "name")),
    ("casei(name) = casei('SJÖN')", known(lambda v: v.lower() == "sjön", "name")),
    ("ACCENTI(CASEI(name)) = ACCENTI(CASEI('sjon'))", known(lambda v: v == "Sjön", "name")),
    ("name IN ('Sjön', '0180')", known(lambda v: v in ("Sjön", "0180"), "name")),
    ("code > '0050'", known(lambda v: v > "0050", "code")),
    ("open", known(bool, "open")),
    ("NOT open", known(lambda v: not v, "open")),
    ("open = FALSE", known(lambda v: not v, "open")),
    ("open <> true", known(lambda v: not v, "open")),
    ("since > DATE('1950-01-01')", known(lambda v: v > date(1950, 1, 1), "since")),
    ("since > '1950-01-01'", known(lambda v: v > date(1950, 1, 1), "since")),
    ("opens >= '12:00:00'", known(lambda v: v.hour >= 12, "opens")),
    ("seen < TIMESTAMP('2026-03-03T12:00:00Z')", known(lambda v: v < datetime(2026, 3, 3, 12), "seen")),
    ("changed >= TIMESTAMP('2026-05-10T02:00:00+02:00')",
     known(lambda v: v >= datetime(2026, 5, 10, tzinfo=UTC), "changed")),
    ("changed >= DATE('2026-05-10')", known(lambda v: v >= datetime(2026, 5, 10, tzinfo=UTC), "changed")),
    ("place IS NULL", [lake["code"] for lake in LAKES if lake["place"] is None]),
    ("name IS NOT NULL", known(lambda v: True, "name")),
    ("capacity = built", []),
    ("capacity < built", [lake["code"] for lake in LAKES if None not in (lake["capacity"], lake["built"])]),
    ("TRUE", [lake["code"] for lake in LAKES]),
    ("FALSE", []),
    ("capacity > 5 AND (open OR name LIKE 'S%') AND NOT (since < DATE('1930-01-01'))",
     [lake["code"] for lake in LAKES
      if None not in (lake["capacity"], lake["since"]) and lake["capacity"] > 5 and lake["since"] >= date(1930, 1, 1)
      and (lake["open"] or (lake["name"] or "").startswith("S"))]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "expected"), WHERE, ids=[where for where, _ in WHERE])
def test_a_condition_selects_the_rows_it_says(place: tuple[Engine, Version], where: str, expected: list[str]) -> None:
    assert codes(place, where=where) == expected


def test_at_least_one_row_is_selected_by_most_conditions() -> None:
    """The expectations above are of weight only if they are not all empty."""
    assert sum(bool(expected) for _, expected in WHERE) > 40


MISTAKES = [
    ({"where": "kapacitet > 5"}, "query.near_column", "capacity"),
    ({"where": '"Namn på sjön" = \'x\''}, "query.near_column", "name"),
    ({"where": "capasity > 5"}, "query.near_column", "capacity"),
    ({"where": "xyzzyq > 5"}, "query.no_column", None),
    ({"select": "name,kod"}, "query.near_column", "code"),
    ({"order_by": "-dept"}, "query.near_column", "depth"),
    ({"order_by": "name sideways"}, "query.order", None),
    ({"order_by": "place"}, "query.order_place", None),
    ({"where": "code = 0180"}, "query.text", None),
    ({"where": "name LIKE 5"}, "query.text", None),
    ({"where": "capacity = '5'"}, "query.number", None),
    ({"where": "capacity LIKE '5'"}, "query.like_text", None),
    ({"where": "CASEI(capacity) = 'x'"}, "query.like_text", None),
    ({"where": "since > 2020"}, "query.date", None),
    ({"where": "since > DATE('31/12/2020')"}, "query.date", None),
    ({"where": "since > DATE('2020-02-30')"}, "query.date", None),
    ({"where": "opens = 'noon'"}, "query.time", None),
    ({"where": "seen = 'yesterday'"}, "query.datetime", None),
    ({"where": "open = 1"}, "query.truth", None),
    ({"where": "open = 'true'"}, "query.truth", None),
    ({"where": "capacity = TRUE"}, "query.truth_only", None),
    ({"where": "name"}, "query.compare_with", None),
    ({"where": "name = NULL"}, "query.null", None),
    ({"where": "1 = 1"}, "query.no_column_named", None),
    ({"where": "name = capacity"}, "query.columns_differ", None),
    ({"where": "place = 'x'"}, "query.place", None),
    ({"where": "S_INTERSECTS(place, POINT(1 2))"}, "query.operation", None),
    ({"where": "capacity + 1 > 3"}, "query.operation", None),
    ({"where": "capacity > 1 + 2"}, "query.operation", None),
    ({"where": "foo(name) = 'x'"}, "query.operation", None),
    ({"where": "capacity >"}, "query.where_unreadable", None),
    ({"where": "capacity > 5 AND"}, "query.where_unreadable", None),
    ({"where": "capacity > 5 name"}, "query.where_unreadable", None),
    ({"where": "(capacity > 5"}, "query.where_open", None),
    ({"where": "capacity > 5)"}, "query.where_unreadable", None),
    ({"where": "capacity > 1e999999999"}, "query.number_long", None),
    ({"limit": "10001"}, "query.limit", None),
    ({"limit": "-1"}, "query.limit", None),
    ({"limit": "ten"}, "query.limit", None),
    ({"limit": "١٢"}, "query.limit", None),
    ({"cursor": "x"}, "query.cursor", None),
    ({"cursor": "å" * 40}, "query.cursor", None),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "code", "near"), MISTAKES, ids=[str(asked) for asked, _, _ in MISTAKES])
def test_a_mistake_is_told(place: tuple[Engine, Version], asked: dict[str, str], code: str, near: str | None) -> None:
    found = problem(place[1], **asked)
    assert (found.code, found.facts.get("nearest")) == (code, near)
    assert found.facts["parameter"] in asked


def test_the_value_is_quoted_as_it_was_written(place: tuple[Engine, Version]) -> None:
    assert problem(place[1], where="code = 0180").sentence() == "“code” holds text. Write '0180' in single quotes."
    assert problem(place[1], where="name = 'x' AND capacity >> 5").facts["near"] == "> 5"


def test_all_mistakes_are_told_at_once(place: tuple[Engine, Version]) -> None:
    found = parse_query(place[1], select="nam,x", where="a > 1", order_by="b", limit="c", cursor="d")
    assert isinstance(found, list)
    assert [each.facts["parameter"] for each in found] == ["select", "select", "order_by", "limit", "where"]


ATTACKS = [
    "name = 'x'; DROP TABLE rows",
    "name = 'x'; DROP TABLE rows --'",
    "name = '''; DELETE FROM rows; --'",
    "1=1 UNION SELECT * FROM duckdb_settings()",
    "name IN (SELECT name FROM rows)",
    '"name" = \'a\' OR "1" = "1"',
    '"name"" OR 1=1 --" = 1',
    "name = $1",
    "name = ?",
    "read_csv('/etc/passwd') = 1",
    "name LIKE '%' ESCAPE ''",
    "name = 'a' /* x */ OR 1=1",
    "getenv('HOME') = 'x'",
    "name = chr(39)",
    "\x00",
    "name = 'a\x00b'",
    "name = '\ud83c'".encode("utf-8", "replace").decode(),
    "rowid = 1",
    "_row = 1",
]


@pytest.mark.parametrize("parameter", ["select", "order_by"])
def test_thousands_of_wrong_names_are_not_all_told(place: tuple[Engine, Version], parameter: str) -> None:
    found = parse_query(place[1], **{parameter: "nothing," * 4000})
    assert isinstance(found, list)
    assert len(found) == 20


@pytest.mark.parametrize("where", ATTACKS)
def test_an_attack_is_a_mistake_or_a_plain_text(place: tuple[Engine, Version], where: str) -> None:
    engine, version = place
    query = parse_query(version, where=where)
    if isinstance(query, Query):
        assert engine.page(version, query).items == b"[]"
    assert len(codes(place)) == COUNT


HOSTILE = [
    "(" * 10_000 + "capacity = 1" + ")" * 10_000,
    "(" * 10 + "capacity =" + ")" * 10,
    "(" * 9 + "NOT (" + "capacity =" + ")" * 10,
    "NOT " * 3_000 + "open",
    "NOT (" * 3_000 + "open" + ")" * 3_000,
    "CASEI(" * 5_000 + "name" + ")" * 5_000 + " = 'x'",
    "-" * 10_000 + "1 = capacity",
    "capacity = " + "-" * 10_000 + "1",
    "capacity = " + "9" * 10_000,
    "name = '" + "x" * 1_000_000 + "'",
    "capacity IN (" + ",".join(map(str, range(200_000))) + ")",
    " AND ".join(["capacity > 1"] * 100_000),
    "[" * 5_000,
    "'" * 9_999,
    '"' * 9_999,
    "a." * 7_000 + "b = 1",
    "POINT(" * 2_000,
    "a" + "=a" * 7_000,
    "a" + " = f(b,c)" * 1_700,
    "a" + " IS NULL" * 2_000,
    "a" + "^a" * 7_000,
    "a" + " BETWEEN 1 AND 2" * 900,
    "a" + " NOT LIKE 'b'" * 900,
    "a IN (" + "-1," * 4_000 + "1)",
]


@pytest.mark.parametrize("where", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_a_hostile_condition_is_answered_in_bounded_time(place: tuple[Engine, Version], where: str) -> None:
    engine, version = place
    before = time.perf_counter()
    query = parse_query(version, where=where)
    if isinstance(query, Query):
        engine.page(version, query)
    assert time.perf_counter() - before < 3


@given(st.text(alphabet="()'\"<>=, ANDORNOTLIKEINcapitynme0159.-+*/%_[]{};\n\\å", max_size=80))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query_or_a_problem(place: tuple[Engine, Version], where: str) -> None:
    engine, version = place
    query = parse_query(version, where=where, limit=1)
    if isinstance(query, Query):
        engine.page(version, query)
    else:
        assert all(each.sentence() for each in query)


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-50, max_value=50, places=5),
    operator=st.sampled_from(["=", "<>", "<", "<=", ">", ">="]),
    column=st.sampled_from(["capacity", "depth", "tiny", "huge", "built"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_compare_as_in_arithmetic(
    place: tuple[Engine, Version], number: Decimal, operator: str, column: str
) -> None:
    compare: dict[str, Callable[[Any], bool]] = {
        "=": lambda v: v == number,
        "<>": lambda v: v != number,
        "<": lambda v: v < number,
        "<=": lambda v: v <= number,
        ">": lambda v: v > number,
        ">=": lambda v: v >= number,
    }
    assert codes(place, where=f"{column} {operator} {number:f}") == known(compare[operator], column)


def test_columns_come_in_the_order_asked_for(place: tuple[Engine, Version]) -> None:
    engine, version = place
    query = parse_query(version, select="open, code ,name", limit=1)
    assert isinstance(query, Query)
    assert list(orjson.loads(engine.page(version, query).items)[0]) == ["open", "code", "name"]
    assert [column.name for column in COLUMNS] == list(NAMES)


@pytest.mark.parametrize("brackets", [1, 4, 6, 9])
def test_a_long_condition_with_a_mistake_deep_inside_is_refused_at_once(place: tuple[Engine, Version], brackets: int):
    text = "(" * brackets + "capacity = 1 OR " * 900 + ")" * brackets
    began = time.process_time()
    assert problem(place[1], where=text).code in ("query.where_unreadable", "query.where_deep")
    assert time.process_time() - began < 0.6


def test_deep_brackets_around_few_words_are_read(place: tuple[Engine, Version]) -> None:
    assert codes(place, where="(" * 9 + "capacity > 5" + ")" * 9) == known(lambda v: v > 5, "capacity")


def test_thousands_of_long_conditions_are_not_kept(place: tuple[Engine, Version]) -> None:
    kept = conditions._shape.cache_info().currsize
    for number in range(3):
        codes(place, where=" OR ".join(["capacity = 1"] * (100 + number)))
    assert conditions._shape.cache_info().currsize == kept
