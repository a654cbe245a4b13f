"""The index follows the shelf, in every process, whatever happens to its files and to those who write them."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from torg.engine.search import Finder, Question, keeping
from torg.engine.search.folder import alone, sound
from torg.engine.search.keeping import Keeper
from torg.engine.shelf import Shelf, open_shelf

from .conftest import LISTS, THEN, dataset, slugs


@pytest.fixture
def finder(lists: Shelf, folder: Path) -> Finder:
    made = Finder(lists, folder)
    assert made.ask(Question("skol")).total == 2
    return made


def total(finder: Finder, words: str = "") -> int:
    return finder.ask(Question(words)).total


def test_a_change_is_found_at_once_also_by_another_process(finder: Finder, lists: Shelf, folder: Path) -> None:
    other = Finder(lists, folder)
    assert total(other, "kajakhyra") == 0
    lists.put(dataset("kajak", "Kajakhyra"))
    assert (total(finder, "kajakhyra"), total(other, "kajakhyra")) == (1, 1)
    lists.put(dataset("kajak", "Kanothyra"))
    assert (total(other, "kajakhyra"), total(other, "kanothyra"), total(finder, "kajakhyra")) == (0, 1, 0)


def test_what_is_withdrawn_is_not_found(finder: Finder, lists: Shelf) -> None:
    lists.withdraw("d_skolor", "Names of people")
    assert (slugs(finder.ask(Question("skol"))), total(finder)) == (["skolskjuts"], len(LISTS) - 1)


def test_a_new_language_is_asked_in(finder: Finder, lists: Shelf) -> None:
    lists.put(dataset("hu", "Iskolák", "hu"))
    assert slugs(finder.ask(Question("iskolában"))) == ["hu"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scramble(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for at in random.Random(3).sample(range(len(whole)), max(len(whole) // 20, 1)):
        whole[at] ^= 0xFF
    path.write_bytes(whole)


DAMAGE: tuple[Callable[[Path], None], ...] = (Path.unlink, _cut, _scramble, lambda path: path.write_bytes(b""))


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("file", ["meta.json", "*.idx", "*.term", "*.store", "*.fast", "*.fieldnorm", ".managed.json"])
def test_a_damaged_index_is_made_anew(
    finder: Finder, lists: Shelf, folder: Path, file: str, damage: Callable[[Path], None]
) -> None:
    for path in finder.keeper.folder.glob(file):
        damage(path)
    after = Finder(lists, folder)
    assert (total(after), total(after, "skol")) == (len(LISTS), 2)
    lists.put(dataset("kajak", "Kajakhyra"))
    assert total(after, "kajakhyra") == 1


def test_an_index_taken_away_while_it_is_used_comes_back(finder: Finder, lists: Shelf) -> None:
    for path in finder.keeper.folder.iterdir():
        path.unlink()
    finder.keeper.folder.rmdir()
    lists.put(dataset("kajak", "Kajakhyra"))
    finder.ask(Question("kajakhyra"))  # what it has open still answers, but cannot be written to
    again = Finder(lists, finder.keeper.folder.parent)
    assert (total(again, "kajakhyra"), total(again)) == (1, len(LISTS) + 1)


def test_a_shelf_put_back_to_an_older_state_is_believed(lists: Shelf, folder: Path, tmp_path: Path) -> None:
    with closing(open_shelf(tmp_path / "shelf.sqlite3")) as live:
        backup = tmp_path / "backup.sqlite3"
        live._database.ask("VACUUM INTO ?", (str(backup),))  # type: ignore[attr-defined]
        for number in range(3):
            live.put(dataset(f"new{number}", "Kajakhyra"))
        assert total(Finder(live, folder), "kajakhyra") == 3
    with closing(open_shelf(backup)) as restored:
        assert total(Finder(restored, folder), "kajakhyra") == 0
        assert total(Finder(restored, folder)) == len(LISTS)


def test_two_shelves_in_one_folder_are_kept_apart(finder: Finder, folder: Path, tmp_path: Path) -> None:
    with closing(open_shelf(tmp_path / "other.sqlite3")) as other:
        assert total(Finder(other, folder)) == 0
        assert total(finder) == len(LISTS)


def test_while_somebody_else_writes_the_last_state_answers(
    finder: Finder, lists: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PATIENCE", 0.05)
    lists.put(dataset("kajak", "Kajakhyra"))
    with alone(folder, 1) as only:
        assert only
        assert total(finder) == len(LISTS)
    assert total(finder) == len(LISTS) + 1


@pytest.fixture
def many(shelf: Shelf) -> Shelf:
    for number in range(keeping.FEW + 150):
        shelf.put(dataset(f"d{number}", f"Parkbänk {number}", modified=THEN))
    return shelf


def test_much_is_built_by_a_process_apart_and_told_to_be_unfinished(many: Shelf, folder: Path) -> None:
    finder = Finder(many, folder)
    assert not finder.ask(Question()).whole
    end = time.monotonic() + 60
    while not finder.ask(Question()).whole:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert total(finder, "parkbänkar") == keeping.FEW + 150
    builder = finder.keeper._builder
    assert builder is not None
    assert builder.wait(60) == 0


def test_a_writer_killed_at_any_moment_leaves_an_index_that_goes_on(many: Shelf, folder: Path) -> None:
    chance = random.Random(1)
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-m", "torg.engine.search", str(folder)], stdin=subprocess.PIPE
        ) as writer:
            assert writer.stdin
            writer.stdin.write(many.address.encode())
            writer.stdin.close()
            time.sleep(chance.uniform(0.2, 0.9))
            writer.kill()
        many.put(dataset(f"k{chance.random()}".replace(".", ""), "Kajakhyra"))
    Keeper(many, folder).build()
    finder = Finder(many, folder)
    assert sound(finder.keeper.folder)
    assert (total(finder), total(finder, "kajakhyra")) == (keeping.FEW + 156, 6)


def test_two_processes_write_one_after_the_other(many: Shelf, folder: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-m", "torg.engine.search", str(folder)], stdin=subprocess.PIPE)
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdin
        writer.stdin.write(many.address.encode())
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert total(Finder(many, folder)) == keeping.FEW + 150


def test_a_lock_ends_with_its_process(folder: Path) -> None:
    child = os.fork()
    if child == 0:
        with alone(folder, 1):
            signal.pause()
    try:
        end = time.monotonic() + 10
        while True:
            with alone(folder, 0) as only:
                if not only:
                    break
            assert time.monotonic() < end
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with alone(folder, 1) as only:
        assert only


@pytest.mark.service
def test_a_shelf_in_postgresql_is_followed_too(postgres_url: str, folder: Path, tmp_path: Path) -> None:
    with closing(open_shelf(postgres_url)) as shelf, closing(open_shelf(postgres_url)) as elsewhere:
        for each in LISTS:
            shelf.put(each)
        here, there = Finder(shelf, folder), Finder(elsewhere, tmp_path / "another machine")
        assert (total(here, "badplats"), total(there, "badplats")) == (4, 4)
        shelf.withdraw("d_sv-bad", "wrong")
        assert (total(here, "badplats"), total(there, "badplats")) == (3, 3)
