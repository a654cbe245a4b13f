"""Fetching from the web for people who may name any address: only public ones are reached, in bounded time and space."""

from .fetching import Fetched, Limits, fetch

__all__ = ["Fetched", "Limits", "fetch"]
