"""Checking in a fresh child process with limits: a hostile file can end the child, never the hub."""

import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torg.engine.confinement import Ended, Limits, left_behind, run
from torg.engine.understanding import Answers
from torg.foundation.problems import Refusal, refuse

from .checking.question import Box, Question
from .found import Verdict
from .handing_back import read_problem, read_verdict
from .model import Specification
from .order import Order, absolute
from .recognising.learned import Learned

_CHILD = "torg.engine.specifications.child"
_WRONG = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)
_CODES = ("file.fault", "file.unreadable", "file.toobig")

log = logging.getLogger("torg.specifications")


def check_apart(
    path: Path,
    name: str,
    *,
    specification: Specification | None = None,
    candidates: Sequence[Specification] = (),
    layer: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    learned: Sequence[Learned] = (),
    answers: Answers | None = None,
    within: Box | None = None,
    country: str | None = None,
    into: Path | None = None,
    references: Mapping[str, Path] | None = None,
    timeout: float = Limits.seconds,
    memory: int = Limits.memory,
) -> Verdict:
    """The verdict on a file. Raises Refusal: of the file itself, or ``check.unrecognised``, ``file.slow`` ...

    ``columns`` is what a person said: from heading to field, None for a column of their own. ``into`` gets the list
    of all problems as Parquet. ``references`` are the rows of other specifications by id, as Parquet.
    """
    question = absolute(Question(
        path, name, specification, tuple(candidates), layer, columns or {}, tuple(learned), answers or Answers(),
        within, country, into, references or {},
    ))  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="torg-check-", dir=question.into and question.into.parent) as created:
        folder = Path(created).absolute()
        order = Order(question, folder, Limits(timeout, memory))
        ended = run(_CHILD, order.written(), folder, timeout, lambda _: None)
        if ended.slow:
            raise refuse("file.slow", file=name, seconds=int(timeout))
        return _answer(folder, question, ended)


def _answer(folder: Path, question: Question, ended: Ended) -> Verdict:
    name = question.name
    try:
        facts = left_behind(folder)
        if facts is None:
            log.info("checking %r ended the child process: %d", name, ended.code)
            raise refuse("file.toobig" if ended.big else "file.unreadable", file=name)
        if "verdict" in facts:
            return read_verdict(facts["verdict"], question.into)
        if "refused" in facts:
            raise Refusal(read_problem(facts["refused"]))
        raise _wrong(facts, name)
    except _WRONG as fault:
        log.warning("the answer of a checking process is none of ours: %r", fault)
        raise refuse("file.unreadable", file=name) from None


def _wrong(facts: Mapping[str, Any], name: str) -> Refusal:
    """What went wrong in the child; the log tells where, in lines that do not look like its own."""
    code = facts["code"] if facts["code"] in _CODES else "file.unreadable"
    lines = str(facts["trace"])[-20_000:].splitlines()
    shown = "\n".join("  | " + "".join(sign if sign.isprintable() else "?" for sign in line) for line in lines)
    log.log(logging.ERROR if code == "file.fault" else logging.INFO, "checking %r went wrong\n%s", name, shown)
    return refuse(code, file=name)
