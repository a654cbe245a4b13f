"""Starting a process for a stranger's file, and making sure that it ends: in time, and with all it began."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .limits import Limits, confine
from .walls import enclose

_MEMORY_SIGNALS = (-signal.SIGKILL, -signal.SIGABRT)
_NEEDED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH", "OMP_NUM_THREADS")
"""All that the child is told of our surroundings: there are passwords of databases and of storages among the rest."""
_LONGEST_LINE = 200


@dataclass(frozen=True)
class Ended:
    """How the process ended: its exit code, and whether it was ended because its time was over."""

    code: int
    late: bool

    @property
    def slow(self) -> bool:
        return self.late or self.code == -signal.SIGXCPU

    @property
    def big(self) -> bool:
        return self.code in _MEMORY_SIGNALS


def bind(limits: Limits, readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Called by the child before it loads whatever could be tricked by a file."""
    confine(limits)
    enclose(readable, writable)


def run(module: str, order: bytes, folder: Path, seconds: float, hear: Callable[[bytes], None]) -> Ended:
    """Runs ``module`` as a program in ``folder``; it reads ``order`` and what it prints is heard line by line.

    With few arenas the memory limit, which is one of address space, is about memory that is really used.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", module],  # -P: no module is taken from the folder it works in
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
        env={"TMPDIR": str(folder), "HOME": str(folder), "MALLOC_ARENA_MAX": "2", **_surroundings()},
    )
    late = threading.Event()
    alarm = threading.Timer(seconds, _end, (child, late))
    alarm.start()
    try:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
        with child.stdout, suppress(BrokenPipeError):
            with child.stdin:
                child.stdin.write(order)
            while line := child.stdout.readline(_LONGEST_LINE):
                hear(line)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # its number stays taken until it is waited for
    finally:
        alarm.cancel()
        _kill(child)
    return Ended(child.returncode, late.is_set())


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
