"""Checking in a process of its own: what it is told, and what is believed of what it says."""

import json
import os
from pathlib import Path

import pytest

from torg.engine.specifications import apart as checking_apart
from torg.engine.specifications import check_apart, library
from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.handing_back import plain_verdict, read_verdict
from torg.foundation.problems import Refusal
from torg.foundation.shipped import shipped

BATHING = shipped("specifications") / "bathing-places" / "1.0"
MISTAKE = BATHING / "mistakes" / "2-swedish-words.csv"


def rules() -> object:
    return library().get("bathing-places")


def acting(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """A child that was taken over: it runs this program instead, in the folder where its answer is expected."""
    package = folder / "taken"
    package.mkdir()
    (package / "taken_over.py").write_text(f"import os, json, sys\nsys.stdin.read\n{program}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package))
    monkeypatch.setattr(checking_apart, "_CHILD", "taken_over")


def test_a_file_is_checked_apart_as_it_is_checked_here(tmp_path: Path) -> None:
    apart = check_apart(MISTAKE, MISTAKE.name, specification=rules(), into=tmp_path / "apart")
    here = check(Question(MISTAKE, MISTAKE.name, rules(), into=tmp_path / "here"))
    assert plain_verdict(apart) == plain_verdict(here)
    assert apart.problems is not None
    assert apart.problems.is_file()


def test_the_best_of_the_candidates_is_taken() -> None:
    verdict = check_apart(BATHING / "example.csv", "badplatser.csv", candidates=tuple(library()))
    assert verdict.specification == "bathing-places"
    assert verdict.conforms


def test_a_verdict_comes_back_as_it_was() -> None:
    verdict = check(Question(MISTAKE, MISTAKE.name, rules()))
    assert plain_verdict(read_verdict(json.loads(json.dumps(plain_verdict(verdict))), None)) == plain_verdict(verdict)


def test_a_refusal_names_the_file_as_the_person_does(tmp_path: Path) -> None:
    kept = tmp_path / "p_1m869tk5sd6978tjg"
    kept.write_bytes(b"%PDF-1.7\n" + b"x" * 200)
    with pytest.raises(Refusal) as refused:
        check_apart(kept, "badplatser.pdf", specification=rules())
    assert refused.value.problem.code == "file.pdf"


@pytest.mark.parametrize(
    "answer",
    [
        "{}", "[]", "not json", '{"verdict": {}}', '{"verdict": null}', '{"code": "x", "trace": ""}',
        '{"refused": {"code": "no.such", "facts": {}}}', '{"refused": {"code": "file.empty", "facts": {"__x y": 1}}}',
    ],
)  # fmt: skip
def test_an_answer_that_is_none_of_ours_is_not_believed(
    answer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    acting(monkeypatch, tmp_path, f"open('answer', 'w').write({answer!r})")
    with pytest.raises(Refusal) as refused:
        check_apart(MISTAKE, "x.csv", specification=rules())
    assert refused.value.problem.code == "file.unreadable"


def test_a_list_of_problems_that_is_a_link_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    plain = plain_verdict(check(Question(MISTAKE, MISTAKE.name, rules()))) | {"problems": "problems.parquet"}
    os.symlink("/etc/hostname", into / "problems.parquet")
    acting(monkeypatch, tmp_path, f"json.dump({{'verdict': json.loads({json.dumps(plain)!r})}}, open('answer', 'w'))")
    with pytest.raises(Refusal):
        check_apart(MISTAKE, "x.csv", specification=rules(), into=into)


def test_a_check_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    acting(monkeypatch, tmp_path, "import time; time.sleep(60)")
    with pytest.raises(Refusal) as refused:
        check_apart(MISTAKE, "x.csv", specification=rules(), timeout=0.5)
    assert refused.value.problem.code == "file.slow"


def test_nothing_but_the_file_can_be_reached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The walls of the child stand before it looks at the file."""
    (tmp_path / "secret").write_text("hemligt")
    program = f"""
import torg.engine.specifications.child as child
import torg.engine.specifications.obeying as obeying
def obey(order):
    reached = []
    for act in (lambda: open({str(tmp_path / "secret")!r}).read(), lambda: os.fork(), lambda: os.listdir('/')):
        try:
            act()
            reached.append(1)
        except PermissionError:
            pass
    open(order.question.into / 'told', 'w').write(str(reached))
obeying.obey = obey
child.main()
"""
    acting(monkeypatch, tmp_path, program)
    with pytest.raises(Refusal):
        check_apart(MISTAKE, "x.csv", specification=rules(), into=tmp_path / "into")
    assert (tmp_path / "into" / "told").read_text() == "[]"
