"""Queries: one frozen Query, made from the parameters of a request, compiled to SQL, run on a serving copy."""

from .cursors import cursor_version
from .engine import Engine, Page
from .parameters import LARGEST_LIMIT, nearest, parse_query
from .query import Query

__all__ = ["LARGEST_LIMIT", "Engine", "Page", "Query", "cursor_version", "nearest", "parse_query"]
