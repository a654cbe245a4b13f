"""Which specification a file is of."""

from torg.engine.specifications.model import Field
from torg.engine.specifications.recognising import PROPOSED, match, recognise

from .lists import PLACES, bathing, columns, empty, ledger, listed, playgrounds

ALL = [bathing(), ledger(), playgrounds()]
BATHS = PLACES | {"Vattentyp": ["Sjö", "Hav"], "Hopptorn": ["Ja", "Nej"], "Djup (m)": ["2,5", "3"]}


def test_a_list_of_bathing_places_is_recognised() -> None:
    first, *others = recognise(listed(BATHS), ALL)
    assert first.specification == "bathing-places"
    assert first.score >= PROPOSED > others[0].score
    assert first.reason.sentence() == "6 of 6 columns are those of “Bathing places”."
    assert "Badplatser" in first.reason.sentence("sv")


def test_what_is_needed_and_not_there_is_listed() -> None:
    assert match(listed(BATHS), bathing()).lacking == ("id",)


def test_places_of_nothing_in_particular_are_not_recognised() -> None:
    places = PLACES | {"Id": ["1", "2"], "Telefon": ["08-1", "08-2"], "Email": ["a@b.se", "c@b.se"]}
    assert all(one.score < PROPOSED for one in recognise(listed(places), ALL, file="export.csv"))


def test_their_file_name_tells_them() -> None:
    first = recognise(listed(PLACES), ALL, file="Badplatser_Hedestad (2).csv")[0]
    assert (first.specification, first.reason.code) == ("bathing-places", "like.name")
    assert first.score >= PROPOSED
    assert recognise(listed(PLACES), ALL, file="data.xlsx", sheet="Spielplätze 2026")[0].specification == "playgrounds"


def test_their_cells_tell_them() -> None:
    names = {"Bezeichnung": ["Spielplatz Nordstraße", "Spielplatz am Hafen", "Waldspielplatz"]}
    assert recognise(listed(PLACES | names), ALL)[0].specification == "playgrounds"


def test_a_budget_is_not_taken_for_what_it_pays_for() -> None:
    budget = columns(
        Verksamhet=["Badplatser", "Lekplatser", "Äldreomsorg", "Skola", "Bibliotek", "Gator", "Parker", "Vatten"],
        Budget=["1200", "800", "99000"],
        Utfall=["1100", "850", "98000"],
        Avvikelse=["100", "-50", "1000"],
    )
    for file in ("budget_2026.csv", "Kostnader badplatser 2026.csv"):
        assert all(one.score < PROPOSED for one in recognise(budget, ALL, file=file))


def test_only_one_column_is_never_enough() -> None:
    several = columns(Hopptorn=["Ja", "Nej"], Kaffe=["svart"], Temadag=["fredag"])
    assert recognise(several, ALL, file="badplatser.csv")[0].score < PROPOSED


def test_an_older_version_is_recognised_as_the_older_one() -> None:
    fields = (*bathing().fields, Field("nuts_code", level="required"), Field("zone", level="required"))
    versions = [bathing(), bathing("1.0", fields=fields)]
    old = recognise(empty("id", "name", "latitude", "longitude", "nuts_code", "zone", "water_type"), versions)
    assert [(one.specification, one.version) for one in old] == [("bathing-places", "1.0")]
    new = recognise(empty("id", "name", "latitude", "longitude", "water_type", "depth"), versions)
    assert new[0].version == "2.0"


def test_a_file_without_columns_or_a_hub_without_specifications_is_nothing() -> None:
    assert recognise([], ALL)[0].score == 0.0
    assert recognise(listed(BATHS), []) == ()
    assert recognise([], ALL)[0].reason.code == "like.nothing"


def test_a_word_with_the_same_stem_is_not_the_same_word() -> None:
    parking = bathing(labels={"fr": "Stationnement"}, file_words={})
    assert recognise(listed(PLACES), [parking], file="stations.csv")[0].reason.code == "like.columns"
    assert recognise(listed(PLACES), [parking], file="stationnements.csv")[0].reason.code == "like.name"


def test_a_short_word_begins_a_compound_not_any_word() -> None:
    trails = bathing(labels={"sv": "Spår"}, file_words={"de": ("baum",)})
    for file, code in {"sparse.csv": "columns", "Baumkataster.csv": "name", "spår.csv": "name"}.items():
        assert recognise(listed(PLACES), [trails], file=file)[0].reason.code == f"like.{code}"
