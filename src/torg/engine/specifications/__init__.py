"""Data specifications: say once what a good list looks like, recognise it, check every file against it."""

from .found import Verdict
from .model import Specification

__all__ = ["Specification", "Verdict"]
