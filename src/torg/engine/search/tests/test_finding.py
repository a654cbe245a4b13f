"""What is found by which words, in which order, and what is counted beside it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from torg.engine.search import Answer, Finder, Question, finding
from torg.engine.shelf import Shelf

from .conftest import LISTS, THEN, dataset, slugs

Ask = Callable[..., Answer]
BATHING = {"sv-bad", "da-bad", "en-bad", "de-bad"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("badplatser", "sv-bad"),
        ("badplats", "sv-bad"),
        ("BADPLATSERNA", "sv-bad"),
        ("badplatser are", "sv-bad"),
        ("badplatser i Åre", "sv-bad"),
        ("badested", "da-bad"),
        ("badestederne", "da-bad"),
        ("bathing place", "en-bad"),
        ("the bathing places", "en-bad"),
        ("Badestelle", "de-bad"),
        ("badestellen oberau", "de-bad"),
        ("skola", "skolor"),
        ("skolorna", "skolor"),
    ],
)
def test_endings_case_and_accents_do_not_matter(ask: Ask, words: str, first: str) -> None:
    answer = ask(words)
    assert answer.reading == "written"
    assert slugs(answer)[0] == first


@pytest.mark.parametrize("words", ["badplats", "badested", "beach", "bathing water", "Badestelle", "strandbad"])
def test_words_for_the_same_thing_find_each_other_in_four_languages(ask: Ask, words: str) -> None:
    assert set(slugs(ask(words))) == BATHING


def test_words_of_another_thing_are_not_mixed_in(ask: Ask) -> None:
    assert set(slugs(ask("laddstation"))) == set()
    assert "skolskjuts" not in slugs(ask("förskola"))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("rektor", "skolor"),
        ("antal elever", "skolor"),
        ("upphandling", "skolskjuts"),
        ("lunds kommun", "skolskjuts"),
        ("kvaveoxid", "luft"),
        ("environment", "lek"),
        ("miljö", "luft"),
    ],
)
def test_columns_keywords_publishers_descriptions_and_themes_are_searched(ask: Ask, words: str, slug: str) -> None:
    assert slug in slugs(ask(words))


def test_the_beginning_of_a_word_is_enough(ask: Ask) -> None:
    assert slugs(ask("brandp")) == ["brandposter"]
    assert slugs(ask("br")) == ["brandposter"]
    assert slugs(ask("b brandposter")) == ["brandposter"]


@pytest.mark.parametrize(
    ("words", "slug"),
    [("brandpsoter", "brandposter"), ("barndpostre", "brandposter"), ("brandposetr", "brandposter"),
     ("skolr", "skolor"), ("skolskjtusar", "skolskjuts"), ("badplts", "sv-bad"), ("brandpst", "brandposter")],
)  # fmt: skip
def test_a_slip_of_the_hand_finds_what_was_meant(ask: Ask, words: str, slug: str) -> None:
    answer = ask(words)
    assert answer.reading == "near"
    assert slug in slugs(answer)


def test_a_short_word_has_no_typo(ask: Ask) -> None:
    assert ask("lak").total == 0


def test_what_was_meant_is_told_in_the_letters_of_the_title(ask: Ask) -> None:
    assert ask("barndposter").meant == "brandposter"
    assert ask("badplaster").meant == "badplatser"
    assert ask("brandposter").meant is None


def test_a_word_inside_another_is_found_where_nothing_begins_with_it(ask: Ask) -> None:
    answer = ask("kvalitet")
    assert (slugs(answer), answer.reading) == (["luft"], "near")


def test_all_words_are_needed_unless_nothing_has_them(ask: Ask) -> None:
    assert slugs(ask("skolor rektor")) == ["skolor"]
    answer = ask("brandposter xyzzyxyz")
    assert (answer.reading, slugs(answer), answer.written) == ("some", ["brandposter"], 0)


def test_a_word_nobody_has_finds_nothing(ask: Ask) -> None:
    assert (ask("xyzzyxyz").total, ask("xyzzyxyz").reading) == (0, "written")


def test_titles_come_before_keywords_and_those_before_descriptions(lists: Shelf, folder: Path) -> None:
    lists.put(dataset("c", "Annat", description={"sv": "Om fiskevatten."}, modified=THEN + timedelta(days=3)))
    lists.put(dataset("b", "Något", keywords=("fiskevatten",), modified=THEN + timedelta(days=2)))
    lists.put(dataset("a", "Fiskevatten i norr"))
    lists.put(dataset("whole", "Fiskevatten", modified=THEN - timedelta(days=900)))
    assert slugs(Finder(lists, folder).ask(Question("fiskevatten"))) == ["whole", "a", "b", "c"]


def test_among_equals_the_newest_comes_first(lists: Shelf, folder: Path) -> None:
    for number in (2, 0, 3, 1):
        lists.put(dataset(f"park{number}", "Parkbänkar", modified=THEN + timedelta(hours=number)))
    assert slugs(Finder(lists, folder).ask(Question("parkbänk"))) == ["park3", "park2", "park1", "park0"]


def test_orders_are_by_time_and_by_title(ask: Ask) -> None:
    by_time = sorted(LISTS, key=lambda each: each.modified, reverse=True)
    found = ask(order="newest").found
    assert [one.modified for one in found] == [each.modified for each in by_time]
    titles = [next(iter(one.title.values())) for one in ask(order="title").found]
    assert titles == sorted(titles, key=str.lower)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"organisation": "lund"}, {"skolskjuts"}),
        ({"theme": "ENVI"}, {"lek", "luft"}),
        ({"format": "geojson"}, {"lek"}),
        ({"organisation": "are", "theme": "ENVI"}, {"lek", "luft"}),
        ({"organisation": "nobody"}, set()),
    ],
)
def test_choices_narrow_down(ask: Ask, chosen: dict[str, str], found: set[str]) -> None:
    assert set(slugs(ask(chosen=chosen))) == found


def test_places_can_be_chosen_and_have_names(lists: Shelf, folder: Path) -> None:
    from torg.engine.shelf import Name

    lists.put(dataset("vind", "Vindkraft", places=(Name("are", "Åre kommun"), Name("z", "Jämtland"))))
    finder = Finder(lists, folder)
    assert slugs(finder.ask(Question(chosen={"place": "z"}))) == ["vind"]
    assert finder.names("place") == {"are": "Åre kommun", "z": "Jämtland"}
    assert finder.names("organisation") == {"are": "Åre kommun", "lund": "Lunds kommun"}


def test_values_are_counted_among_the_results(ask: Ask) -> None:
    steps = (THEN - timedelta(days=2), THEN - timedelta(days=100))
    answer = ask(counted=10, steps=steps)
    assert answer.facets["organisation"] == (("are", 8), ("lund", 1))
    assert answer.facets["theme"] == (("ENVI", 2),)
    assert dict(answer.facets["format"])["geojson"] == 1
    assert answer.fresh == (7, 8)
    narrowed = ask(chosen={"theme": "ENVI"}, counted=10, steps=steps)
    assert narrowed.facets["organisation"] == (("are", 2),)


def test_only_what_changed_since_a_moment(ask: Ask) -> None:
    found = set(slugs(ask(since=THEN - timedelta(hours=30))))
    assert found == {each.slug for each in LISTS} - {"en-bad", "brandposter"}


@pytest.mark.parametrize("words", ["", "kommun"])
def test_pages_tell_everything_once(ask: Ask, words: str) -> None:
    found: list[str] = []
    while True:
        answer = ask(words, offset=len(found), limit=2)
        found += slugs(answer)
        if not answer.more:
            break
    assert answer.total == len(found) == len(set(found)) == len(LISTS)


def test_pages_of_every_size_are_cut_from_one_order(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SORTED", 4)
    whole = slugs(ask("kommun", limit=50))
    for limit in (1, 3, 4, 5):
        pages = [slugs(ask("kommun", offset=start, limit=limit)) for start in range(0, len(LISTS), limit)]
        assert [slug for page in pages for slug in page] == whole
    assert len(set(whole)) == len(LISTS)


def test_a_list_by_time_goes_on_after_the_last_one_seen(lists: Shelf, folder: Path) -> None:
    finder = Finder(lists, folder)
    first = finder.ask(Question(order="newest", limit=4))
    lists.put(dataset("newest", modified=THEN + timedelta(days=9)))
    rest = finder.ask(Question(order="newest", limit=50, after=first.found[-1].place))
    assert len({*slugs(first), *slugs(rest)}) == len(LISTS)
    assert (rest.total, rest.more) == (len(LISTS) + 1, False)


HOSTILE = [
    "%%%", "'; DROP TABLE shelf_dataset; --", 'title:badplats AND (organisation:"x', "*", "?", "[a TO z]", "^~2", "\\",
    "a" * 200, "badplats " * 22, "\x00bad\x00plats", "🏖️🏖️", "\u202eplats",
    "e\u0301cole", "ﬁ", "ßßßß", "漢字", "...", "-", "+-&&||!(){}",
    "#bathing-place", "sv:badpl", "=skolor", "state", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_signs_are_no_query_language(ask: Ask, words: str) -> None:
    answer = ask(words, counted=5)
    assert answer.total <= len(LISTS)
    assert ask("").total == len(LISTS)


def test_terms_of_the_index_cannot_be_asked_for(ask: Ask) -> None:
    assert ask("#bathing-place").reading != "written" or set(slugs(ask("#bathing-place"))) <= BATHING
    assert ask("state").total == 0
    assert ask("dataset").total == 0


def test_signs_alone_find_nothing(ask: Ask) -> None:
    assert ask("%%%").total == ask("'").total == ask("🏖️").total == 0
