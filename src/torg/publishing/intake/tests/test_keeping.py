"""What the reading of a draft found is published as it was found; where it is gone or not the same, read anew."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from torg.catalogue.datasets.models import TableVersion
from torg.catalogue.people.actions import set_boundary
from torg.catalogue.people.models import Organisation
from torg.foundation.home import Home
from torg.publishing.intake import originals
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.plain_browser import Work, add, described, send, text
from torg.publishing.intake.tidying import sweep

pytestmark = pytest.mark.django_db(transaction=True)
Readings = list[str]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Readings:
    """The files that were read, in the order they were."""
    names: Readings = []
    real = originals.understand_apart

    def counted(path: Path, name: str, **more: object) -> object:
        names.append(name)
        return real(path, name, **more)

    monkeypatch.setattr(originals, "understand_apart", counted)
    return names


def publish(browser: Client, work: Work, draft: str) -> list[int]:
    """Rows of each version there is then."""
    send(browser, f"{draft}/look")
    work()
    assert "is public" in text(browser, f"{draft}/public")
    return [row.version.rows for row in TableVersion.objects.all()]


def kept(home: Home) -> list[Path]:
    return list(home.readings.glob("*"))


def test_a_file_is_read_once_for_draft_and_publication(browser: Client, work: Work, home: Home, read: Readings) -> None:
    draft = described(browser, work)
    assert len(kept(home)) == 1
    assert publish(browser, work, draft) == [2]
    assert read == ["trees.csv"]
    assert kept(home) == []
    assert list(home.work.iterdir()) == []
    assert Publication.objects.get().report["rows"] == 2
    assert "Oak" in text(browser, "/datasets/trees")


def _damage(home: Home) -> None:
    (part,) = kept(home)[0].glob("*.parquet")
    part.write_bytes(part.read_bytes()[:-9] + b"x" * 9)


def _lose_the_report(home: Home) -> None:
    (kept(home)[0] / "answer").unlink()


def _another_mark(home: Home) -> None:
    (kept(home)[0] / "mark").write_text("of another release")


def _all_gone(home: Home) -> None:
    kept(home)[0].rename(home.folder / "elsewhere")


@pytest.mark.parametrize("harm", [_damage, _lose_the_report, _another_mark, _all_gone])
def test_what_is_damaged_or_gone_is_read_anew(
    browser: Client, work: Work, home: Home, read: Readings, harm: Callable[[Home], None]
) -> None:
    draft = described(browser, work)
    harm(home)
    assert publish(browser, work, draft) == [2]
    assert read == ["trees.csv"] * 2


def test_a_boundary_that_is_known_since_is_held_against_the_file(
    browser: Client, work: Work, read: Readings, atorp: Organisation
) -> None:
    draft = described(browser, work)
    corners = [[18.0, 59.2], [18.3, 59.2], [18.3, 59.5], [18.0, 59.2]]
    set_boundary(by="test", organisation=atorp, geometry={"type": "Polygon", "coordinates": [corners]})
    assert publish(browser, work, draft) == [2]
    assert read == ["trees.csv"] * 2


def test_only_the_newest_reading_of_a_draft_is_kept(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work, content=b"place;note\nname;height\nOak;12\nPine;30\n")
    first = kept(home)
    send(browser, f"{draft}/found", heading_row="2")
    work()
    assert len(kept(home)) == 1
    assert kept(home) != first
    assert publish(browser, work, draft) == [2]


def test_a_draft_that_is_thrown_away_leaves_nothing(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work)
    assert browser.post(f"{draft}/discard").status_code == 302
    assert kept(home) == []
    assert list(home.originals.iterdir()) == []


def test_a_reading_that_ends_after_its_draft_was_thrown_away_leaves_nothing(
    browser: Client, work: Work, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = add(browser)
    real = originals.understand_apart

    def thrown_away_meanwhile(*some: object, **more: object) -> object:
        found = real(*some, **more)  # type: ignore[arg-type]
        Draft.objects.all().delete()
        return found

    monkeypatch.setattr(originals, "understand_apart", thrown_away_meanwhile)
    work()
    assert browser.get(draft).status_code == 404
    assert kept(home) == []


def test_what_no_draft_will_publish_is_swept(browser: Client, work: Work, home: Home) -> None:
    described(browser, work)
    stray = home.readings / "f_gone-1"
    stray.mkdir()
    assert sweep() == [stray.name]
    assert len(kept(home)) == 1
    Draft.objects.update(reading=7)
    sweep()
    assert kept(home) == []


def test_what_a_killed_check_left_behind_stays_no_hour(home: Home, db: None) -> None:
    running, left, upload = (home.work / name for name in ("torg-check-a", "torg-check-b", "upload-c"))
    for path in (running, left, upload):
        path.mkdir()
    for path in (left, upload):
        os.utime(path, (time.time() - 3700, time.time() - 3700))
    assert sweep() == [left.name]


def test_without_room_for_it_the_file_is_read_anew(browser: Client, work: Work, home: Home, read: Readings) -> None:
    """As where the cache lies on another disk, or is no folder at all."""
    home.readings.write_text("in the way")
    draft = described(browser, work)
    assert publish(browser, work, draft) == [2]
    assert read == ["trees.csv"] * 2
