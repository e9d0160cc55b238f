"""What the head of the team wrote on a slip: ``抽查：属实`` is how it was checked and what came of it."""

from __future__ import annotations

import re

from pipeline.content import half_width
from pipeline.intake.raw import Cell
from schemas.columns import CHECK_MODES, CHECK_RESULTS

_MODE = re.compile("|".join(CHECK_MODES))
_RESULT = re.compile("|".join(sorted(CHECK_RESULTS, key=len, reverse=True)))
_BETWEEN = re.compile(r"[:：,，;；、/\-()]*")


def split_check(cell: Cell) -> tuple[str, str] | None:
    """Mode and result of a text that holds both; None if it does not hold exactly one of each and nothing else."""
    if type(cell) is not str:
        return None
    words = half_width(cell)
    modes, results = _MODE.findall(words), _RESULT.findall(_MODE.sub("", words))
    rest = _BETWEEN.sub("", _RESULT.sub("", _MODE.sub("", words)))
    return (modes[0], results[0]) if len(modes) == len(results) == 1 and not rest else None
