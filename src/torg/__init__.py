"""Torg: the shared square for municipal open data."""

__version__ = "0.1.0"
