"""An original and how it is read: the same for a draft and for the publication that is made of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from torg import __version__
from torg.catalogue.people.models import Organisation
from torg.catalogue.people.queries import box_of, hub
from torg.engine.understanding import Answers, Report, understand_apart
from torg.foundation.fetch import fetch
from torg.foundation.home import home
from torg.kit.jobs.actions import Running

from .models import Draft, Publication
from .sources import HandedFile, keep


def fetch_original(running: Running, one: Draft | Publication, work: Path) -> None:
    """Where an address was handed in: what it answers with is kept, and noted, before it is read."""
    if one.original:
        return
    fetched = fetch(
        one.source_url, work / "fetched", progress=lambda done, total: running.progress("fetching", done, total)
    )
    kept = keep(HandedFile(fetched.path, fetched.name, ours=True), one.pk)
    one.original, one.sha256, one.bytes, one.source_name = kept.name, kept.sha256, kept.bytes, fetched.name[:255]
    one.save(update_fields=["original", "sha256", "bytes", "source_name"])


@dataclass(frozen=True)
class Reading:
    """All that decides what is found in a file; ``box`` and ``country`` are where its places ought to lie."""

    original: str
    name: str
    sha256: str
    said: Mapping[str, Any]
    box: tuple[float, float, float, float] | None
    country: str | None
    layer: str | None = None

    @classmethod
    def of(
        cls, one: Draft | Publication, organisation: Organisation, said: Mapping[str, Any], layer: str | None = None
    ) -> "Reading":
        country = hub().country.upper() or None
        return cls(one.original, one.source_name, one.sha256, said, box_of(organisation), country, layer)

    @property
    def answers(self) -> Answers:
        return Answers.from_json(self.said)

    @property
    def mark(self) -> str:
        """Readings of one mark find the same: the same bytes, read by the same Torg, for the same place."""
        facts = {**asdict(self), "original": "", "said": self.answers.as_json(), "torg": __version__}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def carry_out(self, running: Running, into: Path, first_rows: int | None = None) -> Report:
        return understand_apart(
            home().originals / self.original,
            self.name,
            layer=self.layer,
            into=into,
            progress=lambda stage, done, total: running.progress(stage, done, total or None),
            within=self.box,
            country=self.country,
            answers=self.answers,
            first_rows=first_rows,
        )
