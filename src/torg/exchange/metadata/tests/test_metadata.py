import json
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import Hub
from torg.exchange.metadata.catalogue import catalogue_record, dataset_record
from torg.exchange.metadata.profile import PROFILES, profile
from torg.exchange.metadata.schema_org import schema_org, script
from torg.exchange.metadata.serialising import FORMS, serialise
from torg.exchange.metadata.tests.rows import bathing_places

pytestmark = pytest.mark.django_db
BASE = "https://data.storby.example"
DCAT = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> "


def _store(body, form):
    store = Store()
    store.extend(parse(body, format=form))
    return store


def test_a_dataset_reads_as_the_golden_file():
    record = dataset_record(bathing_places(), BASE)
    written = serialise([record, *record.services], profile("dcat_ap_3"), FORMS["ttl"])
    golden = (Path(PROFILES) / "dcat_ap_3" / "golden" / "bathing_places.ttl").read_bytes()
    assert set(parse(written, format=RdfFormat.TURTLE)) == set(parse(golden, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("extension", "form"), [("ttl", RdfFormat.TURTLE), ("rdf", RdfFormat.RDF_XML), ("jsonld", RdfFormat.JSON_LD)]
)
def test_every_form_says_the_same(client, extension, form):
    bathing_places()
    answer = client.get(f"/catalog.{extension}", headers={"host": "localhost"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(FORMS[extension].media_type)
    turtle = client.get("/catalog.ttl", headers={"host": "localhost"})
    assert set(parse(answer.content, format=FORMS[extension].format)) == set(
        parse(turtle.content, format=RdfFormat.TURTLE)
    )


def test_the_catalogue_lists_each_public_dataset_and_its_service(client):
    bathing_places()
    bathing_places("lekplatser")
    bathing_places("gammalt", state=Dataset.State.WITHDRAWN)
    store = _store(client.get("/catalog.ttl").content, RdfFormat.TURTLE)
    assert len(list(store.query(DCAT + "SELECT ?d WHERE { ?c dcat:dataset ?d }"))) == 2
    assert len(list(store.query(DCAT + "SELECT ?s WHERE { ?c dcat:service ?s . ?s dcat:servesDataset ?d }"))) == 2


def test_properties_that_have_to_be_there_are_there():
    bathing_places(description={}, keywords=[], themes=[], frequency="", bounds=None, covers_from=None, covers_to=None)
    record = catalogue_record(Hub(title={}, languages=[]), Dataset.objects.all(), BASE)
    for one in (record, record.datasets[0], record.datasets[0].distributions[0], record.services[0]):
        needed = [row.field for row in profile("dcat_ap_3").shapes[type(one).__name__].properties if row.needed]
        assert needed
        assert [name for name in needed if not getattr(one, name)] == []


def test_hostile_texts_stay_texts(client):
    hostile = 'x"@en . <http://evil.example/> a <y> . #\n</script><script>'
    bathing_places(title={"sv": hostile}, keywords=[hostile])
    store = _store(client.get("/catalog.ttl").content, RdfFormat.TURTLE)
    titles = {str(row[0].value) for row in store.query(DCAT + "SELECT ?t WHERE { ?d a dcat:Dataset ; dct:title ?t }")}
    assert titles == {hostile}


def test_a_bad_address_does_not_end_the_export():
    dataset = bathing_places()
    dataset.organisation.contact_url = "https://exa mple.org/<å>"
    written = serialise([dataset_record(dataset, BASE)], profile("dcat_ap_3"), FORMS["ttl"])
    assert b"exa%20mple.org" in written


def test_a_publisher_of_whom_nobody_said_what_it_is_has_no_type():
    dataset = bathing_places()
    dataset.organisation.kind = ""
    written = serialise([dataset_record(dataset, BASE)], profile("dcat_ap_3"), FORMS["ttl"])
    assert b"publishertype" not in written


def test_an_unchanged_catalogue_is_not_sent_again(client):
    bathing_places()
    stamp = client.get("/catalog.ttl")["ETag"]
    assert client.get("/catalog.ttl", headers={"if-none-match": stamp}).status_code == 304
    bathing_places("lekplatser")
    assert client.get("/catalog.ttl", headers={"if-none-match": stamp}).status_code == 200


def test_a_dataset_has_its_own_address_and_an_old_slug_leads_there(client):
    dataset = bathing_places()
    dataset.slugs.create(slug="bad")
    assert client.get("/datasets/badplatser-hedestad.jsonld").status_code == 200
    assert client.get("/datasets/bad.ttl")["Location"] == "/datasets/badplatser-hedestad.ttl"
    assert client.get("/datasets/nothing.ttl").status_code == 404


def test_a_withdrawn_dataset_says_why(client):
    bathing_places(state=Dataset.State.WITHDRAWN, withdrawn_because="It named people.")
    answer = client.get("/datasets/badplatser-hedestad.ttl")
    assert (answer.status_code, answer.content) == (410, b"It named people.\n")
    assert client.get("/sitemap.xml").content.count(b"/datasets/") == 0


def test_an_identifier_leads_to_the_form_that_was_asked_for(client):
    dataset = bathing_places()
    turtle = client.get(f"/id/{dataset.id}", headers={"accept": "text/turtle"})
    page = client.get(f"/id/{dataset.id}", headers={"accept": "text/html,*/*;q=0.8"})
    assert (turtle.status_code, turtle["Location"]) == (303, "/datasets/badplatser-hedestad.ttl")
    assert page["Location"] == "/datasets/badplatser-hedestad"


def test_the_sitemap_names_pages_with_their_dates(client):
    """USE-5."""
    bathing_places()
    body = client.get("/sitemap.xml").content.decode()
    assert (
        "<loc>http://testserver/datasets/badplatser-hedestad</loc><lastmod>2026-06-01T08:30:00+00:00</lastmod>" in body
    )
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_search_engines_may_fetch_each_download_they_are_told_of_and_no_question(client):
    text = client.get("/robots.txt").content.decode()
    closed = [line.split()[1] for line in text.splitlines() if line.startswith("Disallow:")]

    def open_to_all(address):
        return not any(re.match(re.escape(rule).replace(r"\*", ".*"), address) for rule in closed)

    told = schema_org(bathing_places(), "")["distribution"]
    assert told
    assert [one["contentUrl"] for one in told if not open_to_all(one["contentUrl"])] == []
    assert "application/x-ndjson" in {one["encodingFormat"] for one in told}
    assert open_to_all("/api/v1/tables/t_1/export.csv?version=1")
    assert open_to_all("/datasets/badplatser?version=1")
    assert [
        question
        for question in ("sort=a", "version=1&per=50", "a.contains=x", "sort=b&a.from=2")
        if open_to_all(f"/datasets/badplatser?{question}")
    ] == []
    for question in ("where=a%3D1", "limit=5&select=a", "cursor=x", "order_by=a"):
        assert not open_to_all(f"/api/v1/tables/t_1/rows?{question}")


def test_search_engines_get_what_they_ask_for():
    """USE-5."""
    document = schema_org(bathing_places(), BASE)
    assert 50 <= len(document["description"]) <= 5000
    assert document["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert document["spatialCoverage"]["geo"]["box"] == "58.5 16.1 58.7 16.3"
    assert document["temporalCoverage"] == "2026-06-01/2026-08-31"
    assert {"@type": "PropertyValue", "name": "Yta", "unitText": "ha"} in document["variableMeasured"]
    assert all(one["contentUrl"].startswith(BASE + "/api/v1/tables/t_") for one in document["distribution"])


def test_the_script_cannot_be_ended_by_a_title():
    assert "</script" not in script(bathing_places(title={"sv": "</script><script>alert(1)"}), BASE)
    assert json.loads(script(Dataset.objects.get(), BASE))["@type"] == "Dataset"
