"""Permissions: pages for signed-in people only, forms of strangers, and which addresses may be led back to."""

from .doors import from_here, safe_next, signed_in

__all__ = ["from_here", "safe_next", "signed_in"]
