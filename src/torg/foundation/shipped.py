"""What data stewards edit lies at the root of the repository, or in the wheel: one place to find it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_PLACES = (_PACKAGE / "_data", _PACKAGE.parent.parent)


def shipped(folder: str) -> Path:
    """The folder ``vocabularies`` or ``specifications`` of this installation."""
    for place in _PLACES:
        if (place / folder).is_dir():
            return place / folder
    raise LookupError(f"this installation has no folder {folder!r}")
