import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from torg.catalogue.people import codes, limits
from torg.catalogue.people.models import Attempt, CodeRequest, SignInCode, User
from torg.kit.jobs.models import Job
from torg.kit.mail.models import Letter

from .conftest import Letters
from .signing_in import person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def ask(client: Client, email: str = "astrid@example.org", next: str = "") -> HttpResponse:
    return client.post("/sign-in", {"email": email, "next": next})


def code_in(letters: Letters) -> str:
    found = re.search(r"\d{4} \d{4}", letters()[-1].get_content())
    assert found
    return found[0]


def link_in(letters: Letters) -> str:
    found = re.search(r"http://testserver(/sign-in/link/\S+)", letters()[-1].get_content())
    assert found
    return found[1]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_from_a_letter_lets_astrid_in(client: Client, letters: Letters) -> None:
    person("Astrid")
    answer = ask(client, " Astrid@Example.ORG ", "/publish?dataset=badplatser")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code?next=%2Fpublish%3Fdataset%3Dbadplatser")
    code = code_in(letters)
    assert letters()[-1]["to"] == "astrid@example.org"
    entered = client.post(answer["Location"], {"code": f" {code}\n"})
    assert (entered.status_code, entered["Location"]) == (302, "/publish?dataset=badplatser")
    assert signed_in(client)
    assert not SignInCode.objects.exists()


