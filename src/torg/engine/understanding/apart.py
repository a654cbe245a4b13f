"""Understanding in a fresh child process with limits: a hostile file can end the child, never the hub."""

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from torg.foundation.problems import Refusal, refuse

from .limits import Limits, confine
from .progress import Progress, silent
from .report import Report

_MEMORY_SIGNALS = (-signal.SIGKILL, -signal.SIGABRT)
_TIME_SIGNALS = (-signal.SIGXCPU,)


@dataclass(frozen=True)
class Order:
    """What the child is to do."""

    path: Path
    name: str
    layer: str | None
    sample: int
    into: Path | None
    answer: Path
    limits: Limits


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
) -> Report:
    """As ``understand``. Raises Refusal: of the file itself, or ``file.toobig``, ``file.slow``, ``file.unreadable``."""
    with tempfile.TemporaryDirectory(prefix="torg-apart-") as folder:
        answer = Path(folder) / "answer"
        order = Order(path, name, layer, sample, into, answer, Limits(timeout, memory))
        code, late = _run(order, Path(folder), progress or silent)
        if late or code in _TIME_SIGNALS:
            raise refuse("file.slow", file=name, seconds=int(timeout))
        if not answer.exists():
            raise refuse("file.toobig" if code in _MEMORY_SIGNALS else "file.unreadable", file=name)
        found = pickle.loads(answer.read_bytes())  # noqa: S301 - written by our own child, in a folder of ours
    if isinstance(found, Refusal):
        raise found
    assert isinstance(found, Report)  # noqa: S101
    return found


def _run(order: Order, folder: Path, progress: Progress) -> tuple[int, bool]:
    """The child's exit code, and whether it was ended because its time was over."""
    child = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    late = threading.Event()
    alarm = threading.Timer(order.limits.seconds, _end, (child, late))
    alarm.start()
    try:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
        with child.stdout, child.stdin:
            child.stdin.write(pickle.dumps(order))
            child.stdin.close()
            for line in child.stdout:
                _pass_on(line, progress)
        return child.wait(), late.is_set()
    except BrokenPipeError:
        return child.wait(), late.is_set()
    finally:
        alarm.cancel()
        _kill(child)


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and all it started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _pass_on(line: bytes, progress: Progress) -> None:
    stage, *numbers = line.decode("ascii", "replace").split()
    if len(numbers) == 2 and all(number.isdigit() for number in numbers):
        progress(stage, int(numbers[0]), int(numbers[1]))


def _obey(order: Order) -> object:
    confine(order.limits)
    from .pipeline import understand  # the limits have to hold before anything large is loaded

    try:
        return understand(
            order.path, order.name, layer=order.layer, sample=order.sample, into=order.into, progress=_tell
        )
    except Refusal as refusal:
        return refusal
    except Exception as fault:  # noqa: BLE001 - whatever a reader stumbles over is an answer here, not a crash
        return refuse("file.toobig" if _is_memory(fault) else "file.unreadable", file=order.name)


def _is_memory(fault: BaseException) -> bool:
    text = f"{type(fault).__name__} {fault}".casefold()
    return isinstance(fault, MemoryError) or "memory" in text or "bad_alloc" in text


def _tell(stage: str, done: int, total: int) -> None:
    sys.stdout.write(f"{stage} {done} {total}\n")
    sys.stdout.flush()


def main() -> None:
    order = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent
    found = _obey(order)
    waiting = order.answer.with_suffix(".part")
    waiting.write_bytes(pickle.dumps(found))
    waiting.replace(order.answer)
    os._exit(0)  # skips the tidying of large tables: the process ends anyway


if __name__ == "__main__":
    main()
