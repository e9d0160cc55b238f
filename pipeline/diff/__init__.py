"""Two results beside each other: two months, or two versions of one month; read back, never computed anew."""
