"""Which encoding a text is in, decided over the whole file."""

from pathlib import Path

import pytest

from torg.engine.formats import text
from torg.engine.formats.csv import Csv
from torg.engine.formats.mending import mend
from torg.engine.formats.text import examine
from torg.foundation.problems import Step

TEXTS = {
    "sv": "Badplatser i Åre. Öppet året runt för alla, även på vintern. Gräsö, Malmö, café",
    "da": "Børnehaver og skoler på Ærø. Åbent året rundt, også søndag. København",
    "nb": "Barnehager på Tromsø, åpent hele året, også lørdag. Ålesund",
    "fi": "Kirjastot Jyväskylä, Hämeenlinna. Työpäivät ja pyhät. Äänekoski",
    "de": "Straße Größe Höhe Übersicht Öffnungszeiten Gebäude für Köln",
    "fr": "Bibliothèque de l'école située à côté du marché, fenêtre, Été, ça, hôtel, où, naïf",
    "pl": "Szkoła podstawowa nr 5, ulica Główna, Łódź, Wąchock, święta, przyjęć, żółty",
    "cs": "Základní škola Řevnice, ulice Příční, Česká Třebová, žáků, třída, účet, náměstí",
    "sk": "Základná škola, ulica Hlavná, Košice, žiaci, mesto Trenčín, ľudí, kôň, späť, vŕba",
    "hu": "Általános iskola, Győr, Szűcs utca, fő tér, könyvtár, műemlék, Pécs",
    "sl": "Osnovna šola Črnomelj, ulica, občina Žalec, otroški vrtec, število",
    "hr": "Osnovna škola Čakovec, Đurđevac, županija, općina, ćuprija, učenici",
    "it": "Città di Forlì, Cantù, qualità, perché, però, è, attività",
    "es": "Biblioteca pública, niños, Málaga, Peñíscola, año, información, ¿cuándo?",
    "nl": "Bibliotheek België, coördinatie, reünie, Curaçao, café, één",
    "et": "Lasteaed Tõrva, Võru, pühapäev, õpilased, Pärnu, kõrge, žürii",
    "lv": "Skola Rīgā, Jūrmala, bērnudārzs, Ķekava, Čiekurkalns, ģimnāzija, iedzīvotāju skaits",
    "lt": "Mokykla Šiauliai, Kėdainiai, mokinių skaičius, gatvė, Žirmūnų, įstaiga",
    "el": "Δημοτικό σχολείο Αθήνας, οδός Ερμού, παιδικός σταθμός",
    "bg": "Основно училище София, улица Раковски, община, детска градина",
}
PAGES = {
    "cp1252": ("sv", "da", "nb", "fi", "de", "fr", "it", "es", "nl"),
    "cp850": ("sv", "da", "nb", "fi", "de", "fr", "it", "es", "nl"),
    "cp437": ("sv", "de"),
    "mac_roman": ("sv", "da", "fi", "de", "fr", "it", "es"),
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr"),
    "iso8859-2": ("pl", "cs", "sk", "hu", "sl", "hr"),
    "cp852": ("pl", "cs", "sk", "hu", "sl", "hr"),
    "iso8859-15": ("et",),
    "cp1257": ("et", "lv", "lt"),
    "cp1253": ("el",),
    "iso8859-7": ("el",),
    "cp1251": ("bg",),
    "utf-8": tuple(TEXTS),
    "utf-8-sig": tuple(TEXTS),
    "utf-16": tuple(TEXTS),
    "utf-16-be": ("sv", "cs", "fr"),
}
CASES = [(codec, language) for codec, languages in PAGES.items() for language in languages]


def text_of(path: Path) -> str:
    with examine(path).open() as stream:
        return stream.read().decode()


@pytest.mark.parametrize(("codec", "language"), CASES)
def test_letters_of_each_language_survive_each_code_page(tmp_path: Path, codec: str, language: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(TEXTS[language].encode(codec))
    assert text_of(path) == TEXTS[language]


@pytest.mark.parametrize("word", ["Åre", "Malmö", "Öppet", "è", "Cantù", "Straße", "où", "år"])
def test_one_word_alone_is_read_as_western(tmp_path: Path, word: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(f"id,name\n1,{word}\n".encode("cp1252"))
    assert word in text_of(path)


def test_a_euro_sign_tells_latin_9_and_a_pound_sign_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes("Preis;12 €\nSchüler;1\n".encode("iso8859-15"))
    assert "12 €" in text_of(path)
    path.write_bytes("Cost (£),1\n".encode("cp1252"))
    assert examine(path).steps() == [Step("text.encoding", name="Windows-1252", sample=["£"])]


def test_one_latin_letter_after_900_000_rows_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(b"1,abc\n" * 900_000 + "2,Malmö\n".encode("cp1252") + b"3,x\n")
    text = examine(path)
    assert (text.name, text.words) == ("windows-1252", ("Malmö",))
    assert text_of(path).endswith("2,Malmö\n3,x\n")


def test_a_file_of_both_kinds_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes("1,Malmö\n2,Göteborg\n".encode() + "3,Umeå\n4,Åre\n".encode("cp1252") + "5,Öns".encode())
    assert text_of(path) == "1,Malmö\n2,Göteborg\n3,Umeå\n4,Åre\n5,Öns"
    assert examine(path).steps() == [Step("text.mixed", name="Windows-1252", count=2, sample=["Umeå", "Åre"])]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("MalmÃ¶", "Malmö"),
        ("Ã…re kommun", "Åre kommun"),
        ("â‚¬ 12 â€“ 14", "€ 12 – 14"),
        ("Å\u00a0koda, DÄ›Ä\x8dÃ\u00adn", "Škoda, Děčín"),
        ("Malmö", "Malmö"),
        ("A–Ä–Ö", "A–Ä–Ö"),
        ("»Ö«", "»Ö«"),
        ("Ö MalmÃ¶", "Ö Malmö"),
    ],
)
def test_letters_encoded_twice_get_their_form_back(broken: str, whole: str) -> None:
    assert mend(broken) == whole


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("odd", [b"", b"x\xffy\n", b'1" 2\n', b"a\x00b\n"])
def test_two_halves_of_a_large_file_say_what_the_whole_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, odd: bytes
) -> None:
    path = tmp_path / "text.csv"
    lines = "".join(f"{TEXTS['sv']};{number};åäö\n" for number in range(50)).encode(encoding)
    for place in (3, 40):  # the odd line stands in the first half, or in the second
        pieces = lines.splitlines(keepends=True)
        path.write_bytes(b"".join([*pieces[:place], odd, *pieces[place:]]))
        whole = examine(path)
        with monkeypatch.context() as patched:
            patched.setattr(text, "_LARGE", 100)
            assert examine(path) == whole


def test_mended_cells_are_counted_in_a_step(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_text("id,ort\n1,MalmÃ¶\n2,Göteborg\n3,Ã…re\n", "utf-8")
    content = Csv().read(path, "table")
    assert [cell for batch in content.batches for cell in batch.column("c1").to_pylist()] == [
        "ort",
        "Malmö",
        "Göteborg",
        "Åre",
    ]
    assert content.steps == [Step("text.repaired", count=2, value="MalmÃ¶", sample="Malmö")]


def test_utf8_is_read_block_by_block_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torg.engine.formats.text._READ", 7)
    monkeypatch.setattr("torg.engine.formats.text._BLOCK", 7)
    whole = "åäö€🏊;Ж\n" * 50
    path = tmp_path / "text.csv"
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        path.write_bytes(whole.encode(codec))
        assert text_of(path) == whole
