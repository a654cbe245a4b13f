"""Words in plain letters and their stems, by hand: one word in several of its forms, in each language of the hub."""

from itertools import combinations

import pytest

from torg.engine.search.likeness import distance
from torg.engine.search.meanings import meanings
from torg.engine.search.words import forms as words_of
from torg.engine.search.words import plain, split, stems

FORMS = {
    "sv": ["badplats badplatser badplatserna", "skola skolor skolorna", "kommun kommuner kommunens"],
    "da": ["skole skoler skolerne", "legeplads legepladser", "kommune kommuner kommunen"],
    "nb": ["skole skoler skolene", "badeplass badeplasser"],
    "en": ["school schools", "parking", "cycle cycles cycling"],
    "de": ["Schule Schulen", "Spielplatz Spielplatzes", "Baum Baums"],
    "fr": ["arbre arbres", "école écoles", "marché marchés"],
    "it": ["scuola scuole", "albero alberi"],
    "pl": ["szkoła szkoły", "droga drogi"],
    "cs": ["škola školy školách"],
    "sk": ["škola školy školách"],
    "hu": ["iskola iskolák iskolában"],
    "sl": ["šola šole šolami"],
    "hr": ["škola škole"],
    "fi": ["koulu koulut", "kunta kunnat"],
}


@pytest.mark.parametrize(("language", "forms"), [(one, line) for one, lines in FORMS.items() for line in lines])
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    for one, other in combinations(forms.lower().split(), 2):
        assert words_of(one, language) & words_of(other, language), (one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"), [("sv", "bad", "band"), ("de", "baum", "bau"), ("en", "park", "part")]
)
def test_other_words_keep_their_own_stem(language: str, one: str, other: str) -> None:
    assert not words_of(one, language) & words_of(other, language)


def test_a_word_typed_without_its_accents_has_the_same_stem() -> None:
    for language, word, typed in (
        ("sv", "cykelvägar", "cykelvagar"),
        ("cs", "školy", "skoly"),
        ("fr", "écoles", "ecoles"),
    ):
        assert set(stems(word, language)) & set(stems(typed, language))


def test_texts_are_taken_apart_at_signs_and_humps() -> None:
    assert split("Badplatser i Åre: antalPlatser_2026 (SWEREF99)") == [
        "badplatser", "i", "åre", "antal", "platser", "2026", "sweref99",
    ]  # fmt: skip
    assert split("e\u0301cole") == ["école"]
    assert split("🏖️ --") == []


def test_letters_are_those_of_every_keyboard() -> None:
    assert [plain(word) for word in ("Åre", "straße", "Øster", "łódź", "ﬁsk", "Αθήνα")] == [
        "are", "strasse", "oster", "lodz", "fisk", "athina",
    ]  # fmt: skip


def test_the_longer_name_of_a_thing_counts() -> None:
    assert meanings("Street trees", "en") == {"#tree"}
    assert meanings("Badplatserna i Åre", "sv") == {"#bathing-place"}
    assert meanings("Badplatserna i Åre", "en") == set()


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("skola", "skola", 0), ("skola", "skol", 1), ("skola", "skloa", 1), ("skola", "skylt", 2), ("a", "abcdef", 3)],
)
def test_letters_that_differ_are_counted(one: str, other: str, letters: int) -> None:
    assert distance(one, other, 2) == letters
