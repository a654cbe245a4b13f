"""Charts on the page, on pages of their own, and embedded elsewhere."""

import html
import re

import pytest
from django.test import Client

from torg.catalogue.datasets import actions, charts, jobs
from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.engine.charts import Chart, Counted, Finding
from torg.kit.jobs.models import Job

from .conftest import Publish
from .test_dataset_pages import page, words

pytestmark = pytest.mark.django_db

PICTURE = '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>'
FACTS = {"value": "<b>Sand</b>", "column": "Kind", "count": 1200, "all": 3000, "different": 2}
BARS = Chart("bars", "Kind", "", "", Finding("chart.bars", FACTS), (("<b>Sand</b>", 1200), ("Grass", 4)))
ADDRESS = "/datasets/badplatser"


def drawn(dataset: Dataset, *pictures: str) -> None:
    row = dataset.tables.get().newest
    assert row is not None
    charts.keep(row.version, Counted((BARS,) * len(pictures), {"name": [("Sjövik", 1)]}), list(pictures))


def test_a_page_shows_the_charts_with_finding_words_and_numbers(publish: Publish) -> None:
    drawn(publish(), PICTURE)
    shown = page(ADDRESS)
    assert PICTURE in shown
    assert "<b>Sand" not in shown
    assert "“<b>Sand</b>” is most frequent in Kind: 1,200 of 3,000 rows" in html.unescape(shown)
    alternative = html.unescape(re.findall(r'role="img" aria-label="([^"]*)"', shown.split('id="charts"')[1])[0])
    assert re.search(r"\d", alternative)
    assert len(alternative) <= 300
    assert "Grass 4" in words(shown.split('id="charts"')[1])


def test_headings_name_the_most_frequent_values(publish: Publish) -> None:
    drawn(publish(), PICTURE)
    assert '<span class="head-range">Sjövik</span>' in page(ADDRESS)


def test_a_page_without_charts_says_nothing_of_them(publish: Publish) -> None:
    drawn(publish())
    assert 'id="charts"' not in page(ADDRESS)


def test_a_chart_has_a_page_with_the_code_to_embed_it(publish: Publish) -> None:
    drawn(publish(), PICTURE)
    shown = page(f"{ADDRESS}/charts/1")
    code = html.unescape(shown.split('data-language="html">')[1].split("</code>")[0])
    assert code.startswith(f'<iframe src="http://testserver{ADDRESS}/charts/1/embed" title="')
    assert code.endswith("></iframe>")
    assert code.count('"') == 12
    assert "Source: Atorp" in words(shown)
    page(f"{ADDRESS}/charts/2", 404)


def test_an_embedded_chart_may_stand_in_any_page_and_is_small(publish: Publish) -> None:
    drawn(publish(), PICTURE)
    answer = Client().get(f"{ADDRESS}/charts/1/embed")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    text = answer.content.decode()
    assert "<script" not in text
    assert "Source: Atorp" in words(text)
    assert "CC BY 4.0" in text
    assert len(answer.content) < 10_000


def test_an_embedded_chart_of_withdrawn_data_says_so(publish: Publish) -> None:
    dataset = publish()
    drawn(dataset, PICTURE)
    actions.withdraw(by="test", dataset=dataset, because="It held names.")
    answer = Client().get(f"{ADDRESS}/charts/1/embed")
    assert answer.status_code == 410
    assert "“Bathing places” is no longer published." in words(answer.content.decode())
    assert "svg" not in answer.content.decode()
    page(f"{ADDRESS}/charts/1", 410)


def test_an_embedded_chart_that_is_gone_leads_to_the_data(publish: Publish) -> None:
    drawn(publish(), PICTURE)
    answer = Client().get(f"{ADDRESS}/charts/3/embed")
    assert answer.status_code == 404
    assert "This chart is not there any more" in words(answer.content.decode())


def test_the_charts_before_stay_until_the_new_ones_are_drawn(publish: Publish) -> None:
    dataset = publish(versions=2)
    first = TableVersion.objects.get(number=1)
    charts.keep(first.version, Counted((BARS,), {}), [PICTURE])
    assert PICTURE in page(f"{ADDRESS}/charts/1")
    charts.keep(TableVersion.objects.get(number=2).version, Counted(), [])
    page(f"{ADDRESS}/charts/1", 404)
    assert dataset.slug == "badplatser"


def test_a_new_version_gets_its_charts_from_a_job(publish: Publish) -> None:
    dataset = publish()
    jobs.want_charts(None, dataset.pk)  # type: ignore[arg-type]
    jobs.want_charts(None, dataset.pk)  # type: ignore[arg-type]
    wanted = Job.objects.filter(name="datasets.charts")
    assert wanted.count() == 1
    jobs.draw_charts(None, **wanted.get().payload)  # type: ignore[arg-type]
    row = dataset.tables.get().newest
    assert row is not None
    assert charts.kept(row.version) is not None


def test_charts_that_are_missing_are_found_without_an_announcement(publish: Publish) -> None:
    drawn(publish("there"))
    publish("missing")
    actions.withdraw(by="test", dataset=publish("gone"), because="x")
    jobs.want_missing_charts(None)  # type: ignore[arg-type]
    wanted = [job.payload["version"] for job in Job.objects.filter(name="datasets.charts")]
    assert wanted == [TableVersion.objects.get(table__dataset__slug="missing").pk]


def test_data_that_no_picture_can_be_made_of_have_none(publish: Publish) -> None:
    row = publish().tables.get().newest
    assert row is not None
    jobs._without(row.pk)
    assert charts.kept(row.version) == charts.Kept((), {})


def test_a_chart_of_one_table_of_several_has_its_own_address(publish: Publish) -> None:
    dataset = publish("bus", layers=2)
    for table in dataset.tables.all():
        assert table.newest is not None
        charts.keep(table.newest.version, Counted((BARS,), {}), [PICTURE])
    assert 'href="http://testserver/datasets/bus/layer-1/charts/1"' in page("/datasets/bus/layer-1")
    assert PICTURE in page("/datasets/bus/layer-1/charts/1")
    page("/datasets/bus/charts/1", 404)
