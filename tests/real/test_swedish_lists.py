"""Real lists of Swedish municipalities against our rules for them: what a person found in each file, and its remedy.

The files were looked at by hand. Of each problem: code, column, how many cells, first row, what stands there (its
beginning), and what is proposed (its beginning; None where only the municipality knows). Empty cells that it would
be good to fill, and columns of their own, are not listed.
"""

from pathlib import Path

import pytest

from real.shared_files import SHARED
from torg.engine.specifications import library
from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.found import Group, Verdict

pytestmark = pytest.mark.real
SWEDEN = SHARED / "standards" / "specs" / "se"

Found = tuple[str, str | None, int, int | None, str | None, str | None]

BATHING, TOWNS, ODIS = "bathing-places", "outdoor-gyms-dataverkstad", "outdoor-gyms-odis"

EXPECTED: dict[tuple[str, str], list[Found]] = {
    # identifiers were never given; blanks behind three texts; the country is a word instead of a code
    ("badplatser/Badplatser_Harryda_2_.csv", BATHING): [
        ("need.empty", "place_id", 9, 2, None, None),
        ("text.trim", "description", 3, 2, "Badplats vid Landvettersjön", "Badplats vid Landvettersjön"),
        ("list.word", "country", 9, 2, "Sweden", "SE"),
    ],
    # a comma in a text without quotes has moved 35 columns by one; put together, hardly anything is left to say
    ("badplatser/Mariestad_1493.csv", BATHING): [
        ("row.shifted", "description", 1, 2, "Naturstrand i ett skyddat läge",
         "Naturstrand i ett skyddat läge, sandstranden är långgrund"),
        ("text.trim", "description", 1, 2, "Naturstrand i ett skyddat läge, sandstranden", "Naturstrand i ett skyddat"),
        ("text.trim", "facilities", 1, 2, "Anslagstavla", "Anslagstavla"),
        ("list.word", "wheelchair", 1, 2, "false", "no"),
    ],
    # an older draft: other names of columns, Y and N for yes and no
    ("badplatser/Osby_kommun_1273.csv", BATHING): [
        *[("bool.word", column, 1, 2, value, {"Y": "true", "N": "false"}[value]) for column, value in (
            ("wc", "N"), ("lifebuoy", "Y"), ("trash", "Y"), ("grilling_area", "Y"), ("bathing_jetty", "Y"),
            ("bathing_ladder", "Y"), ("diving_tower", "N"), ("parking", "Y"), ("beach_sand", "Y"), ("beach_stone", "N"),
            ("beach_rock", "N"), ("beach_concrete", "N"), ("beach_grass", "N"), ("pet_bath", "N"), ("camping", "N"),
        )],
        ("list.word", "water", 1, 2, "Lake", "lake"),
    ],
    # a first row with nothing but its number; decimal commas; a letter of DOS; two rows without mail
    ("utegym-dataverkstad/Dataportal_vast_gym.csv", TOWNS): [
        *[("need.empty", column, 1, 2, None, None) for column in ("latitude", "source", "id", "longitude", "name")],
        ("need.empty", "email", 2, 2, None, None),
        ("num.comma", "latitude", 2, 3, "58,373345", "58.373345"),
        ("num.comma", "longitude", 2, 3, "13,436903", "13.436903"),
        ("text.damaged", "description", 1, 3, "Skaras utegym ligger vid Petersburgs friluftsomr†de",
         "Skaras utegym ligger vid Petersburgs friluftsområde"),
        ("text.damaged", "name", 1, 3, "Petersburgs friluftsomr†de, utegym", "Petersburgs friluftsområde, utegym"),
    ],
    # columns of a map server: both coordinates in one cell, east first; neither source nor mail
    ("utegym-dataverkstad/Jonkoping_gym.csv", TOWNS): [
        ("col.needed", None, 1, None, None, None), ("col.needed", None, 1, None, None, None),
        ("pos.split", "geometry.coordinates", 27, 2, "[14.06334484418488, 57.77567266850851]", "57.7756727"),
        ("text.trim", "properties.name", 1, 6, "Esplanaden ", "Esplanaden"),
    ],
    ("utegym-dataverkstad/Uppsala_gym.csv", TOWNS): [
        ("col.needed", None, 1, None, None, None), ("col.needed", None, 1, None, None, None),
        ("pos.split", "geometry.coordinates", 25, 2, "[17.449862603314187, 59.85476658590492]", "59.8547666"),
    ],
    # columns of a portal; days with a clock at midnight; two gyms without a place
    ("utegym-dataverkstad/Umeautegym.csv", TOWNS): [
        ("date.form", "fields.uppdaterad", 10, 2, "2021-02-01T00:00:00+00:00", "2021-02-01"),
        ("need.empty", "fields.long", 2, 3, None, None), ("need.empty", "fields.lat", 2, 3, None, None),
    ],
    # a misspelt heading (Horistontell), which a person is asked about
    ("utegym-odis/Utegym_i_Salems_kommun.csv", ODIS): [
        ("col.match", "Horistontell stång", 1, None, None, None),
        ("text.trim", "Vägbeskrivning", 1, 2, "Utegymmet ligger", "Utegymmet ligger"),
    ],
    # codes that lost their zero; figures of coordinates that a computer made long are right all the same
    ("utegym-odis/csv.utegym-i-sundbybergs-stad-specifikation.csv", ODIS): [
        ("code.pad", "Kommun-KOD", 5, 2, "183", "0183"),
    ],
    # nine municipalities put together: the zero of Stockholm is lost, Huddinge writes its codes small, Norrtälje's have
    # neither municipality nor kind, Upplands Väsby and others give no place, Stockholm's mail hides a sign of no width
    ("utegym-odis/utegym-i-stockholmsomradet.csv", ODIS): [
        ("text.pattern", "Utegym-ID", 4, 105, "0001", None),
        ("need.empty", "Koordinat_Lat_(WGS84)", 9, 100, None, None),
        ("need.empty", "Koordinat_Long_(WGS84)", 9, 100, None, None),
        ("code.pad", "Kommun-KOD", 64, 27, "180", "0180"),
        ("code.form", "Utegym-ID", 9, 91, "0126_utegym_00001", "0126_Utegym_00001"),
        ("text.trim", "Namn", 1, 92, "Utegym vid Källbrinks IP ", "Utegym vid Källbrinks IP"),
        ("text.trim", "Koordinat_Lat_(WGS84)", 2, 2, "59.398195 ", "59.398195"),
        ("mail.form", "E-post", 28, 27, "friluft.idrott@\u200bstockholm.se", "friluft.idrott@stockholm.se"),
        ("link.form", "Bild", 4, 105, "www.norrtalje.se/info", "http://www.norrtalje.se/info"),
        ("bool.word", "Armgång", 1, 76, "ja", "Ja"),
    ],
}  # fmt: skip


