"""People and datasets."""
