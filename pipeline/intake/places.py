"""Where a value came from: the address of the cell, by source, row and column."""

from __future__ import annotations

from dataclasses import dataclass, field


def letters(index: int) -> str:
    """The letters of a column counted from zero: 0 is A, 26 is AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found


def place_of(letter: str) -> int:
    """The index from zero of a column by its letters: A is 0, AA is 26."""
    found = 0
    for each in letter:
        found = found * 26 + ord(each) - 64
    return found - 1


def address(row: int, column: int) -> str:
    """The A1 address of a cell, both counted from zero."""
    return f"{letters(column)}{row + 1}"


@dataclass(frozen=True)
class Place:
    """One source: its file and sheet, the letters of its columns, the cells elsewhere, the words for nothing."""

    file: str
    sheet: str
    letters: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[int, str], str] = field(default_factory=dict)
    nothings: dict[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Places:
    """The places of all sources of a month, by source number."""

    sources: dict[int, Place] = field(default_factory=dict)

    def address(self, source: int, row: int, column: str) -> str:
        """The cell of a column of a record, like ``D17``; "" where it is not known.

        The days of a month sheet are columns named by their day, ``2026-01-09``.
        """
        place = self.sources.get(source)
        if place is None:
            return ""
        known = place.cells.get((row, column))
        if known is not None:
            return known
        letter = place.letters.get(column, "")
        return f"{letter}{row}" if letter else ""

    def nothing(self, source: int, row: int, column: str) -> str:
        """The word of a required cell that was read as nothing, like ``无``; "" for a blank."""
        return self.sources[source].nothings.get((row, column), "") if source in self.sources else ""

    def file(self, source: int) -> str:
        """The file of a source, "" if there is none."""
        return self.sources[source].file if source in self.sources else ""

    def sheet(self, source: int) -> str:
        """The sheet of a source, "" if there is none."""
        return self.sources[source].sheet if source in self.sources else ""
