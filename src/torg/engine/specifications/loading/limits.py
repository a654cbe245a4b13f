"""How much a specification may hold; far above what any list of a municipality needs."""

LONGEST = 8_000_000
"""Bytes of one file."""
DEEPEST = 40
MOST_VALUES = 500_000
MOST_ENTRIES = 50_000
"""Of one list, such as the words of a value list."""
MOST_FIELDS = 1_000
FARTHEST = 50
"""So many mistakes of one file are told; nobody reads on."""
