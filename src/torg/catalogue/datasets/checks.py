"""What the doctor looks at here: the files of published versions; and what a backup must hold of them."""

import hashlib
import random
from collections.abc import Iterator

from torg.foundation.home import home
from torg.foundation.storage import Storage, open_storage
from torg.kit.upkeep.actions import Finding, Kept, broken, check, fine, must_keep

from .models import TableVersion

MOST_LOOKED_FOR = 500
MOST_COMPARED = 20
MOST_BYTES = 200_000_000


@must_keep
def parts(alias: str) -> Iterator[Kept]:
    for manifest in TableVersion.objects.using(alias).values_list("manifest", flat=True).iterator():
        yield from (Kept(part["key"], part["sha256"]) for part in manifest["parts"])


@check("parts")
def parts_are_whole() -> Iterator[Finding]:
    """Any hundreds are looked for and any few compared: asked every day, it comes to all of them in the end."""
    storage = open_storage(home().storage_url, home().folder / "cache" / "storage")
    every = list({one.key: one for one in parts("default")}.values())
    some = random.sample(every, min(MOST_LOOKED_FOR, len(every)))
    missing = [one for one in some if not storage.exists(one.key)]
    yield from (broken("doctor.part_missing", value=one.key) for one in missing[:5])
    compared = list(_to_compare(storage, [one for one in some if one not in missing]))
    damaged = [one for one in compared if _digest(storage, one.key) != one.sha256]
    yield from (broken("doctor.part_damaged", value=one.key) for one in damaged[:5])
    if not missing and not damaged:
        yield fine("doctor.parts", count=len(every), looked=len(compared))


def _to_compare(storage: Storage, some: list[Kept]) -> Iterator[Kept]:
    left = MOST_BYTES
    for one in some[:MOST_COMPARED]:
        left -= storage.size(one.key)
        if left < 0:
            return
        yield one


def _digest(storage: Storage, key: str) -> str:
    digest = hashlib.sha256()
    for piece in storage.stream(key):
        digest.update(piece)
    return digest.hexdigest()
