"""Archives that were made to hurt whoever restores them: each is refused with a sentence, and nothing is left."""

import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from torg.foundation.home import Home
from torg.foundation.problems import Refusal
from torg.kit.upkeep.archive import CATALOGUE, MANIFEST, MARK, Reader
from torg.kit.upkeep.restoring import restore_files

HEADER = {"format": 1, "torg": "0.1.0", "database": "sqlite", "migrations": [["people", "0001_initial"]]}


def hostile(
    path: Path, files: dict[str, bytes], *, header: object = HEADER, more: bytes = b"", way: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Everything fits together, as somebody would see to who means harm; ``more`` stands at the manifest's end."""
    lines = [json.dumps(header)]
    for name, content in files.items():
        lines.append(json.dumps({"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}))
    manifest = "\n".join(lines).encode() + more
    with zipfile.ZipFile(path, "w", way) as made:
        for name, content in files.items():
            made.writestr(name, content)
        made.writestr(MANIFEST, manifest)
        made.comment = f"{MARK}{hashlib.sha256(manifest).hexdigest()}".encode()
    return path


def said(path: Path) -> str:
    home = Home(path.parent / "home")
    with pytest.raises(Refusal) as caught, Reader(path) as reader:
        restore_files(home, reader)
    assert caught.value.problem.sentence()
    assert [one.name for one in path.parent.iterdir()] == [path.name], "nothing is left behind"
    return caught.value.problem.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in" / "hub.torg"


@pytest.mark.parametrize("migrations", [5, [1], [["people"]], None])
def test_a_list_of_migrations_that_is_none(path: Path, migrations: object) -> None:
    assert said(hostile(path, {}, header={**HEADER, "migrations": migrations})) == "backup.damaged"


@pytest.mark.parametrize("more", [b"\n" + b"[" * 500_000, b'\n{"name":' + b"[" * 500_000])
def test_brackets_in_brackets_without_end(path: Path, more: bytes) -> None:
    assert said(hostile(path, {"home/a": b"a"}, more=more)) == "backup.damaged"


def test_a_manifest_of_more_lines_than_members(path: Path) -> None:
    """The second line too many ends it: what comes after is no JSON and would be told otherwise as well."""
    line = b'\n{"name": "home/%d", "bytes": 0, "sha256": ""}'
    path = hostile(path, {"home/a": b"a"}, more=b"".join(line % number for number in range(200_000)))
    read: list[bytes] = []
    lines = Reader._lines

    def counted(reader: Reader):  # type: ignore[no-untyped-def]
        for one in lines(reader):
            read.append(one)
            yield one

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reader, "_lines", counted)
        assert said(path) == "backup.damaged"
    assert len(read) < 10


def test_members_with_a_password(path: Path) -> None:
    content = bytearray(hostile(path, {"home/a": b"a"}).read_bytes())
    for mark, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    assert said(path) == "backup.damaged"


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_members_damaged_in_whichever_way_they_are_packed(path: Path, way: int) -> None:
    content = bytearray(hostile(path, {"home/a": bytes(range(256)) * 4}, way=way).read_bytes())
    content[50:80] = bytes(sign ^ 0xFF for sign in content[50:80])
    path.write_bytes(content)
    assert said(path) == "backup.damaged"


@pytest.mark.parametrize("files", [{"home/a": b"a"}, {CATALOGUE: b"not a database"}, {CATALOGUE: b""}])
def test_a_hub_without_its_catalogue_is_no_hub(path: Path, files: dict[str, bytes]) -> None:
    assert said(hostile(path, files)) == "backup.damaged"


def test_a_catalogue_of_another_program(path: Path) -> None:
    other = path.parent.parent / "other.sqlite3"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE songs (name TEXT)")
    made.close()
    assert said(hostile(path, {CATALOGUE: other.read_bytes()})) == "backup.damaged"
