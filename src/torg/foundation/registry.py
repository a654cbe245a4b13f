"""Kinds: a folder is scanned, each module in it defines exactly one class of the kind."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import entry_points
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Registry(Generic[Kind]):
    """The plug-ins of one kind, by name, in the order of their module names.

    ``package`` is scanned; packages from outside add theirs by an entry point of the group ``package``.
    """

    def __init__(self, kind: type[Kind], package: str) -> None:
        self.kind = kind
        self.package = package

    @cached_property
    def _members(self) -> Mapping[str, Kind]:
        members: dict[str, Kind] = {}
        for plugin in self._plugins():
            name: str = plugin.name  # type: ignore[attr-defined]
            if name in members:
                raise TypeError(f"two plug-ins of {self.package} are named {name!r}")
            members[name] = plugin
        return members

    def _plugins(self) -> Iterator[Kind]:
        root = importlib.import_module(self.package)
        for found in pkgutil.iter_modules(root.__path__):
            if found.ispkg:
                yield self._one(importlib.import_module(f"{self.package}.{found.name}"))
        for point in entry_points(group=self.package):
            yield point.load()()

    def _one(self, module: object) -> Kind:
        name = module.__name__  # type: ignore[attr-defined]
        classes = [
            member
            for member in vars(module).values()
            if inspect.isclass(member) and issubclass(member, self.kind) and member.__module__.startswith(name)
        ]
        if len(classes) != 1:
            raise TypeError(f"{name} has to define exactly one {self.kind.__name__}, it has {len(classes)}")
        return classes[0]()

    def __getitem__(self, name: str) -> Kind:
        return self._members[name]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._members.values())

    def __contains__(self, name: object) -> bool:
        return name in self._members
