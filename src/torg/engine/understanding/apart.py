"""Understanding in a fresh child process with limits: a hostile file can end the child, never the hub."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from torg.foundation.problems import Refusal, refuse

from .answers import NOTHING_SAID, Answers
from .area import Area, Box
from .limits import Limits
from .order import Order
from .outcome import FAULT, TOO_BIG, UNREADABLE, Outcome, left
from .progress import STAGES, Progress, silent
from .report import Report

_MEMORY_SIGNALS = (-signal.SIGKILL, -signal.SIGABRT)
_TIME_SIGNALS = (-signal.SIGXCPU,)
_NEEDED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH", "OMP_NUM_THREADS")
"""All that the child is told of our surroundings: there are passwords of databases and of storages among the rest."""
_LONGEST_LINE = 200
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
        code, late = _run(order, folder, progress or silent)
        if late or code in _TIME_SIGNALS:
            raise refuse("file.slow", file=name, seconds=int(timeout))
        found = left(folder, target)
    if found is None:
        log.info("reading %r ended the child process: %d", name, code)
        raise refuse(TOO_BIG if code in _MEMORY_SIGNALS else UNREADABLE, file=name)
    if found.trace:
        _log(found, name)
    if found.report is None:
        raise Refusal(found.problem) if found.problem else refuse(found.code, file=name)
    return replace(found.report, answers=answers)


def _log(found: Outcome, name: str) -> None:
    level, whose = (logging.ERROR, " by a fault of ours") if found.code == FAULT else (logging.INFO, "")
    log.log(level, "reading %r went wrong%s\n%s", name, whose, found.trace)


def _run(order: Order, folder: Path, progress: Progress) -> tuple[int, bool]:
    """The child's exit code, and whether it was ended because its time was over.

    With few arenas the memory limit, which is one of address space, is about memory that is really used.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", _CHILD],  # -P: no module is taken from the folder it works in
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
        env={"TMPDIR": str(folder), "HOME": str(folder), "MALLOC_ARENA_MAX": "2", **_surroundings()},
    )
    late = threading.Event()
    alarm = threading.Timer(order.limits.seconds, _end, (child, late))
    alarm.start()
    try:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
        with child.stdout, suppress(BrokenPipeError):
            with child.stdin:
                child.stdin.write(order.written())
            while line := child.stdout.readline(_LONGEST_LINE):
                _pass_on(line, progress)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # its number stays taken until it is waited for
    finally:
        alarm.cancel()
        _kill(child)
    return child.returncode, late.is_set()


def _surroundings() -> dict[str, str]:
    return {name: os.environ[name] for name in _NEEDED if name in os.environ}


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill_group(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and all it started, also where it has ended itself already."""
    _kill_group(child)
    child.wait()


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):  # a group of ended processes
        os.killpg(child.pid, signal.SIGKILL)


def _pass_on(line: bytes, progress: Progress) -> None:
    """Only what a child of ours says: whatever else it writes is not read any further."""
    stage, *numbers = line.decode("ascii", "replace").split() or [""]
    if stage in STAGES and len(numbers) == 2 and all(n.isdigit() and len(n) < 16 for n in numbers):
        progress(stage, int(numbers[0]), int(numbers[1]))
