"""Understanding: from a file's cells to a typed table, with every decision written down as a step."""
