"""Datasets: what is published, its tables, their versions, and every address it ever had."""
