"""The doctor: asks every check, and goes on whatever one of them does."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from .findings import Finding, Level, broken
from .registry import Check, checks

ORDER: tuple[Level, ...] = ("ok", "warn", "fail")

log = logging.getLogger("torg.upkeep")


def examine() -> list[Finding]:
    """What every check says; where the ground is broken only that."""
    found: list[Finding] = []
    for one in checks():
        if not one.ground and _ground_is_broken(found):
            found.append(replace(broken("doctor.ground"), check="doctor"))
            break
        found += [replace(said, check=one.name) for said in _ask(one)]
    return found


def _ground_is_broken(found: list[Finding]) -> bool:
    ground = {one.name for one in checks() if one.ground}
    return any(said.level == "fail" and said.check in ground for said in found)


def _ask(one: Check) -> Iterator[Finding]:
    try:
        yield from one.look()
    except Exception as error:
        log.debug("the check %s broke", one.name, exc_info=True)
        yield broken("doctor.fault", value=one.name, cause=type(error).__name__)


def worst(found: list[Finding]) -> Level:
    return max((one.level for one in found), key=ORDER.index, default="ok")
