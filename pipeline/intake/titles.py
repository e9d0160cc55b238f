"""What a sheet is called: the name of its file, its own name, and the title above its headings."""

from __future__ import annotations

from pipeline.intake.heading_words import plain
from pipeline.intake.raw import RawSheet


def titles(sheet: RawSheet, first: int) -> tuple[str, str, str]:
    """File, sheet and title, without white space; ``first`` is the first row of the headings, from zero."""
    title = "".join(plain(cell) for row in sheet.rows[:first] for cell in row)
    return plain(sheet.file.rpartition("/")[2]), plain(sheet.sheet), title
