"""Understanding in a fresh child process with limits: a hostile file can end the child, never the hub."""

import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from torg.engine.confinement import Limits, run
from torg.foundation.problems import Refusal, refuse

from .answers import NOTHING_SAID, Answers
from .area import Area, Box
from .order import Order
from .outcome import FAULT, TOO_BIG, UNREADABLE, Outcome, left
from .progress import STAGES, Progress, silent
from .report import Report

_CHILD = "torg.engine.understanding.child"

log = logging.getLogger("torg.understanding")


def understand_apart(
    path: Path,
    name: str,
    *,
    layer: str | None = None,
    sample: int = 10,
    into: Path | None = None,
    timeout: float = Limits.seconds,
    memory: int = Limits.memory,
    progress: Progress | None = None,
    within: Box | None = None,
    country: str | None = None,
    answers: Answers = NOTHING_SAID,
    first_rows: int | None = None,
) -> Report:
    """As ``understand``. Raises Refusal: of the file itself, or ``file.toobig``, ``file.slow``, ``file.unreadable``.

    ``file.fault`` is the refusal where our own program went wrong; the log then tells where.
    """
    target = into and into.absolute()
    # Beside what is written, so that what a killed hub leaves is swept with it; in memory there may be little room.
    with tempfile.TemporaryDirectory(prefix="torg-apart-", dir=target and target.parent) as created:
        folder = Path(created)
        order = Order(
            path.absolute(), name, layer, sample, target, folder, Limits(timeout, memory), Area(within, country),
            answers, first_rows,
        )  # fmt: skip
        hear = progress or silent
        ended = run(_CHILD, order.written(), folder, timeout, lambda line: _pass_on(line, hear))
        if ended.slow:
            raise refuse("file.slow", file=name, seconds=int(timeout))
        found = left(folder, target)
    if found is None:
        log.info("reading %r ended the child process: %d", name, ended.code)
        raise refuse(TOO_BIG if ended.big else UNREADABLE, file=name)
    if found.trace:
        _log(found, name)
    if found.report is None:
        raise Refusal(found.problem) if found.problem else refuse(found.code, file=name)
    return replace(found.report, answers=answers)


def _log(found: Outcome, name: str) -> None:
    level, whose = (logging.ERROR, " by a fault of ours") if found.code == FAULT else (logging.INFO, "")
    log.log(level, "reading %r went wrong%s\n%s", name, whose, found.trace)


def _pass_on(line: bytes, progress: Progress) -> None:
    """Only what a child of ours says: whatever else it writes is not read any further."""
    stage, *numbers = line.decode("ascii", "replace").split() or [""]
    if stage in STAGES and len(numbers) == 2 and all(n.isdigit() and len(n) < 16 for n in numbers):
        progress(stage, int(numbers[0]), int(numbers[1]))
