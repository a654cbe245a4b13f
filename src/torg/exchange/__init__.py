"""Metadata and other catalogues."""
