"""The job worker process: ``python -m torg.site.worker SECONDS`` runs jobs until there were none for so long."""

import os
import signal
import sys
import threading

import django

from torg.site.processes import end_with_parent


def main(idle: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
    end_with_parent()
    django.setup()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    work(idle)


def work(idle: float | None = None) -> None:
    """Run jobs; a job that is under way when the process is asked to end goes back into the queue."""
    from torg.kit.jobs.actions import run_worker

    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    if idle is None:  # started by a person: nobody else decides
        signal.signal(signal.SIGINT, end)
    run_worker(stop, idle=idle)


if __name__ == "__main__":
    main(float(sys.argv[1]))