def test_a_code_works_once(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    code, other = code_in(letters), Client()
    client.post("/sign-in/code", {"code": code})
    ask(other)
    assert other.post("/sign-in/code", {"code": code}).status_code == 422
    assert not signed_in(other)


def test_a_code_is_over_after_its_time(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    code = code_in(letters)
    SignInCode.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client.post("/sign-in/code", {"code": code}).status_code == 422


def test_of_two_letters_that_crossed_either_code_works(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    first = code_in(letters)
    ask(client)
    assert code_in(letters) != first
    client.post("/sign-in/code", {"code": first})
    assert signed_in(client)


def test_guessing_uses_a_code_up(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    code = code_in(letters)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
    for _ in range(codes.MOST_TRIES):
        assert client.post("/sign-in/code", {"code": wrong}).status_code == 422
    assert client.post("/sign-in/code", {"code": code}).status_code == 422
    assert not signed_in(client)


def test_guessing_uses_up_no_code_but_those_the_guesser_asked_for(client: Client, letters: Letters) -> None:
    """Else Dag could keep Astrid out for ever, from anywhere, by typing what he likes."""
    person("Astrid")
    ask(client)
    code, dag = code_in(letters), Client(REMOTE_ADDR="203.0.113.9")
    ask(dag)
    letters()
    for _ in range(codes.MOST_TRIES + 1):
        assert dag.post("/sign-in/code", {"code": "0000 0000"}).status_code == 422
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    assert signed_in(client)


def test_a_code_is_worth_something_only_in_the_browser_that_asked_for_it(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    code, dag = code_in(letters), Client()
    ask(dag)
    letters()
    assert dag.post("/sign-in/code", {"code": code}).status_code == 422
    assert not signed_in(dag)


def test_no_single_stranger_shuts_the_doors_of_an_address(client: Client, letters: Letters) -> None:
    astrid, dag = person("Astrid"), Client(REMOTE_ADDR="203.0.113.9")
    astrid.set_password("a boat on the lake")
    astrid.save()
    while ask(dag).status_code != 429:
        while dag.post("/sign-in/code", {"code": "0000 0000"}).status_code == 422:
            pass
    while dag.post("/sign-in/password", {"email": "astrid@example.org", "password": "x"}).status_code != 429:
        pass
    by_password = Client()
    form = {"email": "astrid@example.org", "password": "a boat on the lake"}
    assert by_password.post("/sign-in/password", form).status_code == 302
    assert ask(client).status_code == 302
    assert client.post("/sign-in/code", {"code": code_in(letters)}).status_code == 302


def test_the_code_of_one_person_opens_no_door_of_another(client: Client, letters: Letters) -> None:
    person("Astrid")
    person("Dag")
    ask(client, "dag@example.org")
    code, other = code_in(letters), Client()
    ask(other, "astrid@example.org")
    letters()
    assert other.post("/sign-in/code", {"code": code}).status_code == 422


def test_only_digests_of_codes_and_of_who_tried_are_kept(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    code = code_in(letters).replace(" ", "")
    row = SignInCode.objects.get()
    assert code not in row.digest
    assert "astrid" not in str(list(Attempt.objects.values()))
    assert not CodeRequest.objects.exists()
    assert not Letter.objects.exists()
    assert "astrid" not in str(list(Job.objects.values_list("payload", "result", "problem")))


def test_the_answer_never_tells_who_has_an_account(letters: Letters) -> None:
    person("Astrid")
    pages = {}
    for email in ("astrid@example.org", "nobody@example.org"):
        client = Client()
        asked = ask(client, email)
        page = client.get(asked["Location"])
        wrong = client.post("/sign-in/code", {"code": "0000 0000"})
        by_password = client.post("/sign-in/password", {"email": email, "password": "guessed it"})
        answers = (asked, page, wrong, by_password)
        pages[email] = [(one.status_code, one.get("Location"), _plain(one, email)) for one in answers]
    known, unknown = pages.values()
    assert known == unknown
    assert [letter["to"] for letter in letters()] == ["astrid@example.org"]


def _plain(answer: HttpResponse, email: str) -> str:
    return re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(email, "")


def test_asking_does_the_same_work_for_everybody() -> None:
    person("Astrid")
    done = []
    for email in ("astrid@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), email)
        done.append([one["sql"].split(" ")[0] for one in queries])
    assert done[0] == done[1]


def test_an_account_that_was_closed_gets_no_letter(client: Client, letters: Letters) -> None:
    User.objects.filter(pk=person("Astrid").pk).update(is_active=False)
    ask(client)
    assert letters() == []


def test_a_link_asks_first_because_mail_scanners_follow_links(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client, next="/publish")
    link, elsewhere = link_in(letters), Client()
    for _ in range(3):
        page = elsewhere.get(link)
        assert (page.status_code, "astrid@example.org" in page.content.decode()) == (200, True)
        assert not signed_in(elsewhere)
    entered = elsewhere.post(link)
    assert (entered.status_code, entered["Location"]) == (302, "/publish")
    assert signed_in(elsewhere)
    assert Client().get(link).status_code == 410
    assert Client().post(link).status_code == 410


def test_a_link_that_was_changed_opens_nothing(client: Client, letters: Letters) -> None:
    person("Astrid")
    ask(client)
    link = link_in(letters)
    for changed in (link[:-1] + ("a" if link[-1] != "a" else "b"), "/sign-in/link/x", "/sign-in/link/a:b:c"):
        assert client.post(changed).status_code == 410
    assert not signed_in(client)


def test_no_link_is_sent_where_a_stranger_could_have_named_the_host(
    client: Client, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("Astrid")
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    client.post("/sign-in", {"email": "astrid@example.org"}, headers={"host": "evil.example"})
    assert "http" not in letters()[-1].get_content()


def test_a_password_lets_somebody_in_who_has_one(client: Client) -> None:
    astrid = person("Astrid")
    astrid.set_password("a boat on the lake")
    astrid.save()
    form = {"email": "ASTRID@example.org", "password": "a boat on the lake", "next": "/publish"}
    assert client.post("/sign-in/password", form)["Location"] == "/publish"
    assert signed_in(client)


@pytest.mark.parametrize("password", ["", "!", "None"])
def test_an_account_without_a_password_has_none_to_guess(client: Client, password: str) -> None:
    person("Astrid")
    assert client.post("/sign-in/password", {"email": "astrid@example.org", "password": password}).status_code == 422


def test_guessing_passwords_of_one_address_ends_in_waiting(client: Client) -> None:
    astrid = person("Astrid")
    astrid.set_password("a boat on the lake")
    astrid.save()
    for number in range(limits.PASSWORDS.of_address):
        client.post(
            "/sign-in/password",
            {"email": "astrid@example.org", "password": str(number)},
            REMOTE_ADDR=f"10.0.0.{number}",
        )
    right = {"email": "Astrid@example.org", "password": "a boat on the lake"}
    refused = client.post("/sign-in/password", right)
    assert refused.status_code == 429
    assert not signed_in(client)
    Attempt.objects.update(at=timezone.now() - limits.PASSWORDS.within)
    assert client.post("/sign-in/password", right).status_code == 302


def test_one_client_cannot_try_all_addresses(client: Client) -> None:
    for number in range(limits.CODES_ASKED.of_client):
        assert ask(client, f"p{number}@example.org").status_code == 302
    assert ask(client, "another@example.org").status_code == 429
    assert client.post("/sign-in", {"email": "another@example.org"}, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_coming_in_does_not_clear_the_count_of_a_client(client: Client) -> None:
    dag = person("Dag")
    dag.set_password("a boat on the lake")
    dag.save()
    for number in range(limits.PASSWORDS.of_client - 1):
        client.post("/sign-in/password", {"email": f"p{number}@example.org", "password": "x"})
    client.post("/sign-in/password", {"email": "dag@example.org", "password": "a boat on the lake"})
    assert Client().post("/sign-in/password", {"email": "q@example.org", "password": "x"}).status_code == 429


def test_what_is_no_address_is_told_in_words(client: Client) -> None:
    answer = ask(client, '"><script>alert(1)</script>')
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert "Write it like anna@example.org" in answer.content.decode()


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"])
def test_nobody_is_led_to_another_site_after_signing_in(client: Client, letters: Letters, next: str) -> None:
    astrid = person("Astrid")
    ask(client, next=next)
    link, code = link_in(letters), code_in(letters)
    assert Client().post(link)["Location"] == "/studio"
    ask(client, next=next)
    entered = client.post("/sign-in/code", {"code": code_in(letters), "next": next})
    assert entered["Location"] == "/studio"
    assert code
    sign_in(client, astrid)
    assert client.get("/sign-in", {"next": next})["Location"] == "/studio"


def test_a_session_planted_before_is_worth_nothing_after(letters: Letters) -> None:
    person("Astrid")
    client = Client()
    ask(client)
    planted = client.cookies["torg_session"].value
    client.post("/sign-in/code", {"code": code_in(letters)})
    assert client.cookies["torg_session"].value != planted
    dag = Client()
    dag.cookies["torg_session"] = planted
    assert not signed_in(dag)


def test_forms_of_other_sites_sign_nobody_in_or_out(letters: Letters) -> None:
    astrid, strict = person("Astrid"), Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in", {"email": "astrid@example.org"}).status_code == 403
    assert strict.post("/sign-in/password", {"email": "astrid@example.org", "password": "x"}).status_code == 403
    sign_in(strict, astrid)
    answer = strict.post("/sign-out")
    assert (answer.status_code, "out of date" in answer.content.decode()) == (403, True)
    assert signed_in(strict)
    assert not CodeRequest.objects.exists()


def test_signing_out_ends_the_session_itself(client: Client) -> None:
    sign_in(client, person("Astrid"))
    kept = client.cookies["torg_session"].value
    assert client.post("/sign-out")["Location"] == "/"
    thief = Client()
    thief.cookies["torg_session"] = kept
    assert not signed_in(thief)
    assert client.get("/sign-out").status_code == 405


def test_cookies_are_closed_to_scripts_and_other_sites(client: Client) -> None:
    form = client.get("/sign-in", secure=True).cookies["torg_form"]
    session = client.post("/sign-in", {"email": "astrid@example.org"}, secure=True).cookies["torg_session"]
    for cookie in (form, session):
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert session["max-age"] == 14 * 24 * 3600
    assert not Client().get("/sign-in").cookies["torg_form"]["secure"], "by http a browser would not send it back"


@pytest.mark.parametrize("path", ["/", "/gallery", "/organisations", "/nothing", "/api/v1/publish", "/catalog.ttl"])
def test_a_reader_gets_no_cookie(client: Client, path: str) -> None:
    assert not client.get(path).cookies


def test_the_first_cookie_comes_with_the_sign_in_page_and_the_first_session_with_the_form(client: Client) -> None:
    assert list(client.get("/sign-in").cookies) == ["torg_form"]
    assert set(ask(client).cookies) == {"torg_session"}


def test_the_head_of_each_page_says_who_reads_it(client: Client) -> None:
    assert 'href="/sign-in"' in client.get("/").content.decode()
    sign_in(client, person("<b>Astrid</b>"))
    page = client.get("/").content.decode()
    assert "&lt;b&gt;Astrid&lt;/b&gt;" in page
    assert 'action="/sign-out"' in page
    assert 'href="/sign-in"' not in page


def test_a_page_of_somebody_is_not_kept_for_others(client: Client) -> None:
    sign_in(client, person("Astrid"))
    assert "Cookie" in client.get("/")["Vary"]
    assert "no-store" in client.get("/sign-in").get("Cache-Control", "")


def test_a_stranger_cannot_fill_the_disk(client: Client, letters: Letters, tmp_path: Path) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/sign-in")
    secret = strict.cookies["torg_form"].value
    form = {"csrfmiddlewaretoken": secret, "email": "dag@example.org"}
    answer = strict.post("/sign-in", {**form, "file": SimpleUploadedFile("big", b"x" * 300_000)})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in?next=/sign-in")
    assert not CodeRequest.objects.exists()
    assert not (tmp_path / "home" / "work").exists(), "nothing was written"
    assert strict.post("/sign-in", form).status_code == 302
