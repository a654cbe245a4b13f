"""Running jobs: claim one, keep its lease by a heartbeat, write down how it ended."""

import logging
import random
import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from torg.foundation.problems import Problem, Refusal

from .beating import Heartbeat
from .living import Living, bury
from .models import Announcement, Job
from .registry import Work, subscribers, works
from .scheduling import enqueue_due, plant_schedules

LEASE = timedelta(seconds=15)
BEAT = 1.0
POLL = 0.4
LONGEST_WAIT = timedelta(hours=1)

Watch = Callable[[str, int, int | None], None]

log = logging.getLogger("torg.jobs")


class LeaseLost(Exception):
    """Another worker has the job now: whatever was not committed must not be."""


class Running:
    """A job while it runs. A heartbeat renews its lease, with the newest progress."""

    def __init__(self, claimed: Job, watch: Watch | None = None) -> None:
        self.job = claimed
        self._watch = watch
        self._lost = False
        self._progress: tuple[str, int, int | None] = (claimed.stage, claimed.done, claimed.total)
        self._heartbeat = Heartbeat(f"the lease of {claimed}", BEAT, self._renew)

    def progress(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Raises LeaseLost where the job was cancelled or is another worker's by now: going on would be in vain."""
        if self._lost:
            raise LeaseLost(self.job)
        self._progress = (stage, done, total)
        if self._watch is not None:
            self._watch(stage, done, total)

    def hold(self) -> None:
        """Inside a transaction: lock the job's row and make sure that it is still ours. Raises LeaseLost."""
        rows = Job.objects.filter(pk=self.job.pk, lease=self.job.lease, state=Job.State.RUNNING)
        if not rows.select_for_update().exists():
            raise LeaseLost(self.job)

    def __enter__(self) -> "Running":
        self._heartbeat.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._heartbeat.__exit__(kind, error, trace)

    def _renew(self) -> None:
        stage, done, total = self._progress
        ours = Job.objects.filter(pk=self.job.pk, lease=self.job.lease, state=Job.State.RUNNING)
        self._lost = not ours.update(leased_until=timezone.now() + LEASE, stage=stage, done=done, total=total)


def claim(only: int | None = None, worker: str = "") -> Job | None:
    """Take the most urgent job that is due, or whose worker has gone quiet; at most one worker gets it."""
    now = timezone.now()
    ready = Q(state=Job.State.QUEUED, due__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    with transaction.atomic():  # BEGIN IMMEDIATE on SQLite: nobody else is between the reading and the writing
        rows = Job.objects.filter(ready).order_by("-priority", "due", "id")
        if only is not None:
            rows = rows.filter(pk=only)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        taken = rows.first()
        if taken is not None:
            _lease(taken, now, worker)
    return taken


def _lease(taken: Job, now: datetime, worker: str) -> None:
    if taken.state == Job.State.RUNNING:
        log.warning("the worker %s of %s has gone quiet; it is taken up again", taken.worker or "?", taken)
    taken.state = Job.State.RUNNING
    taken.worker = worker
    taken.attempts += 1
    taken.lease = secrets.token_hex(16)
    taken.leased_until = now + LEASE
    taken.save(update_fields=["state", "attempts", "worker", "lease", "leased_until"])


NEVER = threading.Event()


def run(claimed: Job, watch: Watch | None = None, stop: threading.Event = NEVER) -> bool:
    """Run a claimed job to its end, whatever that is; False where another worker has it by now.

    Once ``stop`` is set whatever goes wrong comes of that: DuckDB, for one, makes a fault of a signal.
    """
    kind = works().get(claimed.name)
    if kind is None:  # of a room that is not here any more, or not yet
        return _end(claimed, Job.State.FAILED, problem=_told(Problem("job.unknown", job=claimed.name)))
    if claimed.attempts > kind.most_attempts:
        return _give_up(kind, claimed, Problem("job.lost"))
    try:
        with Running(claimed, watch) as running:
            result = kind.run(running, **claimed.payload)
        return _end(claimed, Job.State.DONE, result=result)
    except LeaseLost:
        log.warning("%s went to another worker", claimed)
        return False
    except Refusal as refusal:
        return _end(claimed, Job.State.FAILED, problem=_told(refusal.problem))
    except (SystemExit, KeyboardInterrupt):
        _put_back(claimed)
        raise
    except Exception as fault:
        if stop.is_set():
            _put_back(claimed)
            raise SystemExit(0) from fault
        log.exception("%s ended in a fault", claimed)
        claimed.faults += 1
        if claimed.faults >= kind.most_faults:
            return _give_up(kind, claimed, Problem("job.fault"))
        return _requeue(claimed, pause_after(claimed.faults), faults=claimed.faults)


def pause_after(faults: int) -> timedelta:
    """Three times as long after each fault, give or take a half: jobs that broke together do not return together."""
    seconds = min(3.0 ** (faults - 1), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311  nothing is guarded by it


def _put_back(claimed: Job) -> None:
    """Asked to end: the job goes back, and the attempt does not count."""
    connection.close()  # the signal may have come while a transaction began
    _requeue(claimed, timedelta(), attempts=F("attempts") - 1)


def _requeue(claimed: Job, wait: timedelta, **fields: object) -> bool:
    return _write(claimed, state=Job.State.QUEUED, due=timezone.now() + wait, lease="", **fields)


def _give_up(kind: Work, claimed: Job, problem: Problem) -> bool:
    with transaction.atomic():
        ended = _end(claimed, Job.State.FAILED, problem=_told(problem))
        if ended and kind.gave_up is not None:
            kind.gave_up(**claimed.payload)
    return ended


def _end(claimed: Job, state: Job.State, **fields: object) -> bool:
    return _write(claimed, state=state, finished=timezone.now(), lease="", **fields)


def _write(claimed: Job, **fields: object) -> bool:
    """Only while the lease is ours."""
    rows = Job.objects.filter(pk=claimed.pk, lease=claimed.lease, state=Job.State.RUNNING)
    return rows.update(**fields) == 1


def _told(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "facts": {key: str(value) for key, value in problem.facts.items()}}


def tell_announcements() -> int:
    """Turn announcements into one job a subscriber: both happen or neither does."""
    told = 0
    for heard in Announcement.objects.order_by("id")[:100]:
        with transaction.atomic():
            if Announcement.objects.filter(pk=heard.pk).delete()[0] == 0:
                continue
            for name in subscribers(heard.topic):
                Job.objects.create(name=name, payload={"subject": heard.subject})
            told += 1
    return told


def run_now(waiting: Job, watch: Watch | None = None) -> None:
    """Run one job in this process, or wait while another worker has it; ``watch`` is told of its progress."""
    while not waiting.finished_at_all:
        claimed = claim(only=waiting.pk)
        if claimed is not None:
            run(claimed, watch)
        else:
            time.sleep(POLL / 2)
        waiting.refresh_from_db()
        if watch is not None:
            watch(waiting.stage, waiting.done, waiting.total)


def run_worker(stop: threading.Event, *, idle: float | None = None) -> None:
    """Run jobs until ``stop`` is set, or until there was nothing to do for ``idle`` seconds."""
    quiet_since = time.monotonic()
    plant_schedules()
    bury()
    with Living() as living:
        while not stop.is_set():
            close_old_connections()
            try:
                worked = _one_turn(living, stop)
            except SystemExit:
                connection.close()  # as above: whatever is written down at the end needs a connection that is whole
                raise
            if worked:
                quiet_since = time.monotonic()
            elif idle is not None and time.monotonic() - quiet_since > idle:
                return
            else:
                stop.wait(POLL)


def _one_turn(living: Living, stop: threading.Event) -> bool:
    """What is due is put in the queue, and one job is run if there is one."""
    enqueue_due()
    tell_announcements()
    claimed = claim(worker=living.name)
    if claimed is not None:
        run(claimed, stop=stop)
    return claimed is not None
