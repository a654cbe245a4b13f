"""Jobs: a leased table of work that outlives a killed process, and announcements told at least once."""

from .waiting import Waiting

__all__ = ["Waiting"]
