"""Fetching from an address that anybody may name: only public ones are reached, in bounded time and space."""

from .fetching import Fetched, Limits, fetch

__all__ = ["Fetched", "Limits", "fetch"]
