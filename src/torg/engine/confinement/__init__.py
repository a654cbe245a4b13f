"""Confinement: work on a stranger's file in a process of its own, with limits and walls of the operating system."""

from .answer import left_behind, put_down
from .faults import code_of
from .limits import Limits
from .running import Ended, bind, run

__all__ = ["Ended", "Limits", "bind", "code_of", "left_behind", "put_down", "run"]
