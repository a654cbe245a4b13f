"""Ground floor: storage, fetching, registries, problems, languages, identifiers."""
