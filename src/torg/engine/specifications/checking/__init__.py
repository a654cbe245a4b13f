"""Checking a table against a specification: compiled to set operations, problems collected in a table."""
