"""Words of Europe's languages that tell what a cell, a row or a column is."""
