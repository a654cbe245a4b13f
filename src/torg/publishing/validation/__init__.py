"""Validation: which rules a list is held against, what was found, and the rules themselves as pages."""
