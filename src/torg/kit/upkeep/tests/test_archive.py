"""The file of a backup: what is written is read, and nothing of it is believed."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from torg.foundation.problems import Refusal
from torg.kit.upkeep.archive import MANIFEST, MARK, Reader, Writer, is_plain

HEADER = {"torg": "0.1.0", "made": "2026-11-27", "database": "sqlite", "migrations": [["people", "0001_initial"]]}
FILES = {"catalogue.sqlite3": b"rows" * 500, "home/secret": b"key", "storage/tables/t_1/1-0.parquet": b"PAR1" * 90}


def archive(tmp_path: Path) -> Path:
    path = tmp_path / "hub.torg"
    with path.open("w+b") as file, Writer(file, HEADER) as writer:
        for name, content in FILES.items():
            writer.add(name, [content[:7], content[7:]], packed=name.endswith("parquet"))
        writer.finish()
    return path


def made_by_hand(path: Path, files: dict[str, bytes], listed: dict[str, bytes], header: object = None) -> Path:
    """An archive that says of itself that it holds ``listed``, with a digest that fits."""
    lines = [json.dumps(header or {"format": 1, **HEADER})]
    for name, content in listed.items():
        lines.append(json.dumps({"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}))
    manifest = "\n".join(lines).encode()
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
        made.writestr(MANIFEST, manifest)
        made.comment = f"{MARK}{hashlib.sha256(manifest).hexdigest()}".encode()
    return path


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    assert caught.value.problem.sentence()
    return caught.value.problem.code


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    with Reader(archive(tmp_path)) as reader:
        read = {name: b"".join(reader.read(member)) for name, member in reader.members.items()}
        reader.verify()
    assert read == FILES
    assert reader.header["migrations"] == HEADER["migrations"]


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_changed_byte_is_noticed_wherever_it_is(tmp_path: Path, place: float) -> None:
    path = archive(tmp_path)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    path.write_bytes(content)

    def read() -> None:
        with Reader(path) as reader:
            reader.verify()
            raise AssertionError("nothing was noticed")

    assert refused(read) in ("backup.damaged", "backup.unreadable", "backup.none", "backup.hostile")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_no_backup(tmp_path: Path, share: float) -> None:
    path = archive(tmp_path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert refused(lambda: Reader(path)) in ("backup.unreadable", "backup.damaged")


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("beach.jpg", b"x")
    assert refused(lambda: Reader(path)) == "backup.none"


@pytest.mark.parametrize(
    "name",
    [
        "home/../../etc/passwd", "/etc/passwd", "home/./secret", "home//secret", "home/.ssh/keys", "elsewhere/file",
        "home/a\\..\\b", "home", "home/", "../catalogue.sqlite3", "home/a\nb", "storage/" + "a" * 300,
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_plain(name)
    path = made_by_hand(tmp_path / "hub.torg", {name: b"x"}, {name: b"x"})
    assert refused(lambda: Reader(path)) in ("backup.hostile", "backup.damaged")


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = made_by_hand(tmp_path / "hub.torg", {}, {"home/secret": b"/etc/passwd"})
    with zipfile.ZipFile(path, "a") as made:
        link = zipfile.ZipInfo("home/secret")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, b"/etc/passwd")
    assert refused(lambda: Reader(path)) == "backup.hostile"


@pytest.mark.parametrize(
    ("files", "listed"),
    [
        ({"home/a": b"1", "home/b": b"2"}, {"home/a": b"1"}),
        ({"home/a": b"1"}, {"home/a": b"1", "home/b": b"2"}),
    ],
)
def test_what_is_not_listed_or_not_there_is_noticed(
    tmp_path: Path, files: dict[str, bytes], listed: dict[str, bytes]
) -> None:
    assert refused(lambda: Reader(made_by_hand(tmp_path / "hub.torg", files, listed))) == "backup.damaged"


def test_a_member_larger_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = made_by_hand(tmp_path / "hub.torg", {"home/a": b"\0" * 50_000_000}, {"home/a": b"small"})
    with Reader(path) as reader:
        read = []
        code = refused(lambda: read.extend(reader.read(reader.members["home/a"])))
    assert (code, read) == ("backup.damaged", [])


@pytest.mark.parametrize(
    "header",
    [["a", "list"], {"format": "1"}, 7, {"no": "format"}],
)
def test_an_odd_header_is_no_fault_of_ours(tmp_path: Path, header: object) -> None:
    path = made_by_hand(tmp_path / "hub.torg", {}, {}, header)
    assert refused(lambda: Reader(path)) == "backup.damaged"


def test_a_newer_form_is_refused_by_the_name_of_its_version(tmp_path: Path) -> None:
    path = made_by_hand(tmp_path / "hub.torg", {}, {}, {"format": 2, "torg": "9.1"})
    with pytest.raises(Refusal, match=r"9\.1") as caught:
        Reader(path)
    assert caught.value.problem.code == "backup.newer"
