"""Packed tables, and archives that mean harm."""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from torg.engine.formats import ReadAgain, detect
from torg.engine.formats.archives import Limits, members, unpack, unpack_gzip
from torg.foundation.problems import Refusal

TABLE = "id;namn\n1;Åre\n2;Ö\n".encode("cp1252")


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal_of(path: Path, name: str | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        detect(path, name or path.name)
    return refusal.value.problem.code


def rows(path: Path) -> list[list[str]]:
    kind = detect(path, path.name)
    content = kind.read(path, kind.layers(path)[0].name)
    batches = content.batches
    del kind, content  # the unpacked file has to outlive the format
    return [list(row) for batch in batches for row in zip(*(c.to_pylist() for c in batch), strict=True)]


def test_what_was_unpacked_is_there_for_a_second_reading(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "a.zip", {"tabell.csv": b"a;b\n1;2\n3;4\n5\n"})
    kind = detect(zipped, zipped.name)
    content = kind.read(zipped, kind.layers(zipped)[0].name)
    del kind
    with pytest.raises(ReadAgain):
        list(content.batches)
    assert [batch.num_rows for batch in content.again().batches] == [3, 1]


def test_a_zipped_and_a_gzipped_table_read_as_the_table(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "a.zip", {"data/tabell.csv": TABLE, "README.txt": b"hej", "__MACOSX/x.csv": b"?"})
    gzipped = tmp_path / "b.csv.gz"
    gzipped.write_bytes(gzip.compress(TABLE))
    assert rows(zipped) == rows(gzipped) == [["id", "namn"], ["1", "Åre"], ["2", "Ö"]]
    assert detect(gzipped, "b").name == "csv"


def test_the_unpacked_file_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "work").mkdir()
    gzipped = tmp_path / "b.csv.gz"
    gzipped.write_bytes(gzip.compress(TABLE))
    assert len(rows(gzipped)) == 3
    assert list((tmp_path / "work").iterdir()) == []


def test_several_tables_are_named_and_none_is_said(tmp_path: Path) -> None:
    assert refusal_of(packed(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": TABLE})) == "archive.several"
    assert refusal_of(packed(tmp_path / "b.zip", {"a.pdf": b"%PDF"})) == "archive.none"


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.csv": TABLE}).read_bytes()
    assert refusal_of(packed(tmp_path / "outer.zip", {"inner.zip": inner})) == "archive.nested"
    twice = tmp_path / "a.csv.gz"
    twice.write_bytes(gzip.compress(gzip.compress(TABLE)))
    assert refusal_of(twice) == "archive.nested"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"a.csv": b"0" * (100 << 20)})
    assert refusal_of(bomb) == "archive.ratio"


def test_a_bomb_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"a.csv": b"0" * (4 << 20)})
    raw = bytearray(bomb.read_bytes())
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 1000)
    bomb.write_bytes(raw)
    limits = Limits(unpacked=1 << 20)
    with pytest.raises(Refusal) as refusal:
        unpack(bomb, members(bomb, limits)[0].name, tmp_path, limits)
    assert refusal.value.problem.code in ("archive.size", "file.unreadable")
    assert sum(file.stat().st_size for file in tmp_path.iterdir() if file != bomb) <= 1 << 20


def test_a_gzip_bomb_is_stopped_while_unpacking(tmp_path: Path) -> None:
    bomb = tmp_path / "a.csv.gz"
    bomb.write_bytes(gzip.compress(b"0" * (8 << 20)))
    for limits in (Limits(unpacked=1 << 20), Limits(free=1 << 20, ratio=100)):
        with pytest.raises(Refusal) as refusal:
            unpack_gzip(bomb, "a.csv.gz", tmp_path, limits)
        assert refusal.value.problem.code in ("archive.size", "archive.ratio")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    assert refusal_of(packed(tmp_path / "a.zip", {f"{n}.csv": b"1" for n in range(2_001)})) == "archive.members"


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv"])
def test_a_member_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal_of(packed(tmp_path / "a.zip", {name: TABLE})) == "archive.path"


def test_a_locked_or_broken_archive_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": TABLE}, zipfile.ZIP_STORED)
    raw = path.read_bytes()
    locked = bytearray(raw)
    locked[raw.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    assert refusal_of(path) == "file.password"
    path.write_bytes(raw[: len(raw) // 2])
    assert refusal_of(path) == "file.unreadable"
    damaged = tmp_path / "b.csv.gz"
    damaged.write_bytes(gzip.compress(TABLE * 100)[:40])
    assert refusal_of(damaged) == "file.unreadable"


def test_a_member_name_never_becomes_a_path(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"in/..hidden;$(x)\n.csv": TABLE})
    target = unpack(path, members(path)[0].name, tmp_path)
    assert target.parent == tmp_path
    assert target.read_bytes() == TABLE
    assert io.StringIO(target.name).read().startswith("hidden")
