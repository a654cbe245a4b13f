"""From a file to a public version."""
