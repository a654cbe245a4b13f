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
    from torg.kit.jobs.actions import run_worker

    def stop(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    run_worker(threading.Event(), idle=idle)


if __name__ == "__main__":
    main(float(sys.argv[1]))
