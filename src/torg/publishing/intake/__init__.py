"""Intake: the way of a file from a publisher's hands to a public version."""
