"""Identifiers: minted once, never reused, recognisable by their first letter."""

import re
import secrets
import time

from anyascii import anyascii

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letter is mistaken for a digit


def mint(prefix: str) -> str:
    """A new identifier such as ``t_01k3v9w2q8fr5m7c``: time first (so they sort), then 40 random bits."""
    number = (time.time_ns() // 1_000_000) << 40 | secrets.randbits(40)
    letters = []
    while number:
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return f"{prefix}_{''.join(reversed(letters))}"


def slug(text: str, longest: int = 80) -> str:
    """Words for an address: ``Badplatser i Åre (2026)`` becomes ``badplatser-i-are-2026``; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:longest].strip("-")


def column_name(label: str, longest: int = 60) -> str:
    """A name for queries: ``Öppettider (vardag)`` becomes ``oppettider_vardag``; may be empty."""
    name = slug(label, longest).replace("-", "_")
    return f"c_{name}" if name[:1].isdigit() else name
