"""Finding datasets on pages, and what people looked for in vain."""
