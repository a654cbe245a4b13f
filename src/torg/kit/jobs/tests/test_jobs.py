import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from torg.foundation.problems import refuse
from torg.kit.jobs import worker
from torg.kit.jobs.actions import (
    BACKGROUND,
    WAITED_FOR,
    Running,
    announce,
    cancel,
    enqueue,
    job,
    retry,
    run_now,
    subscribe,
)
from torg.kit.jobs.models import Announcement, Job, Worker
from torg.kit.jobs.worker import LeaseLost, claim, pause_after, run, run_worker, tell_announcements

pytestmark = pytest.mark.django_db(transaction=True)

ran: list[object] = []


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    ran.clear()


@job("test.note")
def note(running: Running, word: str) -> dict[str, str]:
    ran.append(word)
    running.progress("counting", 3, 7)
    return {"word": word}


@job("test.refuse")
def always_refuse(running: Running) -> None:
    raise refuse("file.empty", file="empty.csv")


gave_up: list[str] = []


@job("test.break", most_faults=2, most_attempts=3, gave_up=lambda word: gave_up.append(word))
def always_break(running: Running, word: str) -> None:
    ran.append(word)
    raise ZeroDivisionError


@job("test.stop")
def asked_to_end(running: Running) -> None:
    raise SystemExit(0)


@job("test.stop_midway")
def asked_to_end_as_a_transaction_began(running: Running) -> None:
    connection.ensure_connection()
    connection.connection.execute("BEGIN")  # and Django does not know of it yet
    raise SystemExit(0)


stop = threading.Event()


@job("test.stop_as_a_fault")
def asked_to_end_inside_a_library(running: Running) -> None:
    stop.set()
    raise RuntimeError("Query interrupted")


@subscribe("test.happened")
def listen(running: Running, subject: str) -> None:
    ran.append(f"heard {subject}")


def hurry() -> None:
    Job.objects.filter(state=Job.State.QUEUED).update(due=timezone.now())


def test_a_job_runs_and_keeps_its_result() -> None:
    waiting = enqueue("test.note", word="hello")
    run_now(waiting)
    assert (waiting.state, waiting.result, ran) == ("done", {"word": "hello"}, ["hello"])


def test_a_job_of_a_transaction_that_is_undone_never_was() -> None:
    with transaction.atomic():
        enqueue("test.note", word="hello")
        transaction.set_rollback(True)
    assert claim() is None


def test_a_refusal_ends_the_job_at_once_with_its_problem() -> None:
    waiting = enqueue("test.refuse")
    run_now(waiting)
    assert (waiting.state, waiting.attempts, waiting.problem["code"]) == ("failed", 1, "file.empty")


def test_a_fault_is_tried_again_after_a_pause_and_given_up_in_the_end() -> None:
    gave_up.clear()
    waiting = enqueue("test.break", word="x")
    first = claim()
    assert first is not None
    run(first)
    waiting.refresh_from_db()
    assert waiting.state == "queued"
    assert waiting.due > timezone.now()
    assert claim() is None
    hurry()
    run_now(waiting)
    assert (waiting.state, waiting.problem["code"], gave_up) == ("failed", "job.fault", ["x"])


def test_what_kills_its_worker_again_and_again_is_given_up() -> None:
    gave_up.clear()
    waiting = enqueue("test.break", word="x")
    for _ in range(3):  # claimed, and the worker is gone
        assert claim() is not None
        Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_now(waiting)
    assert (waiting.problem["code"], gave_up, ran) == ("job.lost", ["x"], [])


def test_a_job_whose_worker_has_gone_quiet_is_taken_again_but_not_before() -> None:
    enqueue("test.note", word="hello")
    assert claim() is not None
    assert claim() is None
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    again = claim()
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_lost_its_lease_can_neither_commit_nor_end_the_job() -> None:
    enqueue("test.note", word="hello")
    lost = claim()
    assert lost is not None
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    mine = claim()
    assert mine is not None
    with pytest.raises(LeaseLost), transaction.atomic():
        Running(lost).hold()
    assert run(lost) is False
    mine.refresh_from_db()
    assert mine.state == "running"
    assert run(mine) is True


def test_the_heartbeat_renews_the_lease_and_writes_the_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BEAT", 0.02)
    waiting = enqueue("test.note", word="hello")
    claimed = claim()
    assert claimed is not None
    Job.objects.update(leased_until=timezone.now())
    with Running(claimed) as running:
        running.progress("counting", 3, 7)
        wait_until(lambda: Job.objects.get(pk=waiting.pk).done == 3)
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.total) == ("counting", 7)
    assert waiting.leased_until > timezone.now() + timedelta(seconds=5)


def wait_until(condition) -> None:
    event = threading.Event()
    for _ in range(250):
        if condition():
            return
        event.wait(0.02)
    raise AssertionError("it did not happen within five seconds")


@pytest.mark.parametrize("name", ["test.stop", "test.stop_midway", "test.stop_as_a_fault"])
def test_a_worker_asked_to_end_puts_its_job_back_and_the_attempt_does_not_count(name: str) -> None:
    waiting = enqueue(name)
    stop.clear()
    with pytest.raises(SystemExit):
        run_worker(stop)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.faults) == ("queued", 0, 0)
    assert not Worker.objects.exists()


