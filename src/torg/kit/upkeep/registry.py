"""What the rooms register in their ``checks.py``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

from .findings import Finding


@dataclass(frozen=True)
class Kept:
    """A file in the storage that the catalogue names. ``sha256`` is empty where nobody wrote it down."""

    key: str
    sha256: str = ""


@dataclass(frozen=True)
class Check:
    """``ground`` checks come first; where one of them fails the others could only repeat it and are left out."""

    name: str
    look: Callable[[], Iterable[Finding]]
    ground: bool = False


_checks: dict[str, Check] = {}
_keepers: dict[str, Callable[[str], Iterable[Kept]]] = {}
_makers: dict[str, Callable[[], None]] = {}


def check(name: str, *, ground: bool = False) -> Callable[..., Callable[[], Iterable[Finding]]]:
    """Register a function that looks at one thing and yields what it finds; fast enough to be asked every minute."""

    def register(function: Callable[[], Iterable[Finding]]) -> Callable[[], Iterable[Finding]]:
        _checks[name] = Check(name, function, ground)
        return function

    return register


def must_keep(function: Callable[[str], Iterable[Kept]]) -> Callable[[str], Iterable[Kept]]:
    """Register a function that yields the files in the storage its rows name.

    It is called with the alias of a database, ``objects.using(alias)``: that of a backup stands still.
    """
    _keepers[f"{function.__module__}.{function.__name__}"] = function
    return function


def made_anew(function: Callable[[], None]) -> Callable[[], None]:
    """Register a function that makes from the catalogue what no backup holds: a shelf, an index."""
    _makers[f"{function.__module__}.{function.__name__}"] = function
    return function


def checks() -> list[Check]:
    _load()
    return sorted(_checks.values(), key=lambda one: not one.ground)


def kept_files(alias: str) -> Iterator[Kept]:
    """Each file once, however many versions share it."""
    _load()
    seen: set[str] = set()
    for keeper in _keepers.values():
        for one in keeper(alias):
            if one.key not in seen:
                seen.add(one.key)
                yield one


def make_anew() -> None:
    _load()
    for maker in _makers.values():
        maker()


def _load() -> None:
    autodiscover_modules("checks")
