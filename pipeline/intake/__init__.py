"""From the delivered workbooks to typed tables, each record with its file, sheet and row."""
