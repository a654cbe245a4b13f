"""Schedules: several workers, long silences, rooms that are gone."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from torg.kit.jobs import registry
from torg.kit.jobs.actions import Running, job, run_worker, schedule
from torg.kit.jobs.models import Job, Schedule
from torg.kit.jobs.registry import Rhythm
from torg.kit.jobs.scheduling import enqueue_due, plant_schedules

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "test.hourly"
ran: list[str] = []


@schedule(every=timedelta(hours=1))
@job(NAME)
def hourly(running: Running) -> None:
    ran.append(NAME)


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    ran.clear()


def make_due(ago: timedelta = timedelta(seconds=1)) -> None:
    plant_schedules()
    Schedule.objects.filter(pk=NAME).update(due=timezone.now() - ago)


def test_a_job_with_a_schedule_runs_when_it_is_due_and_is_due_again_later() -> None:
    run_worker(threading.Event(), idle=0)
    assert ran == []
    make_due()
    run_worker(threading.Event(), idle=0)
    assert ran == [NAME]
    assert Schedule.objects.get(pk=NAME).due > timezone.now() + timedelta(minutes=59)


def test_after_a_week_of_silence_it_runs_once() -> None:
    make_due(timedelta(days=7))
    run_worker(threading.Event(), idle=0)
    assert ran == [NAME]


def test_several_workers_run_it_once() -> None:
    make_due()

    def work() -> None:
        run_worker(threading.Event(), idle=0.2)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert ran == [NAME]


def test_a_job_still_under_way_is_not_queued_a_second_time() -> None:
    make_due()
    enqueue_due()
    make_due()
    enqueue_due()
    assert Job.objects.filter(name=NAME).count() == 1


def test_a_schedule_of_a_room_that_is_gone_is_removed_and_a_shorter_one_counts_at_once() -> None:
    Schedule.objects.create(name="gone.room", due=timezone.now())
    plant_schedules()
    Schedule.objects.filter(pk=NAME).update(due=timezone.now() + timedelta(days=3))
    plant_schedules()
    assert not Schedule.objects.filter(pk="gone.room").exists()
    assert Schedule.objects.get(pk=NAME).due <= timezone.now() + timedelta(hours=1)


def test_planting_again_does_not_put_off_what_is_due() -> None:
    make_due()
    plant_schedules()
    assert Schedule.objects.get(pk=NAME).due < timezone.now()


@pytest.mark.parametrize(("hour", "day"), [(2, 24), (3, 25), (4, 25)])
def test_a_daily_schedule_is_due_at_the_next_such_time(hour: int, day: int) -> None:
    now = datetime(2026, 11, 24, hour, 0, 0, 5, tzinfo=UTC)
    assert Rhythm(daily=time(3)).after(now) == datetime(2026, 11, day, 3, tzinfo=UTC)


def test_a_schedule_needs_a_job_and_one_rhythm() -> None:
    with pytest.raises(TypeError, match="above @job"):
        schedule(every=timedelta(hours=1))(lambda running: None)
    with pytest.raises(TypeError, match="either"):
        schedule()
    assert NAME in registry.works()
