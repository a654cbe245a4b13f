"""One draft whose worker is killed between its reading and its publication: run by the test beside it.

python draft_scenario.py kill POINT FILE    a draft is read and published, its worker gets SIGKILL at POINT
python draft_scenario.py recover            what a restart and a person who goes on do; prints what is there
"""

import json
import sys
from pathlib import Path

import scenario  # sets Django up

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import User
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import home
from torg.publishing.intake import drafting, keeping, originals, reading, stages
from torg.publishing.intake.actions import HandedFile, publish_draft
from torg.publishing.intake.models import Draft
from torg.publishing.intake.tidying import sweep

scenario.POINTS.update(
    {
        "before a reading is kept": (reading, "keep_reading", "before"),
        "while a reading is kept": (keeping, "keep_report", "after"),
        "after a reading is kept": (reading, "keep_reading", "after"),
        "after a reading is noted": (reading, "forget_readings", "before"),
        "before a reading is taken over": (stages, "take_over", "before"),
        "after a reading is taken over": (stages, "take_over", "after"),
        "before a taken reading is stored": (stages.tables, "store_version", "before"),
        "after a taken reading is stored": (stages.tables, "store_version", "after"),
    }
)


def begin(file: str) -> None:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    astrid = person("Astrid", editor=atorp)
    drafting.begin_draft(by=astrid, organisation=atorp, source=HandedFile(Path(file), "trees.csv"))


def go_on() -> None:
    """What is left for the person: to press the button, if the file is read."""
    scenario.work()
    draft = Draft.objects.get()
    if draft.state == Draft.State.READY:
        publish_draft(by=User.objects.get(), draft=draft, version=draft.version)
    scenario.work()


def recover() -> None:
    readings = 0
    real = originals.understand_apart

    def counted(*some: object, **more: object) -> object:
        nonlocal readings
        readings += 1
        return real(*some, **more)  # type: ignore[arg-type]

    originals.understand_apart = counted  # type: ignore[assignment]
    scenario.time.sleep(1.6)  # until the lease of who was killed is over
    go_on()
    sweep()
    seen = scenario.what_is_there() | {"readings": [path.name for path in home().readings.glob("*")]}
    print(json.dumps({"after": seen, "read again": readings}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["kill", point, file]:
            begin(file)
            scenario.arm(point)
            go_on()
        case ["recover"]:
            recover()
