"""What can be run and who listens: functions of the rooms' ``jobs.py``, by name and by topic."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Work:
    """``gave_up`` is called with the payload when the last attempt has ended in a fault or a killed process."""

    name: str
    run: Callable[..., Any]
    most_attempts: int
    most_faults: int
    gave_up: Callable[..., None] | None


_works: dict[str, Work] = {}
_subscribers: dict[str, list[str]] = defaultdict(list)


def job(
    name: str, *, most_attempts: int = 10, most_faults: int = 3, gave_up: Callable[..., None] | None = None
) -> Callable[..., Any]:
    """Register a function ``f(running, **payload)``; it may be run more than once, so it has to bear repeating."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _works and _works[name].run.__qualname__ != function.__qualname__:
            raise TypeError(f"two jobs are named {name!r}")
        _works[name] = Work(name, function, most_attempts, most_faults, gave_up)
        return function

    return register


def subscribe(topic: str) -> Callable[..., Any]:
    """Register a function ``f(running, subject)`` that is told of every announcement of a topic, at least once."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{topic}>{function.__module__}.{function.__name__}"
        _works[name] = Work(name, function, 10, 5, None)
        if name not in _subscribers[topic]:
            _subscribers[topic].append(name)
        return function

    return register


def works() -> Mapping[str, Work]:
    _load()
    return _works


def subscribers(topic: str) -> list[str]:
    _load()
    return _subscribers[topic]


def _load() -> None:
    autodiscover_modules("jobs")
