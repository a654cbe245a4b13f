"""No word of machines on the pages of a clerk: templates, words in the code, and every sentence they may see."""

import re
from pathlib import Path

import pytest

from torg.foundation.language import catalogue
from torg.publishing import intake

ROOM = Path(intake.__file__).parent
BANNED = re.compile(
    r"\b(APIs?|schemas?|metadata|datasets?|resources?|distributions?|DCAT|HVD|UR[IL]s?|CRS|EPSG|projections?|WGS ?84"
    r"|encodings?|UTF-?8|delimiters?|pars\w*|strings?|integers?|booleans?|null|NaN|regex|patterns?|enums?|valid\w*"
    r"|invalid\w*|endpoints?|harvest\w*|ingest\w*|pipelines?|ETL|instances?|tokens?|cron|payloads?|mandatory|optional"
    r"|specifications?|taxonom\w+|granularity|(?:primary|foreign) keys?"
    r"|please|sorry|oops|illegal|forbidden|failed|upload error)\b|!",
    re.I,
)
# What programs, the command line and whoever runs a hub are told; a clerk's page never shows it.
FOR_OTHERS = re.compile(
    r"^(dataset|parameter|token|request|query|cql|restore|backup|doctor|upkeep|serve|hub|command|page\.host|where|column"
    r"|table\.unknown|version|publish\.(key|key_reused|source|no_file|exists|fault|further|kept)|publication|licence"
    r"|language|organisation|places|report|fetch|settings?|home|job|worker|schedule|check|mail|search|chart|answer\.unreadable"
    r"|storage|shelf|export|follow|person|account|invitation|sign_in|letter\.(code|invitation|follow)|demo|event|api"
    r"|table\.none|spec)\b"
)


def words_of_templates() -> list[str]:
    said = []
    for path in (ROOM / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        said += re.findall(r"_\(\"((?:[^\"\\]|\\.)*)\"", text)
        said += [part for pair in re.findall(r'ngettext\("([^"]*)", "([^"]*)"', text) for part in pair]
    return said


def words_of_code() -> list[str]:
    said = []
    for path in ROOM.glob("*.py"):
        said += re.findall(r"\btext\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    return [*said, *_between("describing.py", "words = {", "}")]


def _between(file: str, start: str, end: str) -> list[str]:
    inside = (ROOM / file).read_text(encoding="utf-8").partition(start)[2].partition(end)[0]
    return re.findall(r"\"[A-Z_]*\": \"([^\"]+)\"", inside)


def sentences() -> list[tuple[str, str]]:
    found = []
    for message in catalogue("en"):
        if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", str(message.id if isinstance(message.id, str) else message.id[0])):
            code = message.id if isinstance(message.id, str) else message.id[0]
            forms = message.string if isinstance(message.string, tuple | list) else [message.string]
            found += [(code, form) for form in forms if not FOR_OTHERS.match(code)]
    return found


def _without_names(words: str) -> str:
    return re.sub(r"“[^”]*”|\{\w+\}|https?://\S+|\w+@\S+", " ", words)


@pytest.mark.parametrize("place", ["templates", "code"])
def test_pages_speak_like_people(place: str) -> None:
    said = words_of_templates() if place == "templates" else words_of_code()
    assert len(said) > (100 if place == "templates" else 10)
    assert [words for words in said if BANNED.search(_without_names(words))] == []


def test_sentences_speak_like_people() -> None:
    said = sentences()
    assert {"draft.unread", "date.part", "num.comma", "file.pdf", "upload.size"} <= {code for code, _ in said}
    assert [f"{code}: {words}" for code, words in said if BANNED.search(_without_names(words))] == []
