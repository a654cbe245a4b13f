from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from torg.kit.jobs import Waiting
from torg.kit.jobs.actions import announce, enqueue
from torg.kit.jobs.models import Announcement, Job, Schedule
from torg.kit.jobs.worker import claim

pytestmark = pytest.mark.django_db(transaction=True)


def database() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(facts["NAME"])
    user = f"{facts['USER']}@" if facts["USER"] else ""
    return f"postgresql://{user}/{facts['NAME']}?host={facts['HOST']}"


def test_the_small_watcher_sees_what_a_worker_would_take() -> None:
    waiting = Waiting(database())
    assert not waiting()
    job = enqueue("test.note", word="hello")
    assert waiting()
    Job.objects.update(due=timezone.now() + timedelta(minutes=1))
    assert not waiting()
    Job.objects.update(due=timezone.now())
    assert waiting.busy() == 0
    assert claim() is not None
    assert not waiting()
    assert waiting.busy() == 1
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert waiting()
    assert waiting.busy() == 0
    Job.objects.all().delete()
    assert not waiting()
    announce("test.happened", job)
    assert waiting()
    Announcement.objects.all().delete()
    assert not waiting()
    Schedule.objects.create(name="test.daily", due=timezone.now())
    assert waiting()
    waiting.close()


def test_the_home_is_not_the_database_of_a_test() -> None:
    assert str(settings.HOME.catalogue) not in str(connection.settings_dict["NAME"])
