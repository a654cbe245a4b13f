"""The data API: reads the shelf and answers. No Django, no accounts: a replica needs the shelf and the storage only."""

from .app import application, routes
from .settings import Settings

__all__ = ["Settings", "application", "routes"]
