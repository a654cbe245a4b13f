"""The process tree of ``torg serve``: granian's web worker, and a job worker while there is something to do."""

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import subprocess
import sys
import threading

from torg.foundation.problems import refuse
from torg.kit.jobs import Waiting

POLL = 0.3
IDLE = 60.0
LONGEST_PAUSE = 30.0
END = 8.0

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


class JobWorker:
    """Starts a worker process when a job waits; it ends by itself when idle, and is started again if it dies."""

    def __init__(self, database: str, preparation: int) -> None:
        self._database = database
        self._preparation = preparation
        self._stop = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._asks: Waiting | None = None
        self._thread = threading.Thread(target=self._watch, name="job worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(END)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _watch(self) -> None:
        if os.waitpid(self._preparation, 0)[1]:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        pause = 0.0
        while not self._stop.wait(POLL + pause):
            pause = self._look(pause)

    def _look(self, pause: float) -> float:
        """One look at the queue; how much longer than usual to wait for the next one."""
        if self._process is not None and self._process.poll() is None:
            return 0.0
        died = self._process is not None and self._process.returncode != 0
        self._process = None
        if died:
            log.warning("the job worker ended; it is started again")
            return min(LONGEST_PAUSE, pause * 2 + 0.5)
        if self._waiting():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "torg.site.worker", str(IDLE)], stdin=subprocess.PIPE
            )
        return pause and pause / 2

    def _waiting(self) -> bool:
        try:
            self._asks = self._asks or Waiting(self._database)
            return self._asks()
        except Exception:
            log.warning("the job queue could not be asked", exc_info=True)
            if self._asks is not None:
                self._asks.close()
            self._asks = None
            return False


def check_port(host: str, port: int) -> None:
    """Raises Refusal where another program listens: the server itself would share the port with it, unsaid."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise refuse("serve.port", value=port, host=host) from error


def serve(host: str, port: int, database: str, preparation: int) -> None:
    """Serve until SIGTERM or SIGINT, or until the preparation fails; then everything ends."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    worker = JobWorker(database, preparation)
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
    worker.start()
    try:
        server.serve()
    finally:
        worker.stop()
