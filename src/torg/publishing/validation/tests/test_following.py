"""Lists that follow rules: taken up when somebody says so, in the version they saw, and learned from."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from torg.catalogue.datasets.actions import add_dataset
from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Event, Organisation
from torg.engine.specifications import Verdict
from torg.engine.specifications.found import Group, Likeness, Match
from torg.foundation.problems import Statement
from torg.publishing.validation.actions import adopt, begin, confirm, follow, leave
from torg.publishing.validation.learning import learned, teach
from torg.publishing.validation.models import ConfirmedHeading, Followed
from torg.publishing.validation.panels import rules_it_follows
from torg.publishing.validation.queries import Rules, newer_version, plain, rules_of, verdict_of

pytestmark = pytest.mark.django_db

BATHS = Rules("bathing-places", "1.0", said="yes")


def organisation(slug: str) -> Organisation:
    return ensure_organisation(by="test", slug=slug)[0]


@pytest.fixture
def baths() -> Dataset:
    return add_dataset(
        by="test", id="d_baths", slug="baths", organisation=organisation("atorp"), title={"en": "Baths"},
        description={}, language="en", licence="CC0-1.0",
    )  # fmt: skip


def verdict(*matches: Match, value: str = "lava") -> Verdict:
    group = Group("list.none", "wait", "watertype", "Typ", 1, (4,), (value,), (None,), {"choices": ["lake"]})
    likeness = Likeness("bathing-places", "1.0", 0.9, matches, (), Statement("match.none", column="x"))
    return Verdict("bathing-places", "1.0", 3, 2, 0, 1, (group,), likeness, problem_count=1)


def seen(heading: str, field: str | None, code: str) -> Match:
    return Match(0, heading, field, 0.8, Statement(code, column=heading, label=field or "", near=field or ""))


def test_a_list_keeps_the_version_of_the_rules_it_was_taken_up_with(baths: Dataset) -> None:
    follow(by="astrid", dataset=baths, rules=BATHS)
    since = Followed.objects.get().since
    follow(by="bo", dataset=baths, rules=Rules("bathing-places", "1.0", {"Typ": None}, said="yes"))
    held = Followed.objects.get()
    assert (held.version, held.by, held.since, held.columns) == ("1.0", "astrid", since, {"Typ": None})
    assert rules_of(baths) == Rules("bathing-places", "1.0", {"Typ": None}, said="yes")
    leave(by="bo", dataset=baths)
    assert rules_of(baths).named is False
    assert [one.what for one in Event.objects.filter(what__startswith="rules.")] == ["rules.followed", "rules.left"]


def test_a_newer_version_is_offered_once_it_is_adopted(baths: Dataset) -> None:
    text = 'id: lamps\nversion: "{}"\nlabels: {{en: Lamps}}\nfields:\n  - {{name: name}}\n'
    adopt(by="bo", row=begin(by="bo", text=text.format("1.9")))
    follow(by="astrid", dataset=baths, rules=Rules("lamps", "1.9", said="yes"))
    assert newer_version(rules_of(baths)) is None
    row = begin(by="bo", text=text.format("1.10"))
    assert newer_version(rules_of(baths)) is None
    adopt(by="bo", row=row)
    offered = newer_version(rules_of(baths))
    assert offered is not None
    assert offered.version == "1.10"
    follow(by="astrid", dataset=baths, rules=Rules("lamps", "1.10", said="yes"))
    assert newer_version(rules_of(baths)) is None


def test_a_verdict_comes_back_as_it_was_kept() -> None:
    found = verdict(seen("Typ", "watertype", "match.fuzzy"))
    assert verdict_of(plain(found)) == found


def test_a_verdict_of_another_release_is_none() -> None:
    assert verdict_of({"specification": "x"}) is None
    assert verdict_of(None) is None


def test_no_text_of_a_file_keeps_a_verdict_from_being_stored() -> None:
    """PostgreSQL takes no NUL."""
    assert plain(verdict(value="la\0va"))["groups"][0]["values"] == ["lava"]


def test_what_the_rules_know_themselves_is_not_learned(baths: Dataset) -> None:
    found = verdict(seen("name", "name", "match.exact"), seen("Badvatten", "watertype", "match.fuzzy"))
    confirm(by="astrid", dataset=baths, rules=Rules("bathing-places", "1.0", {"Egen": None}), verdict=found)
    assert dict(ConfirmedHeading.objects.values_list("heading", "field")) == {"Badvatten": "watertype", "Egen": ""}


def test_one_organisation_teaches_itself_and_two_teach_all() -> None:
    first, second, third = map(organisation, ("first", "second", "third"))
    teach(by="x", organisation=first, specification="bathing-places", pairs={"Kvalle": "watertype"})
    assert [one.counts for one in learned(first)] == [True]
    assert [one.counts for one in learned(third)] == [False]
    teach(by="x", organisation=second, specification="bathing-places", pairs={"Kvalle": "watertype"})
    assert [(one.organisations, one.own, one.counts) for one in learned(third)] == [(2, False, True)]


def test_who_says_it_twice_is_still_one(baths: Dataset) -> None:
    first = organisation("first")
    for field in ("name", "watertype"):
        teach(by="x", organisation=first, specification="bathing-places", pairs={"Kvalle": field, "x" * 300: field})
    assert [(one.field, one.organisations) for one in learned(organisation("third"))] == [("watertype", 1)]


def test_what_is_learned_is_asked_at_once(baths: Dataset) -> None:
    with CaptureQueriesContext(connection) as asked:
        learned(baths.organisation)
    assert len(asked) == 1


def test_readers_see_what_rules_a_list_is_made_by_and_nothing_of_its_cells(
    baths: Dataset, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = rf.get("/datasets/baths")
    with django_assert_num_queries(1):
        assert rules_it_follows(baths, "", request) is None
    follow(by="astrid", dataset=baths, rules=BATHS)
    with django_assert_num_queries(3):
        panel = rules_it_follows(baths, "", request)
    assert panel is not None
    assert 'href="/specifications/bathing-places/1.0"' in panel.html
    assert "Of 3 rows" not in panel.html
