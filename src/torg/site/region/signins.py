"""The people of the demonstration: passwords are made at random, and kept in the home to be said again."""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SOUNDS = ("bdfghklmnprstv", "aeiou")


@dataclass(frozen=True)
class Person:
    """``owner`` is the member they work for; without one they look after the hub itself."""

    name: str
    email: str
    task: str
    owner: str = ""
    role: str = ""


PEOPLE = (
    Person("Karin", "karin@havsmark.example", "looks after this hub"),
    Person("Bo", "bo@havsmark.example", "coordinates the region", "havsmark", "administrator"),
    Person("Astrid", "astrid@hedestad.example", "publishes for Hedestad", "hedestad", "editor"),
    Person("Erik", "erik@ekvalla.example", "looks after Ekvalla's data", "ekvalla", "administrator"),
)


@dataclass(frozen=True)
class Mark:
    """The file that makes a home a demonstration. It holds passwords, so only its owner may read it."""

    path: Path

    def begin(self) -> None:
        if not self.path.is_file():
            self._write({"built": False, "passwords": {one.email: _password() for one in PEOPLE}})

    @property
    def built(self) -> bool:
        return bool(self._read()["built"])

    def end(self) -> None:
        self._write({**self._read(), "built": True})

    def passwords(self) -> Iterator[tuple[Person, str]]:
        known = self._read()["passwords"]
        yield from ((one, known[one.email]) for one in PEOPLE)

    def _read(self) -> dict[str, Any]:
        return json.loads(self.path.read_text(encoding="utf-8"))

    def _write(self, content: dict[str, Any]) -> None:
        """Whole or not at all: a start that is killed leaves the old file."""
        partial = self.path.with_suffix(".partial")
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)


def _password() -> str:
    """Four made-up words of two syllables: fifty random bits that can be typed from paper."""
    return "-".join("".join(secrets.choice(letters) for letters in _SOUNDS * 2) for _ in range(4))
