import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from torg.catalogue.people import actions, queries
from torg.catalogue.people.models import Organisation, Token, User
from torg.catalogue.people.places import import_places
from torg.foundation.problems import Refusal

pytestmark = pytest.mark.django_db

BY = "test"


def test_an_organisation_gets_a_readable_name_and_an_open_licence() -> None:
    organisation, created = actions.ensure_organisation(by=BY, slug="norra-atorp")
    assert created
    assert (organisation.name, organisation.licence) == ({"en": "Norra atorp"}, "CC0-1.0")
    assert actions.ensure_organisation(by=BY, slug="norra-atorp") == (organisation, False)


@pytest.mark.parametrize("slug", ["Åtorp", "a torp", "", "a/torp"])
def test_a_slug_that_an_address_cannot_have_is_refused_with_one_that_it_can(slug: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.create_organisation(by=BY, slug=slug)
    assert refused.value.problem.code == "organisation.slug"
    assert refused.value.problem.facts["example"] in ("atorp", "a-torp")


def test_a_licence_is_known_however_it_is_written_and_an_unknown_one_is_refused() -> None:
    organisation = actions.create_organisation(by=BY, slug="atorp", licence="cc by 4.0")
    assert organisation.licence == "CC-BY-4.0"
    with pytest.raises(Refusal, match=r"CC0-1\.0"):
        actions.describe_organisation(by=BY, organisation=organisation, licence="all rights reserved")


def test_what_is_said_about_an_organisation_is_added_to_what_was_said() -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    actions.describe_organisation(by=BY, organisation=organisation, name="Åtorp", language="sv", official_code="0180")
    organisation.refresh_from_db()
    assert organisation.name_in("sv") == "Åtorp"
    assert organisation.name_in("en") == "Atorp"
    assert organisation.official_code == "0180"


def test_making_an_admin_twice_changes_nothing_and_keeps_the_password() -> None:
    first, created = actions.create_admin(by=BY, email="Astrid@Example.ORG", password="first word")
    again, created_again = actions.create_admin(by=BY, email="astrid@example.org", password="another")
    assert (created, created_again, first.pk, again.pk) == (True, False, again.pk, first.pk)
    assert User.objects.count() == 1
    stored = User.objects.get()
    assert stored.is_admin
    assert check_password("first word", stored.password)
    assert "first word" not in stored.password


def test_a_token_opens_its_organisation_and_only_its_digest_is_kept() -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    token, secret = actions.create_token(by=BY, organisation=organisation)
    held = queries.token_holder(secret)
    assert held is not None
    assert held.organisation == organisation
    assert secret.startswith(token.prefix)
    assert len(token.prefix) < len(secret) / 3
    assert secret not in json.dumps(list(Token.objects.values()), default=str)
    assert Token.objects.get().last_used is not None


def test_a_stranger_and_an_expired_token_open_nothing() -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    _, secret = actions.create_token(by=BY, organisation=organisation)
    assert queries.token_holder(secret[:-1] + "x") is None
    assert queries.token_holder("") is None
    Token.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert queries.token_holder(secret) is None


def test_two_tokens_are_never_alike() -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    secrets = {actions.create_token(by=BY, organisation=organisation)[1] for _ in range(20)}
    assert len(secrets) == 20
    assert min(map(len, secrets)) > 50


def test_there_is_one_hub_and_it_has_a_name_before_anybody_gave_it_one() -> None:
    assert queries.hub().title == {"en": "Torg"}
    actions.describe_hub(by=BY, title={"sv": "Torget"}, country="SE")
    actions.describe_hub(by=BY, public_url="https://data.example.org")
    assert (queries.hub().title, queries.hub().country) == ({"sv": "Torget"}, "SE")


def square(west: float, south: float) -> dict[str, object]:
    corners = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def places(path: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"kod": "0180", "namn": "Åtorp"}, "geometry": square(18, 59)},
        {"type": "Feature", "properties": {"kod": "0114", "namn": "Bäcken"}, "geometry": square(17, 59)},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.mark.parametrize("key", ["code", "name"])
def test_boundaries_find_their_organisation_by_code_or_by_name(tmp_path: Path, key: str) -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    actions.describe_organisation(by=BY, organisation=organisation, name="Åtorp", language="sv", official_code="0180")
    actions.ensure_organisation(by=BY, slug="cederby")
    matched = import_places(by=BY, path=places(tmp_path / "places.geojson"), key=key)
    assert (matched.drawn, matched.without) == (1, ("cederby",))
    boundary = Organisation.objects.get(slug="atorp").boundary
    assert boundary["type"] == "Polygon"
    assert [18, 59] in boundary["coordinates"][0]


def test_boundaries_in_a_national_grid_become_longitude_and_latitude(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    import numpy
    import shapely

    actions.create_organisation(by=BY, slug="atorp", official_code="0180")
    area = shapely.to_wkb(numpy.array([shapely.box(674000, 6580000, 675000, 6581000)]))
    pyogrio.raw.write(
        tmp_path / "grid.gpkg", area, [numpy.array(["0180"], dtype=object)], ["code"], geometry_type="Polygon",
        crs="EPSG:3006", driver="GPKG",
    )  # fmt: skip
    assert import_places(by=BY, path=tmp_path / "grid.gpkg", key="code").drawn == 1
    longitude, latitude = Organisation.objects.get().boundary["coordinates"][0][0]
    assert (round(longitude, 1), round(latitude, 1)) == (18.1, 59.3)


def test_a_file_without_places_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.geojson").write_text("no map")
    with pytest.raises(Refusal) as refused:
        import_places(by=BY, path=tmp_path / "notes.geojson", key="code")
    assert refused.value.problem.code == "file.unreadable"


def test_the_box_of_an_organisation_reaches_around_all_of_its_boundary() -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    assert queries.box_of(organisation) is None
    island = [[[11.5, 57.0], [11.6, 57.0], [11.6, 57.1], [11.5, 57.0]]]
    shore = [[[12.0, 57.2], [12.4, 57.2], [12.4, 57.5], [12.0, 57.2]]]
    actions.set_boundary(
        by=BY, organisation=organisation, geometry={"type": "MultiPolygon", "coordinates": [island, shore]}
    )
    assert queries.box_of(organisation) == (11.5, 57.0, 12.4, 57.5)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://example.org"])
def test_an_address_that_would_be_no_link_is_refused(url: str) -> None:
    organisation, _ = actions.ensure_organisation(by=BY, slug="atorp")
    with pytest.raises(Refusal) as refused:
        actions.describe_organisation(by=BY, organisation=organisation, contact_url=url)
    assert refused.value.problem.code == "fetch.address"
    with pytest.raises(Refusal):
        actions.describe_hub(by=BY, public_url=url)
