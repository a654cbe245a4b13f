"""Names for specifications that come from elsewhere."""

import re
import unicodedata


def plain(words: str) -> str:
    """Small letters without accents, and what is neither letter nor digit as one hyphen."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", bare).strip("-")


def name_of(*candidates: str) -> str:
    """The first that leaves a name fit for a folder and an address."""
    for candidate in candidates:
        stem = re.sub(r"\.(ya?ml|json|csv|csv-metadata\.json)$", "", candidate.rsplit("/", 1)[-1])
        plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
        if name := re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-"):
            return name
    return "specification"


def version_of(written: str) -> str:
    """``v1.2`` is 1.2; without any it is the first."""
    return re.sub(r"^v(?=\d)", "", written) or "1.0"
