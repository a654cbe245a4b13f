"""Words of Europe's languages that tell what a cell, a row or a column is."""


def listed(words: str) -> frozenset[str]:
    """The words of a line, each once."""
    return frozenset(words.split())
