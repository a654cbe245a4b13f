"""Data without Django: formats, understanding, tables, queries, geography, shelf."""
