"""The lines behind a measure or a fact of one person, each with the cells it was read from."""
