"""The order to a reading process, as it goes through the pipe between the two."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from torg.engine.confinement import Limits

from .answers import NOTHING_SAID, Answers
from .area import ANYWHERE, Area


@dataclass(frozen=True)
class Order:
    """Paths are whole, because the child works in ``folder``, where it also puts its answer."""

    path: Path
    name: str
    layer: str | None
    sample: int
    into: Path | None
    folder: Path
    limits: Limits
    area: Area = ANYWHERE
    answers: Answers = NOTHING_SAID
    first_rows: int | None = None

    def written(self) -> bytes:
        paths = {"path": str(self.path), "into": self.into and str(self.into), "folder": str(self.folder)}
        return json.dumps(asdict(self) | paths | {"answers": self.answers.as_json()}).encode()

    @classmethod
    def read(cls, text: bytes) -> "Order":
        facts: dict[str, Any] = json.loads(text)
        paths = {name: facts[name] and Path(facts[name]) for name in ("path", "into", "folder")}
        within = facts["area"]["within"]
        area = Area(within and tuple(within), facts["area"]["country"])
        answers = Answers.from_json(facts["answers"])
        return cls(**facts | paths | {"limits": Limits(**facts["limits"]), "area": area, "answers": answers})
