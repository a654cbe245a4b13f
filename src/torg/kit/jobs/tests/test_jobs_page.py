"""The list of jobs: who sees what, in which words, and what they can do."""

import pytest
from django.test import Client

from torg.catalogue.people.models import Organisation
from torg.catalogue.people.tests.signing_in import person, sign_in
from torg.foundation.problems import refuse
from torg.kit.jobs.actions import Running, Subject, enqueue, job, run_now
from torg.kit.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

taken_back: list[str] = []


def take_back(list_: str) -> bool:
    taken_back.append(list_)
    return True


@job("test.page", label="Publish", subject=lambda list_: Subject(list_, f"/datasets/{list_}"), cancel=take_back)
def publish(running: Running, list_: str) -> None:
    if list_ == "empty":
        raise refuse("file.empty", file="empty.csv")


@pytest.fixture
def atorp() -> Organisation:
    return Organisation.objects.create(slug="atorp", name={"en": "Åtorp"})


@pytest.fixture
def boberg() -> Organisation:
    return Organisation.objects.create(slug="boberg", name={"en": "Boberg"})


def page(client: Client, address: str = "/jobs") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_stranger_is_led_to_the_sign_in_page_and_can_do_nothing(client: Client, atorp: Organisation) -> None:
    waiting = enqueue("test.page", about=atorp, list_="trees")
    assert client.get("/jobs")["Location"] == "/sign-in?next=/jobs"
    for what in ("cancel", "retry"):
        assert client.post(f"/jobs/{waiting.pk}/{what}").status_code == 303
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_an_editor_sees_the_jobs_of_their_organisation_and_no_others(
    client: Client, atorp: Organisation, boberg: Organisation
) -> None:
    enqueue("test.page", about=atorp, list_="trees")
    other = enqueue("test.page", about=boberg, list_="benches")
    nobodys = enqueue("test.page", list_="index")
    sign_in(client, person("Astrid", editor=atorp))
    shown = page(client)
    assert "trees" in shown
    assert "benches" not in shown
    assert "/datasets/index" not in shown
    for foreign in (other, nobodys):
        assert client.post(f"/jobs/{foreign.pk}/cancel").status_code == 404
        assert client.post(f"/jobs/{foreign.pk}/retry").status_code == 404


def test_somebody_without_an_organisation_sees_nothing_and_is_told_why(client: Client) -> None:
    enqueue("test.page", list_="index")
    sign_in(client, person("Dag"))
    assert "Nothing is under way" in page(client)


def test_an_administrator_of_the_hub_sees_all_with_the_name_of_the_organisation(
    client: Client, atorp: Organisation
) -> None:
    enqueue("test.page", about=atorp, list_="trees")
    enqueue("test.page", list_="index")
    bo = person("Bo")
    bo.is_admin = True
    bo.save()
    sign_in(client, bo)
    shown = page(client)
    assert "Åtorp" in shown
    assert "/datasets/index" in shown


def test_what_went_wrong_is_said_with_what_to_do_and_a_button_tries_again(client: Client, atorp: Organisation) -> None:
    failed = enqueue("test.page", about=atorp, list_="empty")
    run_now(failed)
    sign_in(client, person("Astrid", editor=atorp))
    shown = page(client)
    assert "Not done" in shown
    assert "Choose a file with a table in it." in shown
    assert client.post(f"/jobs/{failed.pk}/retry")["Location"] == "/jobs?said=again"
    failed.refresh_from_db()
    assert failed.state == "queued"
    assert "It is in the queue again." in page(client, "/jobs?said=again")


def test_a_job_that_waits_can_be_cancelled_once(client: Client, atorp: Organisation) -> None:
    taken_back.clear()
    waiting = enqueue("test.page", about=atorp, list_="trees")
    sign_in(client, person("Astrid", editor=atorp))
    assert client.post(f"/jobs/{waiting.pk}/cancel")["Location"] == "/jobs?said=cancelled"
    assert client.post(f"/jobs/{waiting.pk}/cancel")["Location"] == "/jobs?said=late"
    waiting.refresh_from_db()
    assert (waiting.state, taken_back) == ("cancelled", ["trees"])
    assert "Try again" not in page(client)


def test_progress_is_shown_in_words_and_as_a_bar(client: Client, atorp: Organisation) -> None:
    running = enqueue("test.page", about=atorp, list_="trees")
    Job.objects.filter(pk=running.pk).update(state="running", stage="storing", done=3, total=7)
    sign_in(client, person("Astrid", editor=atorp))
    shown = page(client)
    assert "Keeping the rows, 3 of 7" in shown
    assert '<progress max="7" value="3"' in shown


def test_a_form_without_the_persons_own_secret_is_refused(atorp: Organisation) -> None:
    client = Client(enforce_csrf_checks=True)
    waiting = enqueue("test.page", about=atorp, list_="trees")
    sign_in(client, person("Astrid", editor=atorp))
    assert client.post(f"/jobs/{waiting.pk}/cancel").status_code == 403
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_a_hostile_name_stays_text_and_a_page_too_far_shows_the_last(client: Client, atorp: Organisation) -> None:
    for number in range(45):
        enqueue("test.page", about=atorp, list_=f"<script>alert({number})</script>")
    sign_in(client, person("Astrid", editor=atorp))
    shown = page(client, "/jobs?page=999")
    assert "<script>alert(" not in shown
    assert "&lt;script&gt;alert(0)" in shown
    assert "Page 2 of 2" in shown


def test_looking_at_many_jobs_asks_the_database_a_few_times(
    client: Client, atorp: Organisation, django_assert_max_num_queries
) -> None:
    for number in range(40):
        enqueue("test.page", about=atorp, list_=str(number))
    sign_in(client, person("Astrid", editor=atorp))
    with django_assert_max_num_queries(9):
        page(client)


def test_what_the_hub_did_for_itself_is_shown_only_when_asked_for(client: Client) -> None:
    run_now(enqueue("test.page", list_="index"))
    failed = enqueue("test.page", list_="empty")
    run_now(failed)
    bo = person("Bo")
    bo.is_admin = True
    bo.save()
    sign_in(client, bo)
    assert "/datasets/index" not in page(client)
    assert "/datasets/empty" in page(client)
    assert "/datasets/index" in page(client, "/jobs?all=1")
