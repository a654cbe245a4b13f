"""What can be run, when, and who listens: functions of the rooms' ``jobs.py``, by name and by topic."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Rhythm:
    """``every`` so often, or ``daily`` at a time of day (UTC)."""

    every: timedelta | None = None
    daily: time | None = None

    def after(self, moment: datetime) -> datetime:
        if self.daily is None:
            return moment + (self.every or timedelta(days=1))
        today = moment.replace(hour=self.daily.hour, minute=self.daily.minute, second=self.daily.second, microsecond=0)
        return today if today > moment else today + timedelta(days=1)


@dataclass(frozen=True)
class Subject:
    """What a job is about, for people: a title, where more is said, and what its room found wrong, as a sentence."""

    title: str
    address: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Work:
    """``gave_up`` is called with the payload when the last attempt has ended in a fault or a killed process.

    ``label`` says in words what it does, ``subject`` to what. ``cancel`` takes the work back and says whether that
    was still possible; where there is none nobody can cancel. ``again`` makes ready for a person's retry.
    """

    name: str
    run: Callable[..., Any]
    most_attempts: int = 10
    most_faults: int = 3
    gave_up: Callable[..., None] | None = None
    label: str = ""
    subject: Callable[..., Subject | None] | None = None
    cancel: Callable[..., bool] | None = None
    again: Callable[..., None] | None = None
    rhythm: Rhythm | None = None


_works: dict[str, Work] = {}
_subscribers: dict[str, list[str]] = defaultdict(list)
_sees: list[Callable[[Any], Collection[str] | None]] = []
_around: list[Callable[[], Mapping[str, Any]]] = []


def job(name: str, **facts: Any) -> Callable[..., Any]:
    """Register a function ``f(running, **payload)``; it may be run more than once, so it has to bear repeating.

    ``facts`` are those of ``Work``: ``most_attempts``, ``most_faults``, ``gave_up``, ``label`` ...
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _works and _works[name].run.__qualname__ != function.__qualname__:
            raise TypeError(f"two jobs are named {name!r}")
        _works[name] = Work(name, function, **facts)
        return function

    return register


def schedule(*, every: timedelta | None = None, daily: time | None = None) -> Callable[..., Any]:
    """Above ``@job``: put it into the queue again and again. However long nothing ran, it is made up for once."""
    if (every is None) == (daily is None):
        raise TypeError("a schedule is either every so often or daily at a time")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        for name, work in _works.items():
            if work.run is function:
                _works[name] = replace(work, rhythm=Rhythm(every, daily))
                return function
        raise TypeError(f"{function.__qualname__} is no job yet: write @schedule above @job")

    return register


def subscribe(topic: str) -> Callable[..., Any]:
    """Register a function ``f(running, subject)`` that is told of every announcement of a topic, at least once."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{topic}>{function.__module__}.{function.__name__}"
        _works[name] = Work(name, function, most_faults=5, label="Follow up a change")
        if name not in _subscribers[topic]:
            _subscribers[topic].append(name)
        return function

    return register


def who_sees(function: Callable[[Any], Collection[str] | None]) -> Callable[[Any], Collection[str] | None]:
    """Register who sees which jobs: a function of a person that gives numbers of organisations, or None for all."""
    _sees[:] = [function]
    return function


def around_pages(function: Callable[[], Mapping[str, Any]]) -> Callable[[], Mapping[str, Any]]:
    """Register what the page around the list needs: ``hub``, and ``publishers``, names of organisations by number."""
    _around[:] = [function]
    return function


def surroundings() -> Mapping[str, Any]:
    _load()
    return _around[0]() if _around else {}


def seen_by(person: Any) -> Collection[str] | None:
    """Of which organisations a person sees jobs; None means all. Where nobody says, nothing is seen."""
    _load()
    return _sees[0](person) if _sees else ()


def works() -> Mapping[str, Work]:
    _load()
    return _works


def subscribers(topic: str) -> list[str]:
    _load()
    return _subscribers[topic]


def _load() -> None:
    autodiscover_modules("jobs")
