"""People: the hub itself, its organisations, accounts and access tokens."""