def checked(file: str, specification: str) -> Verdict:
    path = SWEDEN / file
    if not path.is_file():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    rules = library().get(specification)
    assert rules is not None
    return check(Question(path, path.name, rules))


@pytest.mark.parametrize(("file", "specification"), EXPECTED, ids=[Path(file).stem for file, _ in EXPECTED])
def test_a_real_list_gives_the_problems_a_person_found(file: str, specification: str) -> None:
    expected = sorted(EXPECTED[file, specification], key=str)
    asked = any(code == "col.match" for code, *_ in expected)
    groups = [group for group in checked(file, specification).groups if counts(group, asked=asked)]
    missing = [one for one in expected if not any(same(one, brief(group)) for group in groups)]
    more = [brief(group) for group in groups if not any(same(one, brief(group)) for one in expected)]
    assert (missing, more, len(groups)) == ([], [], len(expected))


def counts(group: Group, *, asked: bool) -> bool:
    return group.code not in ("need.recommended", "col.extra", "col.twice", *(() if asked else ("col.match",)))


def brief(group: Group) -> Found:
    first = group.rows[0] if group.rows else None
    value, fix = (part[0] if part else None for part in (group.values, group.fixes))
    return group.code, group.column, group.count, first, value, fix


def same(expected: Found, found: Found) -> bool:
    """Long texts are compared by their beginning."""
    return expected[:4] == found[:4] and all(
        (one is None and other is None) or (one is not None and other is not None and other.startswith(one))
        for one, other in zip(expected[4:], found[4:], strict=True)
    )
