"""Both kinds of storage keep the same promises."""

from pathlib import Path

import pytest

from torg.foundation.storage import Storage, open_storage


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.service)])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return open_storage(str(tmp_path / "storage"))
    return open_storage(request.getfixturevalue("s3_url"), cache=tmp_path / "cache")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "källa.bin"
    path.write_bytes(bytes(range(256)) * 10_000)
    return path


def test_what_is_put_can_be_read_in_every_way(storage: Storage, file: Path) -> None:
    storage.put("tables/t_1/1-0.parquet", file)
    content = file.read_bytes()
    assert storage.read("tables/t_1/1-0.parquet") == content
    assert b"".join(storage.stream("tables/t_1/1-0.parquet")) == content
    assert storage.local("tables/t_1/1-0.parquet").read_bytes() == content
    assert storage.size("tables/t_1/1-0.parquet") == len(content)
    assert storage.exists("tables/t_1/1-0.parquet")


def test_what_is_not_there_is_said_so(storage: Storage) -> None:
    assert not storage.exists("nothing")
    storage.delete("nothing")
    with pytest.raises(FileNotFoundError):
        storage.read("nothing")


def test_a_file_that_is_not_needed_any_more_is_taken(storage: Storage, file: Path) -> None:
    content = file.read_bytes()
    storage.put("a", file, move=True)
    assert storage.read("a") == content
    assert not file.exists()


def test_keys_are_listed_by_the_beginning_of_their_name(storage: Storage, file: Path) -> None:
    for key in ("tables/t_1/1-0.parquet", "tables/t_1/2-0.parquet", "tables/t_2/1-0.parquet", "other"):
        storage.put(key, file)
    assert sorted(storage.keys("tables/t_1/")) == ["tables/t_1/1-0.parquet", "tables/t_1/2-0.parquet"]
    assert list(storage.keys("tables/t_1/2")) == ["tables/t_1/2-0.parquet"]
    assert len(list(storage.keys())) == 4


def test_what_is_deleted_is_gone(storage: Storage, file: Path) -> None:
    storage.put("a", file)
    storage.local("a")
    storage.delete("a")
    assert not storage.exists("a")
    assert list(storage.keys()) == []


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a/../b", "", "a//b", ".hidden", "a/.partial-1", "å", "a b"])
def test_a_key_cannot_leave_the_storage(storage: Storage, file: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        storage.put(key, file)
    with pytest.raises(ValueError, match="not a key"):
        storage.read(key)


def test_a_put_that_is_broken_off_leaves_what_was_there(tmp_path: Path, file: Path) -> None:
    storage = open_storage((tmp_path / "storage").as_uri())
    storage.put("a", file)
    with pytest.raises(FileNotFoundError):
        storage.put("a", tmp_path / "missing")
    assert storage.read("a") == file.read_bytes()
    assert list((tmp_path / "storage").iterdir()) == [tmp_path / "storage" / "a"]
