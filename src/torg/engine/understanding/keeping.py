"""A report and its parts kept in a folder until they are used: what is damaged or half there is none."""

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from .answers import Answers
from .outcome import Outcome, leave, left
from .report import Report

_DIGESTS = "digests"
_ANSWER = "answer"


def keep_report(report: Report, folder: Path) -> None:
    """Moves the parts there. Nothing is synced: the digests tell afterwards what a power cut has spoilt."""
    for part in report.parts:
        part.rename(folder / part.name)
    leave(Outcome(report=replace(report, parts=tuple(folder / part.name for part in report.parts))), folder)
    names = [_ANSWER, *(part.name for part in report.parts)]
    (folder / _DIGESTS).write_text(json.dumps({name: _digest(folder / name) for name in names}))


def kept_report(folder: Path, answers: Answers) -> Report | None:
    """The report with its parts where they lie now. ``answers`` are those it was made with."""
    if not _is_whole(folder):
        return None
    found = left(folder, folder)
    return replace(found.report, answers=answers) if found is not None and found.report is not None else None


def _is_whole(folder: Path) -> bool:
    with suppress(OSError, ValueError, AttributeError):
        digests: dict[str, Any] = json.loads((folder / _DIGESTS).read_text())
        return _ANSWER in digests and all(_digest(folder / name) == digest for name, digest in digests.items())
    return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
