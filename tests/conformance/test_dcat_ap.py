"""The catalogue against the SHACL shapes of DCAT-AP 3.0.1, by two validators."""

import csv
import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import Hub
from torg.exchange.metadata import FORMS, serialise
from torg.exchange.metadata.catalogue import catalogue_record
from torg.exchange.metadata.profile import profile
from torg.exchange.metadata.tests.rows import bathing_places

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = Path(os.environ.get("TORG_SHARED", ROOT.parent / "shared")) / "standards"
SHAPES = STANDARDS / "shapes" / "dcat-ap-3.0.1"
VOCABULARIES = (
    "access-right",
    "data-theme",
    "eu-language",
    "file-type",
    "frequency",
    "licence",
    "planned-availability",
)
SKOS = "http://www.w3.org/2004/02/skos/core#"
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not SHAPES.is_dir(), reason=f"no shapes at {SHAPES}")]
BASE = "https://data.storby.example"


def _turtle():
    bathing_places()
    bathing_places("lekplatser", description={}, keywords=[], themes=[], bounds=None, covers_from=None)
    record = catalogue_record(Hub(title={"en": "Storby"}, languages=["en", "sv"]), Dataset.objects.all(), BASE)
    return serialise([record], profile("dcat_ap_3"), FORMS["ttl"]).decode()


def _report(data, shapes, background=""):
    import pyshacl
    from rdflib import Graph

    graph = Graph().parse(data=data + background, format="turtle")
    conforms, _, words = pyshacl.validate(graph, shacl_graph=Graph().parse(shapes), inference="none")
    return conforms, words


def _vocabularies():
    """That the terms of the authority tables are concepts, as the tables themselves say."""
    publishers = (STANDARDS / "vocab" / "adms-and-other-ttl" / "adms-publisher-type.ttl").read_text(encoding="utf-8")
    lines = [publishers, f"<http://publications.europa.eu/resource/authority/data-theme> a <{SKOS}ConceptScheme> ."]
    for name in VOCABULARIES:
        with (STANDARDS / "vocab" / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines += [f"<{row['uri']}> a <{SKOS}Concept> ." for row in csv.DictReader(file)]
    return "\n".join(["", *lines])


@pytest.mark.filterwarnings("ignore")  # rdflib warns of its own deprecations
def test_the_catalogue_conforms_to_the_base_shapes():
    conforms, words = _report(_turtle(), SHAPES / "shapes.ttl")
    assert conforms, words


@pytest.mark.filterwarnings("ignore")
def test_every_value_is_of_the_class_the_ranges_ask_for():
    """Terms of the vocabularies are concepts only where the vocabularies are at hand, so they are loaded too."""
    conforms, words = _report(_turtle(), SHAPES / "range.ttl", _vocabularies())
    assert conforms, words


def test_the_second_validator_agrees():
    from pyrudof import Rudof, RudofConfig

    validator = Rudof(RudofConfig())
    validator.read_data(_turtle())
    validator.read_shacl((SHAPES / "shapes.ttl").read_text(encoding="utf-8"))
    report = validator.validate_shacl()
    assert report.conforms, list(report)


@pytest.mark.filterwarnings("ignore")
def test_the_shapes_do_refuse_what_lacks_a_title():
    broken = "\n".join(line for line in _turtle().splitlines() if "terms/title" not in line and "dct:title" not in line)
    assert len(list(parse(broken.encode(), format=RdfFormat.TURTLE))) > 10
    conforms, _ = _report(broken, SHAPES / "shapes.ttl")
    assert not conforms
