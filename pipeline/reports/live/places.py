"""How formulas refer to rows, columns and sheets, and which words a condition of SUMIFS tells apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

ROW, ROW_ABOVE = "\0", "\1"
"""Stand in a formula for the number of its row and of the row above."""
LONGEST_WORD = 255
"""A condition of SUMIFS takes no longer word."""


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it."""
    plain = re.fullmatch(r"[\u4e00-\u9fff]\w*", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def column_range(letter: str, first: int, count: int, sheet: str = "") -> str:
    """The cells of a column from row number ``first`` on, on this sheet or on another one."""
    cells = f"${letter}${first}:${letter}${first + max(count, 1) - 1}"
    return f"{quoted(sheet)}!{cells}" if sheet else cells


def in_row(formula: str, number: int) -> str:
    """The formula with the number of its row put in."""
    return formula.replace(ROW, str(number)).replace(ROW_ABOVE, str(number - 1))


def told_apart(words: Iterable[object]) -> bool:
    """Whether a condition of SUMIFS, COUNTIFS or MATCH tells these words apart as the computation does.

    It takes ``*?~`` for wildcards and ``<>=`` at the beginning for a relation, does not see capitals, and takes words
    that read as the same number for one.
    """
    seen: dict[object, str] = {}
    for word in {str(word) for word in words if word not in (None, "")}:
        if word[0] in "<>=" or any(sign in word for sign in "*?~") or len(word) > LONGEST_WORD:
            return False
        if seen.setdefault(_key(word), word) != word:
            return False
    return True


def _key(word: str) -> object:
    try:
        return float(word)
    except ValueError:
        return word.lower()
