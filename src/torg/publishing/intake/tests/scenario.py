"""One publication killed at one point, in real processes: run by the test beside it, never by the product.

    python scenario.py prepare FILE            a hub with one version
    python scenario.py kill POINT FILE         a second version, whose worker gets SIGKILL at POINT
    python scenario.py recover                 what a restart does; prints what is there before and after

Fault points are put around functions of the product from outside.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from torg.foundation.home import home
from torg.site.preparing import prepare

prepare()

from torg.catalogue.datasets import actions as datasets  # noqa: E402  Django is set up only now
from torg.catalogue.datasets.models import TableVersion  # noqa: E402
from torg.catalogue.datasets.queries import as_shelved, part_keys  # noqa: E402
from torg.catalogue.datasets.queries import dataset as dataset_of  # noqa: E402
from torg.catalogue.people.actions import ensure_organisation  # noqa: E402
from torg.engine.shelf import open_shelf  # noqa: E402
from torg.engine.tables import connect, serving_copy  # noqa: E402
from torg.foundation.storage import open_storage  # noqa: E402
from torg.kit.jobs import worker  # noqa: E402
from torg.kit.jobs.actions import enqueue, run_worker  # noqa: E402
from torg.publishing.intake import originals, ruled, stages  # noqa: E402
from torg.publishing.intake.actions import HandedFile, Wishes, publish  # noqa: E402
from torg.publishing.intake.models import Publication  # noqa: E402
from torg.publishing.validation.models import Check  # noqa: E402

# module, function, and whether the process dies before it or after it
POINTS: dict[str, tuple[object, str, str]] = {
    "before understanding": (originals, "understand_apart", "before"),
    "after understanding": (originals, "understand_apart", "after"),
    "before storing": (stages.tables, "store_version", "before"),
    "after storing": (stages.tables, "store_version", "after"),
    "before the check by rules": (ruled.validation, "hold", "before"),
    "inside the commit": (datasets, "add_versions", "after"),
    "after rules are followed": (stages, "settle", "after"),
    "after the commit": (stages, "show", "before"),
    "before the shelf": (stages, "open_shelf", "before"),
    "after the shelf": (stages, "show", "after"),
    "at the end of the job": (worker, "_end", "before"),
}


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    if point.startswith("after "):
        seconds = point.removeprefix("after ").removesuffix(" seconds")
        if seconds.replace(".", "").isdecimal():
            threading.Timer(float(seconds), die).start()
            return
    module, name, when = POINTS[point]
    real: Callable[..., object] = getattr(module, name)

    def fatal(*args: object, **kwargs: object) -> object:
        if when == "after":
            real(*args, **kwargs)
        die()
        return None

    setattr(module, name, fatal)


def hand_in(file: str, dataset: str = "") -> None:
    organisation, _ = ensure_organisation(by="test", slug="atorp")
    source = HandedFile(Path(file), "trees.csv")
    publish(
        by="test", organisation=organisation, title="Trees", source=source, wishes=Wishes(dataset=dataset, spec="trees")
    )


def work() -> None:
    worker.LEASE = timedelta(seconds=1.5)  # so that the test need not wait for the real one
    worker.BEAT = 0.2
    run_worker(threading.Event(), idle=0)


def what_is_there() -> dict[str, object]:
    """What a reader is served, and whether all of it agrees."""
    place = home()
    storage = open_storage(place.storage_url)
    shelf = open_shelf(place.shelf_url)
    shelved = shelf.dataset("trees")
    newest = shelved.tables[0].newest
    with connect() as database:
        copy = serving_copy(newest, storage, place.serving)
        database.execute(f"ATTACH '{copy}' AS copy (READ_ONLY)")
        rows = [row[0] for row in database.execute("SELECT name FROM copy.rows ORDER BY _row").fetchall()]
    known = dataset_of("trees")
    return {
        "served": rows,
        "shelf": [version.number for version in shelved.tables[0].versions],
        "catalogue": [row.number for row in TableVersion.objects.order_by("number")],
        "checked": list(Check.objects.order_by("version__number").values_list("version__number", flat=True)),
        "agree": as_shelved(known) == shelved,
        "missing": [key for key in part_keys() if not storage.exists(key)],
        "stray": sorted(set(storage.keys("tables/")) - set(part_keys())),
        "work": [path.name for path in place.work.iterdir()],
        "states": sorted(Publication.objects.values_list("state", flat=True)),
    }


def recover() -> None:
    before = what_is_there()
    enqueue("intake.tidy", unique="start")
    end = time.monotonic() + 30
    while time.monotonic() < end and Publication.objects.exclude(state__in=Publication.ENDED).exists():
        work()
        time.sleep(0.2)
    enqueue("intake.tidy", unique="start")  # the sweep of the start may have come before the retried job's end
    work()
    print(json.dumps({"before": before, "after": what_is_there()}))


def main() -> None:
    match sys.argv[1:]:
        case ["prepare", file]:
            hand_in(file)
            work()
            assert what_is_there()["states"] == ["public"], Publication.objects.get().problem
        case ["kill", point, file]:
            hand_in(file, "trees")
            arm(point)
            work()
        case ["recover"]:
            recover()
        case ["points"]:
            print(json.dumps(list(POINTS)))


if __name__ == "__main__":
    random.seed(0)
    main()
