"""Files and rules nobody would wish for: a clear word for each, never a crash."""

from pathlib import Path

import pytest

from torg.engine.specifications.checking import words
from torg.engine.specifications.model import Choice, Field, NamedCheck
from torg.foundation.problems import Refusal

from .checked import column, field, problems, rules, verdict_on

NASTY = "'; DROP TABLE raw; --\"\\x00 {} %s 😀 ${x} <b>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "file.empty"),
        (b"id;name\n", "file.empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "file.picture"),
        ("Det här är en berättelse om en sommar vid havet och ingen lista alls.\n" * 9, "file.no_table"),
    ],
)
def test_what_is_no_table_is_refused_as_in_reading(text: str | bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        verdict_on(text, rules(field("id"), field("name")), tmp_path)
    assert refused.value.problem.code == code


def test_a_file_like_none_of_the_lists_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    from torg.engine.specifications.checking.pipeline import check
    from torg.engine.specifications.checking.question import Question

    with pytest.raises(Refusal) as refused:
        check(Question(path, "x.csv", candidates=(rules(field("latitude"), field("watertype")),)))
    assert refused.value.problem.code == "check.unrecognised"
    assert "x.csv" in refused.value.problem.sentence()


def test_hostile_headings_and_values_are_only_texts(tmp_path: Path) -> None:
    heading = NASTY.replace('"', '""')
    text = f'"{heading}";"{heading}";n\n"{heading}";x;1\n"{heading}";y;z\n'
    specification = rules(Field(NASTY, level="required"), field("n", "integer"), primary_key=(NASTY,))
    verdict = verdict_on(text, specification, tmp_path)
    assert [(code, row) for code, row, *_ in problems(verdict)] == [("same.id", 3), ("type.integer", 3)]


def test_hostile_rules_are_only_texts(tmp_path: Path) -> None:
    choices = (Choice(NASTY, {"sv": NASTY + "sv"}), Choice("ok"))
    about = field("a", enum=(NASTY, "ok"), choices=choices, missing_values=(NASTY + "none", ""), pattern=None)
    assert column([NASTY + "sv", NASTY + "none", "ok"], about, tmp_path) == [("list.word", 2, NASTY + "sv", NASTY)]


def test_limits_that_are_no_values_break_nothing(tmp_path: Path) -> None:
    assert column(["5"], field("a", "number", minimum="'; DROP TABLE raw; --"), tmp_path) == []
    assert column(["2024-01-01"], field("a", "date", maximum="soon"), tmp_path) == []


@pytest.mark.parametrize("form", ["%", "%Q", "%Y-%", "'%d", "any", "YYYY", "%d'; --"])
def test_odd_forms_of_dates_never_crash(form: str, tmp_path: Path) -> None:
    from torg.engine.specifications.model import Form

    for kind in ("date", "datetime", "time"):
        column(["2024-01-02", "1.2.2024"], field("a", kind, form=Form(format=form)), tmp_path)


def test_a_list_of_a_million_words_is_searched(tmp_path: Path) -> None:
    codes = tuple(f"code-{n:07}" for n in range(1_000_000))
    about = field("a", enum=codes)
    assert len(codes) > words.MANY
    assert column(["code-0999999", "CODE-0000001", "code-1000000x"], about, tmp_path)[:1] == [
        ("list.word", 3, "CODE-0000001", "code-0000001")
    ]


def test_a_pattern_that_explodes_is_run_in_linear_time(tmp_path: Path) -> None:
    found = column(["a" * 5000 + "!"], field("a", pattern="(a+)+"), tmp_path)
    assert [code for code, *_ in found] == ["text.pattern"]


def test_a_pattern_only_python_can_run_is_ended_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torg.engine.specifications.checking.patterns.SECONDS", 0.5)
    with pytest.raises(Refusal) as refused:
        column(["a" * 60 + "!"], field("a", pattern=r"((a+)+)\2b"), tmp_path)
    assert refused.value.problem.code == "check.pattern_slow"


def test_a_pattern_with_a_back_reference_runs(tmp_path: Path) -> None:
    assert [row for _, row, *_ in column(["abab", "abba"], field("a", pattern=r"(ab)\1"), tmp_path)] == [3]


def test_two_columns_of_one_name_are_not_mixed_up(tmp_path: Path) -> None:
    verdict = verdict_on("n;n;m\n1;x;a\n2;y;b\n", rules(field("n", "integer"), field("m")), tmp_path)
    assert verdict.conforms
    assert [match.field for match in verdict.likeness.matches].count("n") == 1


def test_checks_with_odd_parameters_say_nothing(tmp_path: Path) -> None:
    odd = ({}, {"column": "zzz"}, {"column": ["a", "b"], "op": "; DROP"}, {"column": 5, "columns": {"x": 1}})
    names = ("compare-columns", "french-siret", "sum-columns", "phone-number", "opening-hours", "year-interval")
    checks = tuple(NamedCheck(name, parameters) for name in names for parameters in odd)
    assert verdict_on("id;a\n1;1\n2;2\n", rules(field("id"), field("a", "integer"), checks=checks), tmp_path).rows == 2


def test_deep_and_long_cells_of_json_are_let_go(tmp_path: Path) -> None:
    for kind in ("array", "object", "geojson"):
        found = column(["[" * 100_000, '{"a":' * 50_000, "x" * 1_100_000], field("a", kind), tmp_path)
        assert [code for code, *_ in found] == [f"type.{kind}"] * 3
