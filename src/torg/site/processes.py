"""The process tree of ``torg serve``: granian's web worker, and job workers while there is something to do."""

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from torg.foundation.problems import refuse
from torg.kit.jobs import Waiting

POLL = 0.3
IDLE = 60.0
LONGEST_PAUSE = 30.0
END = 8.0
PATIENCE = 3.0
"""Seconds that jobs wait while a worker is busy before another is started."""
MOST_WORKERS = 64

log = logging.getLogger("torg.serve")


def end_with_parent() -> None:
    """End this process when the one that started it is gone: nothing is left running after a ``kill -9``.

    What is waited for was opened by the parent before this process began, so that a parent that is gone by now
    is noticed too: the standard input of a job worker, the sentinel of a web worker.
    """
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            multiprocessing.connection.wait([parent.sentinel])
        else:
            while os.read(sys.stdin.fileno(), 4096):  # sys.stdin has a lock, and Python wants it when it ends
                pass
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


class JobWorkers:
    """Starts a worker process when a job waits, and another where jobs go on waiting: one of them may be long.

    Workers end by themselves when idle; one that dies is noticed, and others are started again.
    """

    def __init__(self, database: str, preparation: int, most: int) -> None:
        self._database = database
        self._preparation = preparation
        self._most = most
        self._stop = threading.Event()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._waits_since: float | None = None
        self._asks: Waiting | None = None
        self._thread = threading.Thread(target=self._watch, name="job workers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()
        running = [process for process in self._processes if process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        end = time.monotonic() + END
        for process in running:
            try:
                process.wait(max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()

    def _watch(self) -> None:
        if os.waitpid(self._preparation, 0)[1]:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        pause = 0.0
        while not self._stop.wait(POLL + pause):
            pause = self._look(pause)

    def _look(self, pause: float) -> float:
        """One look at the queue; how much longer than usual to wait for the next one."""
        if self._somebody_died():
            return min(LONGEST_PAUSE, pause * 2 + 0.5)
        if len(self._processes) >= self._most or not self._waiting():
            self._waits_since = None
        elif not self._processes or self._all_are_busy_for_long():
            self._start_one()
        return pause and pause / 2

    def _somebody_died(self) -> bool:
        ended = [process for process in self._processes if process.poll() is not None]
        self._processes = [process for process in self._processes if process not in ended]
        died = [process for process in ended if process.returncode != 0]
        for process in died:
            log.warning("a job worker ended with %s; its job is taken up again", _cause(process.returncode))
        return bool(died)

    def _all_are_busy_for_long(self) -> bool:
        """One that is still starting, or between two jobs, will take up what waits by itself."""
        if self._busy() < len(self._processes):
            self._waits_since = None
            return False
        now = time.monotonic()
        self._waits_since = self._waits_since or now
        return now - self._waits_since > PATIENCE

    def _start_one(self) -> None:
        self._waits_since = None
        command = [sys.executable, "-m", "torg.site.worker", str(IDLE)]
        self._processes.append(subprocess.Popen(command, stdin=subprocess.PIPE))

    def _waiting(self) -> bool:
        return bool(self._answer(lambda asks: asks()))

    def _busy(self) -> int:
        return self._answer(Waiting.busy)

    def _answer(self, question: Callable[[Waiting], int]) -> int:
        try:
            self._asks = self._asks or Waiting(self._database)
            return question(self._asks)
        except Exception:
            log.warning("the job queue could not be asked", exc_info=True)
            if self._asks is not None:
                self._asks.close()
            self._asks = None
            return 0


def _cause(code: int) -> str:
    """A negative code is the number of the signal that ended it; 9 is the usual sign of too little memory."""
    return f"signal {-code}" if code < 0 else f"code {code}"


def most_workers() -> int:
    """From TORG_WORKERS; 0 where workers run elsewhere. Raises Refusal."""
    given = os.environ.get("TORG_WORKERS") or "2"
    if not given.isdecimal() or int(given) > MOST_WORKERS:
        raise refuse("serve.workers", value=given, most=MOST_WORKERS)
    return int(given)


def check_port(host: str, port: int) -> None:
    """Raises Refusal where another program listens: the server itself would share the port with it, unsaid."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise refuse("serve.port", value=port, host=host) from error


def serve(host: str, port: int, database: str, preparation: int, workers: int) -> None:
    """Serve until SIGTERM or SIGINT, or until the preparation fails; then everything ends."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    crew = JobWorkers(database, preparation, workers)
    server = Granian(
        "torg.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # HTTP/2 needs TLS to be of use; a proxy that ends TLS asks by HTTP/1.1
        workers=1,
        respawn_failed_workers=True,
        log_enabled=False,
        workers_kill_timeout=5,
        websockets=False,
    )
    crew.start()
    try:
        server.serve()
    finally:
        crew.stop()
