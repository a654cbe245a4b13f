"""Permissions: pages for signed-in people only, and which addresses may be led back to."""

from .doors import safe_next, signed_in

__all__ = ["safe_next", "signed_in"]
