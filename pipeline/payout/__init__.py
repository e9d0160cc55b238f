"""The next desk: what a paid month hands on to its people, the tax office, the bank and the books (指引第十五条)."""
