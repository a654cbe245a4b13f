"""Named checks: a folder is a check between columns or of a kind of code, called by name from a specification."""

from torg.foundation.registry import Registry

from .kind import Check, Example

CHECKS: Registry[Check] = Registry(Check, __name__)

__all__ = ["CHECKS", "Check", "Example", "check_named"]


def check_named(name: str) -> Check | None:
    """By its name or one of the other names it has in foreign schemas."""
    return next((check for check in CHECKS if name in (check.name, *check.also)), None)