def test_an_unfinished_job_keeps_a_second_of_its_kind_away() -> None:
    first = enqueue("test.note", unique="one", word="a")
    assert enqueue("test.note", unique="one", word="b").pk == first.pk
    run_now(first)
    assert enqueue("test.note", unique="one", word="c").pk != first.pk


def test_a_job_that_nobody_knows_fails_and_the_others_go_on() -> None:
    unknown = enqueue("test.of_a_room_that_is_gone")
    known = enqueue("test.note", word="hello")
    run_worker(threading.Event(), idle=0)
    unknown.refresh_from_db()
    known.refresh_from_db()
    assert (unknown.state, unknown.problem["code"], known.state) == ("failed", "job.unknown", "done")


def test_an_announcement_reaches_its_subscriber_and_is_part_of_its_transaction() -> None:
    subject = enqueue("test.note", word="subject")
    announce("test.happened", subject)
    with transaction.atomic():
        announce("test.happened", subject)
        transaction.set_rollback(True)
    run_worker(threading.Event(), idle=0)
    assert ran == ["subject", f"heard {subject.pk}"]
    assert not Announcement.objects.exists()


def test_an_announcement_cut_off_while_it_is_told_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    announce("test.happened", enqueue("test.note", word="subject"))
    with monkeypatch.context() as patched:
        patched.setattr(Job.objects, "create", broken)
        with pytest.raises(OSError, match="cut off"):
            tell_announcements()
    assert Announcement.objects.count() == 1
    assert tell_announcements() == 1


def broken(**_: object) -> None:
    raise OSError("cut off")


def test_many_workers_run_each_job_once() -> None:
    for number in range(40):
        enqueue("test.note", word=str(number))

    def work() -> None:
        run_worker(threading.Event(), idle=0.2)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(map(str, ran), key=int) == [str(number) for number in range(40)]


def test_what_a_person_waits_for_goes_before_what_nobody_misses() -> None:
    for word, priority in (("background", BACKGROUND), ("usual", 0), ("waited for", WAITED_FOR)):
        enqueue("test.note", priority=priority, word=word)
    run_worker(threading.Event(), idle=0)
    assert ran == ["waited for", "usual", "background"]


def test_a_job_that_is_to_wait_is_not_taken_before_its_time() -> None:
    waiting = enqueue("test.note", wait=timedelta(minutes=5), word="later")
    assert claim() is None
    assert timedelta(minutes=4) < waiting.due - timezone.now() <= timedelta(minutes=5)


def test_pauses_grow_differ_and_end_at_an_hour() -> None:
    assert pause_after(1) <= timedelta(seconds=1.5)
    assert timedelta(seconds=13) < pause_after(4) < timedelta(seconds=41)
    assert pause_after(60) <= timedelta(hours=1.5)
    assert len({pause_after(4) for _ in range(10)}) > 1


def test_a_running_job_that_is_cancelled_stops_at_its_next_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BEAT", 0.02)
    waiting = enqueue("test.until_cancelled")
    run_worker(threading.Event(), idle=0)
    waiting.refresh_from_db()
    assert (waiting.state, ran) == ("cancelled", ["taken back"])


@job("test.until_cancelled", cancel=lambda: ran.append("taken back") or True)
def until_cancelled(running: Running) -> None:
    assert cancel(by="Astrid", job=running.job)
    for _ in range(500):
        running.progress("going on")
        time.sleep(0.02)
    raise AssertionError("it was never told that it is cancelled")


def test_nobody_cancels_what_its_room_does_not_take_back() -> None:
    waiting = enqueue("test.note", word="hello")
    assert not cancel(by="Dag", job=waiting)
    run_now(waiting)
    assert waiting.state == "done"


def test_a_failed_job_is_done_again_with_all_its_attempts() -> None:
    waiting = enqueue("test.refuse")
    run_now(waiting)
    assert retry(by="Astrid", job=waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.problem) == ("queued", 0, None)
    assert not retry(by="Astrid", job=waiting)


def test_a_failed_job_is_not_done_again_beside_one_of_its_kind() -> None:
    failed = enqueue("test.refuse", unique="one")
    run_now(failed)
    enqueue("test.refuse", unique="one")
    assert not retry(by="Astrid", job=failed)


def test_a_worker_that_went_quiet_is_named_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    enqueue("test.note", word="hello")
    claim(worker="ghost:1")
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    Worker.objects.create(name="ghost:1", seen=timezone.now() - timedelta(minutes=1))
    run_worker(threading.Event(), idle=0)
    assert ran == ["hello"]
    assert len([line for line in caplog.messages if "ghost:1" in line]) == 2
    assert not Worker.objects.exists()


def test_jobs_that_ended_a_month_ago_are_forgotten_and_no_others() -> None:
    old, new, waiting = (enqueue("test.note", word=word) for word in ("old", "new", "waiting"))
    run_now(old)
    run_now(new)
    Job.objects.filter(pk=old.pk).update(finished=timezone.now() - timedelta(days=31))
    Job.objects.filter(pk=waiting.pk).update(created=timezone.now() - timedelta(days=31))
    run_now(enqueue("jobs.forget"))
    assert set(Job.objects.exclude(name="jobs.forget")) == {new, waiting}
